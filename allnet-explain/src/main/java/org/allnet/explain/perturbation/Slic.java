package org.allnet.explain.perturbation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  /** The paper's: more rounds hardly move a centre. */
  private static final int ROUNDS = 10;

  /**
   * Checks the ranges.
   *
   * @throws org.allnet.data.OptionException if one is out of range
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
              : "the cell has %d pixels; %d superpixels need at least %d, so take fewer"
                  .formatted(pixels, superpixels, LEAST_PIXELS * superpixels));
    }
    double step = Math.sqrt((double) pixels / superpixels);
    int[] nearest = cluster(image, cell, step);
    Regions regions =
        Regions.connected(image.height(), image.width(), nearest, (int) Math.ceil(step * step / 4));
    if (regions.count() == 0) {
      throw new InputException(
          "the image has only specks smaller than a quarter of a superpixel; take more superpixels");
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

  /** The nearest centre of each pixel of the cell, {@link Superpixels#NONE} elsewhere. */
  private int[] cluster(RgbImage image, boolean[] cell, double step) {
    float[] lab = LabPixels.of(image);
    List<double[]> centres = seeds(image, cell, lab, step);
    int[] nearest = new int[cell.length];
    Arrays.fill(nearest, Superpixels.NONE);
    double[] distance = new double[cell.length];
    for (int round = 0; round < ROUNDS; round++) {
      Arrays.fill(distance, Double.POSITIVE_INFINITY);
      for (int c = 0; c < centres.size(); c++) {
        claim(c, centres.get(c), image, cell, lab, step, nearest, distance);
      }
      move(centres, image.width(), lab, nearest);
    }
    claimRest(image, cell, centres, nearest);
    return nearest;
  }

  /** Centres on a grid where the cell is, each moved to the flattest of its nine pixels. */
  private static List<double[]> seeds(RgbImage image, boolean[] cell, float[] lab, double step) {
    List<double[]> centres = new ArrayList<>();
    int height = image.height();
    int width = image.width();
    for (double y = step / 2; y < height; y += step) {
      for (double x = step / 2; x < width; x += step) {
        int row = (int) y;
        int column = (int) x;
        if (cell[row * width + column]) {
          int at = flattest(row, column, image, cell, lab);
          centres.add(
              new double[] {lab[3 * at], lab[3 * at + 1], lab[3 * at + 2], at / width, at % width});
        }
      }
    }
    if (centres.isEmpty()) {
      int first = 0;
      while (!cell[first]) {
        first++;
      }
      centres.add(
          new double[] {
            lab[3 * first], lab[3 * first + 1], lab[3 * first + 2], first / width, first % width
          });
    }
    return centres;
  }

  private static int flattest(int row, int column, RgbImage image, boolean[] cell, float[] lab) {
    int width = image.width();
    int best = row * width + column;
    double least = Double.POSITIVE_INFINITY;
    for (int r = Math.max(1, row - 1); r <= Math.min(image.height() - 2, row + 1); r++) {
      for (int c = Math.max(1, column - 1); c <= Math.min(width - 2, column + 1); c++) {
        int at = r * width + c;
        double gradient = apart(lab, at - 1, at + 1) + apart(lab, at - width, at + width);
        if (cell[at] && gradient < least) {
          least = gradient;
          best = at;
        }
      }
    }
    return best;
  }

  private static double apart(float[] lab, int a, int b) {
    double sum = 0;
    for (int k = 0; k < 3; k++) {
      double difference = lab[3 * a + k] - lab[3 * b + k];
      sum += difference * difference;
    }
    return sum;
  }

  private void claim(
      int index,
      double[] centre,
      RgbImage image,
      boolean[] cell,
      float[] lab,
      double step,
      int[] nearest,
      double[] distance) {
    int width = image.width();
    double weight = compactness * compactness / (step * step);
    int firstRow = Math.max(0, (int) Math.ceil(centre[3] - step));
    int lastRow = Math.min(image.height() - 1, (int) Math.floor(centre[3] + step));
    int firstColumn = Math.max(0, (int) Math.ceil(centre[4] - step));
    int lastColumn = Math.min(width - 1, (int) Math.floor(centre[4] + step));
    for (int row = firstRow; row <= lastRow; row++) {
      for (int column = firstColumn; column <= lastColumn; column++) {
        int at = row * width + column;
        if (cell[at]) {
          double sum = 0;
          for (int k = 0; k < 3; k++) {
            double difference = lab[3 * at + k] - centre[k];
            sum += difference * difference;
          }
          double down = row - centre[3];
          double along = column - centre[4];
          sum += weight * (down * down + along * along);
          if (sum < distance[at]) {
            distance[at] = sum;
            nearest[at] = index;
          }
        }
      }
    }
  }

  private static void move(List<double[]> centres, int width, float[] lab, int[] nearest) {
    double[][] sums = new double[centres.size()][6];
    for (int at = 0; at < nearest.length; at++) {
      if (nearest[at] != Superpixels.NONE) {
        double[] sum = sums[nearest[at]];
        for (int k = 0; k < 3; k++) {
          sum[k] += lab[3 * at + k];
        }
        sum[3] += at / width;
        sum[4] += at % width;
        sum[5]++;
      }
    }
    for (int c = 0; c < sums.length; c++) {
      for (int k = 0; k < 5 && sums[c][5] > 0; k++) {
        centres.get(c)[k] = sums[c][k] / sums[c][5];
      }
    }
  }

  /** Pixels that no centre reaches, such as tips of the cell, go to the centre nearest in place. */
  private static void claimRest(
      RgbImage image, boolean[] cell, List<double[]> centres, int[] nearest) {
    for (int at = 0; at < cell.length; at++) {
      if (cell[at] && nearest[at] == Superpixels.NONE) {
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < centres.size(); c++) {
          double down = at / image.width() - centres.get(c)[3];
          double along = at % image.width() - centres.get(c)[4];
          if (down * down + along * along < least) {
            least = down * down + along * along;
            nearest[at] = c;
          }
        }
      }
    }
  }
}
