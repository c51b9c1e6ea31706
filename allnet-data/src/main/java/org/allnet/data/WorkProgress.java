package org.allnet.data;

/**
 * Is told how far long work on images has come, so that nobody waits before a silent program. Calls
 * may come from any thread; those of one step come one after the other, with growing counts.
 */
@FunctionalInterface
public interface WorkProgress {

  /** A listener that does nothing. */
  WorkProgress NONE = (step, done, total) -> {};

  /** What is done with every image. */
  enum Step {
    /** Files are read and decoded. */
    READING("reading images"),
    /** Files are hashed. */
    HASHING("hashing files"),
    /** Decoded images are made ready for the search for copies. */
    DESCRIBING("describing images"),
    /** Every image is compared with all others. */
    COMPARING("looking for copies"),
    /** What segmentation leaves of an image is looked at. */
    SEGMENTING("looking at what segmentation leaves");

    private final String words;

    Step(String words) {
      this.words = words;
    }

    /** {@return what is done, for a reader} */
    public String words() {
      return words;
    }
  }

  /**
   * So much of a step is done.
   *
   * @param step the step
   * @param done images that are done
   * @param total all images of the step
   */
  void reached(Step step, long done, long total);

  /**
   * Returns what counts the images of a step, from any thread.
   *
   * @param step the step
   * @param total all its images
   * @return to be run once for each image that is done
   */
  default Runnable counter(Step step, long total) {
    return new Runnable() {
      private long done;

      @Override
      public synchronized void run() {
        reached(step, ++done, total);
      }
    };
  }
}
