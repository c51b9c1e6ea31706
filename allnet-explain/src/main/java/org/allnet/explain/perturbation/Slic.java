package org.allnet.explain.perturbation;

import java.util.Arrays;
import org.allnet.data.InputException;
import org.allnet.data.option.OptionRange;
import org.allnet.explain.map.RgbImage;

/**
 * Superpixels by simple linear iterative clustering (SLIC: Achanta et al. 2012, doi
 * 10.1109/TPAMI.2012.120). Centres begin on a grid of the step {@code S = sqrt(pixels /
 * superpixels)}. Each pixel goes to the nearest centre within {@code 2S x 2S} by
 *
 * <pre>{@code D^2 = d_lab^2 + (d_xy / S)^2 m^2,}</pre>
 *
 * the distance in CIE L*a*b* and in the plane; each centre then moves to the mean of its pixels.
 * Afterwards each superpixel is made one connected region: parts smaller than a quarter of {@code
 * S^2} join the neighbour with the longest common border.
 *
 * <p>The cell alone is cut: what is black is background. A speck of the foreground that touches no
 * superpixel and is smaller than a quarter of {@code S^2} counts as background too. Nothing is
 * random: the same image gives the same superpixels. Thread-safe.
 *
 * @param superpixels how many are wanted on the cell, 2 to 1000; there may be some more or fewer
 * @param compactness the weight {@code m} of the plane, above 0 to 1000: the greater, the squarer
 * @param background whether the background is a superpixel of its own; else it belongs to none and
 *     is always kept
 */
public record Slic(int superpixels, double compactness, boolean background) {

  /** 50 superpixels of compactness 10, the background left out. */
  public static final Slic DEFAULTS = new Slic(50, 10, false);

  /** The fewest pixels of a superpixel, on average. */
  public static final int LEAST_PIXELS = 4;

  /**
   * Checks number and compactness.
   *
   * @throws org.allnet.data.OptionException if {@code superpixels} is not 2 to 1000, or {@code
   *     compactness} is not above 0 to 1000
   */
  public Slic {
    OptionRange.require(
        superpixels >= 2 && superpixels <= 1000, "superpixels", superpixels, "2 to 1000");
    OptionRange.require(
        compactness > 0 && compactness <= 1000, "compactness", compactness, "above 0 to 1000");
  }

  /**
   * Cuts an image.
   *
   * @param image the image
   * @return its superpixels, each one connected region (by sides); the background need not be
   * @throws InputException if the cell has fewer than {@value #LEAST_PIXELS} pixels for each
   *     superpixel, or has no region as large as a quarter of a superpixel
   */
  public Superpixels cut(RgbImage image) {
    boolean[] cell = image.foreground();
    int pixels = 0;
    for (boolean one : cell) {
      pixels += one ? 1 : 0;
    }
    if (pixels < LEAST_PIXELS * superpixels) {
      throw new InputException(
          pixels == 0
              ? "the image is black; there is nothing to cut into superpixels"
              : "the cell has %d pixels, and %d superpixels need at least %d; give a larger image, or use the method occlusion"
                  .formatted(pixels, superpixels, LEAST_PIXELS * superpixels));
    }
    double step = Math.sqrt((double) pixels / superpixels);
    int[] nearest = new ColourClusters(image, cell, step, compactness).nearest();
    Regions regions =
        Regions.connected(image.height(), image.width(), nearest, (int) Math.ceil(step * step / 4));
    if (regions.count() == 0) {
      throw new InputException(
          "the image has only specks smaller than a quarter of a superpixel; use the method occlusion");
    }
    return withBackground(image, regions);
  }

  private Superpixels withBackground(RgbImage image, Regions regions) {
    int[] labels = regions.labels();
    int count = regions.count();
    boolean any = Arrays.stream(labels).anyMatch(label -> label == Superpixels.NONE);
    if (background && any) {
      for (int i = 0; i < labels.length; i++) {
        labels[i] = labels[i] == Superpixels.NONE ? count : labels[i];
      }
      return new Superpixels(image.height(), image.width(), count + 1, labels, true);
    }
    return new Superpixels(image.height(), image.width(), count, labels, false);
  }
}
