package org.allnet.inference;

/**
 * How many images of a batch came to what.
 *
 * @param predicted images with a class
 * @param referred images that are referred, for whatever reason
 * @param failed images that could not be read, or that the engine failed at
 */
public record BatchCounts(long predicted, long referred, long failed) {

  /** {@return how many images there were} */
  public long images() {
    return predicted + referred + failed;
  }
}
