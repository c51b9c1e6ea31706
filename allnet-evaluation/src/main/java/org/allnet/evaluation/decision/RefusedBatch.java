package org.allnet.evaluation.decision;

import java.util.Optional;

/** What a batch of images says of itself if a model refuses many of them. */
public final class RefusedBatch {

  /** If more than this fraction is refused, the batch is of another kind than the training. */
  public static final double MOST = 0.2;

  /** Of fewer images the fraction says nothing. */
  public static final int LEAST_IMAGES = 5;

  /** What a user of a model that refuses nothing must know. */
  public static final String CANT_TELL =
      "This model can't tell images that are unlike those of its training: it was made by an earlier version, or of very few images. Train it anew.";

  private RefusedBatch() {}

  /**
   * Returns what is to be said of a batch.
   *
   * @param refused how many images are refused: unlike those of training, poor, or with nothing to
   *     see
   * @param images how many there are
   * @return a sentence; empty if at most a fifth is refused, or there are fewer than five images
   */
  public static Optional<String> warning(long refused, long images) {
    return images < LEAST_IMAGES || refused <= MOST * images
        ? Optional.empty()
        : Optional.of(
            "%d of %d images are unlike the images of training, poor, or show nothing: this set does not look like what the model learned from; trust none of its answers before a morphologist has looked at some"
                .formatted(refused, images));
  }
}
