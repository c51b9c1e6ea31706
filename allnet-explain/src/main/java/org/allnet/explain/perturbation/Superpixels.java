package org.allnet.explain.perturbation;

import java.util.Arrays;
import org.allnet.explain.map.AttributionMap;

/**
 * An image cut into superpixels. Immutable and thread-safe.
 *
 * @param height rows
 * @param width columns
 * @param count how many superpixels, at least 1; that of the background, if there is one, is the
 *     last
 * @param labels (height, width) row by row, the superpixel of each pixel from 0; {@link #NONE} for
 *     background that is left out. Not copied: treat it as read-only
 * @param background whether the last superpixel is the background
 */
public record Superpixels(int height, int width, int count, int[] labels, boolean background) {

  /** The label of pixels that belong to no superpixel: they are always kept. */
  public static final int NONE = -1;

  /**
   * Checks that there is a label for each pixel.
   *
   * @throws IllegalArgumentException if there is not
   */
  public Superpixels {
    if (labels.length != (long) height * width || count < 1) {
      throw new IllegalArgumentException(
          "%d superpixels of %d x %d of %d labels".formatted(count, height, width, labels.length));
    }
  }

  /** {@return how many pixels each superpixel has} */
  public int[] areas() {
    int[] areas = new int[count];
    for (int label : labels) {
      if (label != NONE) {
        areas[label]++;
      }
    }
    return areas;
  }

  /**
   * Returns the mask that keeps some superpixels.
   *
   * @param kept whether each superpixel is kept
   * @return 1 for the pixels of those that are kept and for those of none, else 0
   */
  public KeptPixels mask(boolean[] kept) {
    float[] mask = new float[labels.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = labels[i] == NONE || kept[labels[i]] ? 1 : 0;
    }
    return new KeptPixels(height, width, mask);
  }

  /**
   * Returns a map in which each superpixel's value is spread evenly over its pixels, so that the
   * map's sum is the sum of the values.
   *
   * @param values the value of each superpixel
   * @return the map; 0 for pixels of no superpixel
   */
  public AttributionMap spread(double[] values) {
    int[] areas = areas();
    float[] spread = new float[labels.length];
    for (int i = 0; i < spread.length; i++) {
      spread[i] = labels[i] == NONE ? 0 : (float) (values[labels[i]] / areas[labels[i]]);
    }
    return new AttributionMap(height, width, spread);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Superpixels s
        && s.height == height
        && s.width == width
        && s.count == count
        && s.background == background
        && Arrays.equals(s.labels, labels);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * height + width) + Arrays.hashCode(labels);
  }
}
