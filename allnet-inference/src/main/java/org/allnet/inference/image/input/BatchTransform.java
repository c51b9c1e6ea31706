package org.allnet.inference.image.input;

import org.bytedeco.pytorch.Tensor;

/** What is done to images between segmentation and the network. Thread-safe. */
public interface BatchTransform {

  /** Leaves a batch as it is. */
  BatchTransform NONE =
      new BatchTransform() {
        @Override
        public Reach reach(int image) {
          return Reach.IN_PLACE;
        }

        @Override
        public Tensor apply(Tensor images, int first, int frameSide) {
          return images;
        }
      };

  /** How far pixels move, which says how much of the black around a cell is needed. */
  enum Reach {
    /** Each stays in its row or goes to the mirrored one; the same of columns. */
    IN_PLACE,
    /** Rows may become columns besides. */
    QUARTER_TURN,
    /** They turn around the middle of the frame. */
    TURN,
    /** Anything else: the whole frame is needed. */
    FRAME;

    /** {@return the one that moves pixels farther; each allows what those before it do} */
    public Reach or(Reach other) {
      return compareTo(other) > 0 ? this : other;
    }
  }

  /** {@return how far an image's pixels move} */
  Reach reach(int image);

  /**
   * Changes images.
   *
   * @param images float32 (batch, 3, side, side) in [0,1]: the middles of frames; left as they are
   * @param first the first one's place in the batch
   * @param frameSide side of the frames, at least the images'
   * @return the same shape in [0,1], for the caller's scope to free
   */
  Tensor apply(Tensor images, int first, int frameSide);
}
