package org.allnet.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.allnet.data.image.CellPixels;
import org.allnet.explain.check.HeatFractions;
import org.allnet.explain.map.AttributionMap;
import org.allnet.explain.map.CellRegions;
import org.allnet.explain.map.RgbImage;
import org.allnet.explain.picture.Overlay;

/**
 * The mean map of some images, which are stretched to one square but not laid on each other. What
 * is below 0 is left out, and every map is divided by its sum, so that every image counts alike.
 *
 * @param images how many maps it is the mean of
 * @param empty how many further images have no place that speaks for the class
 * @param map the mean map, which sums to 1
 * @param heat means of where the heat of each image is
 * @param png the mean map on the mean image, with the outline of where half of the images have
 *     their cell
 */
public record ClassMean(int images, int empty, AttributionMap map, HeatFractions heat, byte[] png) {

  /** The side of the square; maps are coarser. */
  private static final int SIDE = 150;

  /**
   * Returns the mean map of images.
   *
   * @param explained the images; those without a map are left out
   * @return the mean; empty if there is no map with anything above 0
   */
  public static Optional<ClassMean> of(List<ExplainedImage> explained) {
    float[] sum = new float[SIDE * SIDE];
    double[] grey = new double[sum.length];
    int[] cells = new int[sum.length];
    List<HeatFractions> heats = new ArrayList<>();
    int empty = 0;
    for (ExplainedImage image : explained) {
      Explanation why = image.explanation();
      if (why == null) {
        continue;
      }
      if (why.heat() == null) {
        empty++;
        continue;
      }
      heats.add(why.heat());
      add(image, why, sum, grey, cells);
    }
    if (heats.isEmpty()) {
      return Optional.empty();
    }
    byte[] rgb = new byte[3 * sum.length];
    boolean[] cell = new boolean[sum.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= heats.size();
      cell[i] = 2 * cells[i] >= heats.size();
      for (int channel = 0; channel < 3; channel++) {
        rgb[3 * i + channel] = (byte) Math.round(255 * grey[i] / heats.size());
      }
    }
    CellPixels mean = new CellPixels(SIDE, SIDE, 0, 0, SIDE, SIDE, rgb);
    AttributionMap map = new AttributionMap(SIDE, SIDE, sum);
    return Optional.of(
        new ClassMean(
            heats.size(),
            empty,
            map,
            mean(heats),
            new Overlay(mean, CellRegions.of(mean, cell), map, false).thumbnail()));
  }

  private static void add(
      ExplainedImage image, Explanation why, float[] sum, double[] grey, int[] cells) {
    AttributionMap map = why.result().map();
    RgbImage pixels = RgbImage.of(image.pixels());
    boolean[] cell = why.regions().cell();
    float[] values = new float[sum.length];
    double all = 0;
    for (int i = 0; i < sum.length; i++) {
      int row = place(i / SIDE, map.height());
      int column = place(i % SIDE, map.width());
      int at = row * map.width() + column;
      values[i] = Math.max(0, map.at(row, column));
      all += values[i];
      float[] rgb = pixels.rgb();
      grey[i] += 0.299 * rgb[3 * at] + 0.587 * rgb[3 * at + 1] + 0.114 * rgb[3 * at + 2];
      cells[i] += cell[at] ? 1 : 0;
    }
    for (int i = 0; i < sum.length && all > 0; i++) {
      sum[i] += (float) (values[i] / all);
    }
  }

  private static int place(int at, int length) {
    return (int) ((at + 0.5) * length / SIDE);
  }

  private static HeatFractions mean(List<HeatFractions> heats) {
    double cell = heats.stream().mapToDouble(HeatFractions::cell).average().orElseThrow();
    return new HeatFractions(
        cell,
        OptionalDouble.empty(),
        1 - cell,
        heats.stream().mapToDouble(HeatFractions::cellArea).average().orElseThrow(),
        OptionalDouble.empty());
  }
}
