package org.allnet.inference.image.segmentation;

import org.allnet.data.image.SegmentationMode;
import org.allnet.inference.engine.pixel.PixelOperations;

/**
 * Cuts cells out by HSI saturation, following section 2.2 of the ALLNet paper (Sampathila et al.
 * 2022, doi 10.3390/healthcare10101812): saturation plane, a mask of its grey levels 180 to 255,
 * image times mask. The one text of it for tensors and for graph files.
 *
 * @param plane (batch, 1, height, width): the whole grey levels, 0 to 255, that were cut
 * @param mask (batch, 1, height, width): 1 if the image is kept, else 0
 * @param <V> what flows from operation to operation
 */
public record SaturationCut<V>(V plane, V mask) {

  private static final int LEVELS = 256;

  /** The lowest grey level that the paper's mask keeps. */
  static final int LOWEST_LEVEL = 180;

  /** Less than this, in grey levels, is rounding and no picture. */
  private static final double LEAST_RANGE = 0.5;

  /**
   * Cuts a batch out.
   *
   * @param mode how
   * @param rgb float32 (batch, 3, height, width) in [0,1]
   * @param pixels the operations
   * @param <V> what flows from operation to operation
   * @return what was cut, and the mask that comes of it
   */
  public static <V> SaturationCut<V> of(SegmentationMode mode, V rgb, PixelOperations<V> pixels) {
    V plane = saturation(rgb, pixels);
    if (mode == SegmentationMode.STRETCHED) {
      plane = stretched(plane, pixels);
    }
    V levels = pixels.floor(pixels.add(plane, 0.5));
    V mask =
        switch (mode) {
          case STRETCHED, LITERAL -> pixels.isFrom(levels, LOWEST_LEVEL);
          case OTSU -> pixels.isAbove(levels, otsu(levels, visible(rgb, pixels), pixels));
          case NONE -> pixels.isFrom(levels, 0);
        };
    return new SaturationCut<>(levels, mask);
  }

  /** A mask of the pixels that are not black: (batch, 1, height, width). */
  static <V> V visible(V rgb, PixelOperations<V> pixels) {
    return pixels.isAbove(pixels.channelMax(rgb), 0);
  }

  /**
   * The saturation of the HSI colour model times 255, not rounded, {@code S = 1 - 3 min(R,G,B) /
   * (R+G+B)}; 0 if {@code R+G+B = 0}.
   */
  private static <V> V saturation(V rgb, PixelOperations<V> pixels) {
    V sum =
        pixels.add(
            pixels.add(pixels.channel(rgb, 0), pixels.channel(rgb, 1)), pixels.channel(rgb, 2));
    // Black has a minimum of 0: with any positive divisor its ratio is 0, and so is coloured.
    V coloured = pixels.isAbove(sum, 0);
    V divisor = pixels.add(sum, pixels.not(coloured));
    V ratio = pixels.divide(pixels.multiply(pixels.channelMin(rgb), 3), divisor);
    return pixels.multiply(pixels.atLeast(pixels.subtract(coloured, ratio), 0), 255);
  }

  /**
   * Stretches each image's plane linearly so that its least value becomes 0 and its greatest 255; a
   * plane whose range is below half a grey level becomes 0. The whole image counts, black padding
   * (0) too; that is what reproduces the kept fraction seen on real cells.
   */
  private static <V> V stretched(V plane, PixelOperations<V> pixels) {
    V least = pixels.imageMin(plane);
    V range = pixels.subtract(pixels.imageMax(plane), least);
    V varied = pixels.isFrom(range, LEAST_RANGE);
    V above = pixels.multiply(pixels.subtract(plane, least), varied);
    return pixels.divide(pixels.multiply(above, 255), pixels.atLeast(range, LEAST_RANGE));
  }

  /**
   * Otsu's threshold of every image (doi 10.1109/TSMC.1979.4310076): the grey level that maximises
   * the variance between the two sides, the lowest of equals. A pixel above it is on the upper
   * side. It is 255, so that nothing is above, if the counted pixels have fewer than two levels.
   */
  private static <V> V otsu(V levels, V counted, PixelOperations<V> pixels) {
    V histogram = pixels.histogram(levels, counted, LEVELS);
    V grey = pixels.wholeNumbers(histogram, LEVELS);
    V below = pixels.cumulative(histogram);
    V belowSum = pixels.cumulative(pixels.multiply(histogram, grey));
    V all = pixels.last(below, LEVELS);
    V allSum = pixels.last(belowSum, LEVELS);
    // (mean difference)^2 x both weights, times a constant; whole numbers until the division.
    V difference = pixels.subtract(pixels.multiply(belowSum, all), pixels.multiply(allSum, below));
    V weights = pixels.multiply(below, pixels.subtract(all, below));
    V twoSided = pixels.isAbove(weights, 0);
    V divisor = pixels.add(weights, pixels.not(twoSided));
    V variance =
        pixels.multiply(pixels.divide(pixels.multiply(difference, difference), divisor), twoSided);
    V greatest = pixels.isEqual(variance, pixels.rowMax(variance));
    V chosen = pixels.multiply(greatest, pixels.isAbove(variance, 0));
    V candidates =
        pixels.add(pixels.multiply(chosen, grey), pixels.multiply(pixels.not(chosen), LEVELS - 1));
    return pixels.perImage(pixels.rowMin(candidates));
  }
}
