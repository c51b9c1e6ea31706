package org.allnet.explain.perturbation;

import java.util.Arrays;

/**
 * Which parts of an image are kept. What is in place of the others - black, the cell's mean colour,
 * a blur - is for whoever asks the model to say.
 *
 * @param height rows
 * @param width columns
 * @param kept (height, width) row by row, in [0,1]: 1 for a pixel that is kept, 0 for one that is
 *     replaced. Not copied: treat it as read-only
 */
public record KeptPixels(int height, int width, float[] kept) {

  /**
   * Checks that there is a value for each pixel.
   *
   * @throws IllegalArgumentException if there is not
   */
  public KeptPixels {
    if (height < 1 || width < 1 || kept.length != (long) height * width) {
      throw new IllegalArgumentException(
          "a mask of %d x %d of %d values".formatted(height, width, kept.length));
    }
  }

  /**
   * Keeps a whole image.
   *
   * @param height rows, at least 1
   * @param width columns, at least 1
   * @return 1 for each pixel, in an array of its own
   */
  public static KeptPixels all(int height, int width) {
    float[] kept = new float[height * width];
    Arrays.fill(kept, 1);
    return new KeptPixels(height, width, kept);
  }
}
