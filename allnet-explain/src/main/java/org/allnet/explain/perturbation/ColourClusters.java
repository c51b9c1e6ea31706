package org.allnet.explain.perturbation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.allnet.explain.map.RgbImage;

/** The pixels of a cell clustered by colour and place: SLIC before its regions are connected. */
final class ColourClusters {

  /** The paper's: more rounds hardly move a centre. */
  private static final int ROUNDS = 10;

  private final int height;
  private final int width;
  private final boolean[] cell;
  private final float[] lab;
  private final double step;
  private final double compactness;

  /**
   * Clusters to be made.
   *
   * @param image the image
   * @param cell (height, width) the pixels of the cell, at least one
   * @param step the distance of the first centres in pixels, above 0
   * @param compactness the weight of the plane
   */
  ColourClusters(RgbImage image, boolean[] cell, double step, double compactness) {
    this.height = image.height();
    this.width = image.width();
    this.cell = cell;
    this.lab = LabPixels.of(image);
    this.step = step;
    this.compactness = compactness;
  }

  /** The nearest centre of each pixel of the cell, {@link Superpixels#NONE} elsewhere. */
  int[] nearest() {
    List<double[]> centres = seeds();
    int[] nearest = new int[cell.length];
    Arrays.fill(nearest, Superpixels.NONE);
    double[] distance = new double[cell.length];
    for (int round = 0; round < ROUNDS; round++) {
      Arrays.fill(distance, Double.POSITIVE_INFINITY);
      for (int c = 0; c < centres.size(); c++) {
        claim(c, centres.get(c), nearest, distance);
      }
      move(centres, nearest);
    }
    claimRest(centres, nearest);
    return nearest;
  }

  /** Centres on a grid where the cell is, each moved to the flattest of its nine pixels. */
  private List<double[]> seeds() {
    List<double[]> centres = new ArrayList<>();
    for (double y = step / 2; y < height; y += step) {
      for (double x = step / 2; x < width; x += step) {
        int row = (int) y;
        int column = (int) x;
        if (cell[row * width + column]) {
          int at = flattest(row, column);
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

  private int flattest(int row, int column) {
    int best = row * width + column;
    double least = Double.POSITIVE_INFINITY;
    for (int r = Math.max(1, row - 1); r <= Math.min(height - 2, row + 1); r++) {
      for (int c = Math.max(1, column - 1); c <= Math.min(width - 2, column + 1); c++) {
        int at = r * width + c;
        double gradient = apart(at - 1, at + 1) + apart(at - width, at + width);
        if (cell[at] && gradient < least) {
          least = gradient;
          best = at;
        }
      }
    }
    return best;
  }

  private double apart(int a, int b) {
    double sum = 0;
    for (int k = 0; k < 3; k++) {
      double difference = lab[3 * a + k] - lab[3 * b + k];
      sum += difference * difference;
    }
    return sum;
  }

  private void claim(int index, double[] centre, int[] nearest, double[] distance) {
    double weight = compactness * compactness / (step * step);
    int firstRow = Math.max(0, (int) Math.ceil(centre[3] - step));
    int lastRow = Math.min(height - 1, (int) Math.floor(centre[3] + step));
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

  private void move(List<double[]> centres, int[] nearest) {
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
  private void claimRest(List<double[]> centres, int[] nearest) {
    for (int at = 0; at < cell.length; at++) {
      if (cell[at] && nearest[at] == Superpixels.NONE) {
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < centres.size(); c++) {
          double down = at / width - centres.get(c)[3];
          double along = at % width - centres.get(c)[4];
          if (down * down + along * along < least) {
            least = down * down + along * along;
            nearest[at] = c;
          }
        }
      }
    }
  }
}
