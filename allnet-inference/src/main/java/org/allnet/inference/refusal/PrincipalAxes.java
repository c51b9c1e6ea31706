package org.allnet.inference.refusal;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.allnet.data.Interruption;

/**
 * Few numbers in place of many features: the coordinates of an image along the axes in which images
 * of training differ most, and how far it is from all that these axes reach. Features are centred
 * and scaled before.
 *
 * <p>The axes are found by subspace iteration with a seeded start (Halko, Martinsson and Tropp
 * 2011, doi 10.1137/090771806, section 4.5): the same features give the same axes, bit by bit.
 * Immutable and thread-safe.
 */
final class PrincipalAxes {

  /** Axes at most. 64 of 4,096 features take a megabyte. */
  static final int MOST = 64;

  /**
   * Images of training for each axis, at least: the distance from the axes has to be theirs too.
   */
  private static final int IMAGES_PER_AXIS = 4;

  /** Further axes that make the wanted ones more exact. */
  private static final int SPARE = 8;

  private static final int ROUNDS = 4;

  private static final int TOGETHER = 4;

  private static final String FINDING = "fitting what refuses images";

  /** A part of a column that is left of it after projection and counts as nothing. */
  private static final double NOTHING = 1e-9;

  private final float[] mean;
  private final float[] scale;
  private final float[][] axes;

  /** Takes axes of length 1, each as long as the mean; owned from now on. */
  PrincipalAxes(float[] mean, float[] scale, float[][] axes) {
    this.mean = mean;
    this.scale = scale;
    this.axes = axes;
  }

  /**
   * Finds the axes.
   *
   * @param rows features of images of training, at least one row
   * @param scale what each centred feature is multiplied by
   * @param seed of the start
   * @return the axes; fewer than {@link #MOST} if there are few images or features
   * @throws org.allnet.data.RunException if the thread is interrupted
   */
  static PrincipalAxes fit(float[][] rows, float[] scale, long seed) {
    int features = scale.length;
    float[] mean = new float[features];
    for (int j = 0; j < features; j++) {
      double sum = 0;
      for (float[] row : rows) {
        sum += row[j];
      }
      mean[j] = (float) (sum / rows.length);
    }
    float[][] centred = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      centred[i] = centred(rows[i], mean, scale);
    }
    int wanted = Math.min(Math.min(MOST, features), Math.max(1, rows.length / IMAGES_PER_AXIS));
    int all = Math.min(wanted + SPARE, Math.min(features, rows.length));
    Random random = new Random(seed);
    double[][] basis = new double[all][features];
    for (double[] axis : basis) {
      Arrays.setAll(axis, j -> random.nextGaussian());
    }
    basis = orthonormal(basis);
    for (int round = 0; round < ROUNDS; round++) {
      basis = orthonormal(back(centred, products(centred, basis), features));
    }
    return new PrincipalAxes(mean, scale, strongest(centred, basis, wanted));
  }

  /**
   * Returns how many bytes of Java's memory finding the axes needs at once, the rows aside.
   *
   * @param images rows
   * @param features of each
   */
  static long bytesToFit(long images, long features) {
    long all = Math.min(MOST + SPARE, images);
    return images * (Float.BYTES * features + 2 * Double.BYTES * all)
        + 3 * Double.BYTES * all * features;
  }

  private static float[] centred(float[] row, float[] mean, float[] scale) {
    float[] centred = new float[row.length];
    for (int j = 0; j < row.length; j++) {
      centred[j] = (row[j] - mean[j]) * scale[j];
    }
    return centred;
  }

  /** The coordinates of each row along each axis. */
  private static double[][] products(float[][] rows, double[][] basis) {
    double[][] products = new double[rows.length][basis.length];
    Interruption interruption = Interruption.ofThisThread();
    IntStream.range(0, rows.length)
        .parallel()
        .forEach(
            i -> {
              interruption.check(FINDING);
              Arrays.setAll(products[i], a -> dot(rows[i], basis[a]));
            });
    return products;
  }

  private static double dot(float[] row, double[] axis) {
    double sum = 0;
    for (int j = 0; j < axis.length; j++) {
      sum += row[j] * axis[j];
    }
    return sum;
  }

  /** For each axis the sum of the rows, each times its coordinate. */
  private static double[][] back(float[][] rows, double[][] products, int features) {
    int count = products[0].length;
    double[][] axes = new double[count][features];
    Interruption interruption = Interruption.ofThisThread();
    IntStream.range(0, count)
        .parallel()
        .forEach(
            a -> {
              interruption.check(FINDING);
              for (int i = 0; i < rows.length; i++) {
                double weight = products[i][a];
                for (int j = 0; j < features; j++) {
                  axes[a][j] += weight * rows[i][j];
                }
              }
            });
    return axes;
  }

  /** Gram and Schmidt, twice, which leaves rounding alone; axes of which nothing is left go. */
  private static double[][] orthonormal(double[][] axes) {
    double[][] kept = new double[axes.length][];
    int count = 0;
    for (double[] axis : axes) {
      double before = Math.sqrt(square(axis));
      for (int twice = 0; twice < 2; twice++) {
        for (int k = 0; k < count; k++) {
          subtract(axis, kept[k]);
        }
      }
      double length = Math.sqrt(square(axis));
      if (length > NOTHING * before && before > 0) {
        for (int j = 0; j < axis.length; j++) {
          axis[j] /= length;
        }
        kept[count++] = axis;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private static void subtract(double[] axis, double[] other) {
    double product = 0;
    for (int j = 0; j < axis.length; j++) {
      product += axis[j] * other[j];
    }
    for (int j = 0; j < axis.length; j++) {
      axis[j] -= product * other[j];
    }
  }

  private static double square(double[] axis) {
    double sum = 0;
    for (double value : axis) {
      sum += value * value;
    }
    return sum;
  }

  /** Turns a basis so that its axes are those of the greatest variance, and keeps the first. */
  private static float[][] strongest(float[][] rows, double[][] basis, int wanted) {
    double[][] products = products(rows, basis);
    double[][] spread = new double[basis.length][basis.length];
    for (double[] row : products) {
      for (int a = 0; a < basis.length; a++) {
        for (int b = 0; b < basis.length; b++) {
          spread[a][b] += row[a] * row[b];
        }
      }
    }
    double[][] turns = SymmetricMatrix.eigenvectors(spread);
    float[][] axes = new float[Math.min(wanted, basis.length)][];
    for (int a = 0; a < axes.length; a++) {
      axes[a] = new float[rows[0].length];
      for (int j = 0; j < axes[a].length; j++) {
        double sum = 0;
        for (int b = 0; b < basis.length; b++) {
          sum += turns[a][b] * basis[b][j];
        }
        axes[a][j] = (float) sum;
      }
    }
    return axes;
  }

  /** {@return how many features an image has} */
  int features() {
    return mean.length;
  }

  /** {@return how many numbers {@link #coordinates} gives} */
  int size() {
    return axes.length + 1;
  }

  /**
   * Returns the coordinates of an image around the mean of training.
   *
   * @param features of the image
   * @return one along each axis, and the distance from what the axes reach
   */
  double[] coordinates(float[] features) {
    return along(centred(features, mean, scale));
  }

  /**
   * Returns the direction of an image from the origin of its features, not from their mean.
   *
   * @param features of the image
   * @return as {@link #coordinates}, of length 1; all 0 if all features are 0
   */
  double[] direction(float[] features) {
    float[] scaled = new float[features.length];
    for (int j = 0; j < scaled.length; j++) {
      scaled[j] = features[j] * scale[j];
    }
    double[] along = along(scaled);
    double length = Math.sqrt(square(along));
    for (int a = 0; a < along.length && length > 0; a++) {
      along[a] /= length;
    }
    return along;
  }

  private double[] along(float[] values) {
    double[] along = new double[size()];
    double rest = 0;
    for (float value : values) {
      rest += (double) value * value;
    }
    double[] sums = sums(values);
    for (int a = 0; a < axes.length; a++) {
      along[a] = sums[a];
      rest -= sums[a] * sums[a];
    }
    along[axes.length] = Math.sqrt(Math.max(0, rest));
    return along;
  }

  /** The sum along each axis; of four axes at a time, since no sum waits for another's. */
  private double[] sums(float[] values) {
    double[] sums = new double[axes.length];
    int whole = axes.length / TOGETHER * TOGETHER;
    for (int a = 0; a < whole; a += TOGETHER) {
      float[] one = axes[a];
      float[] two = axes[a + 1];
      float[] three = axes[a + 2];
      float[] four = axes[a + 3];
      double first = 0;
      double second = 0;
      double third = 0;
      double fourth = 0;
      for (int j = 0; j < values.length; j++) {
        double value = values[j];
        first += one[j] * value;
        second += two[j] * value;
        third += three[j] * value;
        fourth += four[j] * value;
      }
      sums[a] = first;
      sums[a + 1] = second;
      sums[a + 2] = third;
      sums[a + 3] = fourth;
    }
    for (int a = whole; a < axes.length; a++) {
      for (int j = 0; j < values.length; j++) {
        sums[a] += (double) axes[a][j] * values[j];
      }
    }
    return sums;
  }

  float[] mean() {
    return mean;
  }

  float[] scale() {
    return scale;
  }

  float[][] axes() {
    return axes;
  }
}
