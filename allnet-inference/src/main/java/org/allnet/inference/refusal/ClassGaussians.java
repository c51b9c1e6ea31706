package org.allnet.inference.refusal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The images of training as normal distributions: one for each class, which share a covariance, and
 * one of all images. Coordinates are divided by their standard deviation first, so that shrinkage
 * treats them alike. Immutable and thread-safe.
 */
final class ClassGaussians {

  /** No direction is taken for narrower than this variance, if that of all images is 1. */
  private static final double LEAST_VARIANCE = 1e-3;

  /** No coordinate is taken for narrower than this part of the widest's standard deviation. */
  private static final double LEAST_DEVIATION = 1e-2;

  private final double[] mean;
  private final double[] deviation;
  private final double[][] classMeans;
  private final double[][] within;
  private final double[][] all;
  private final double[][] withinTriangle;
  private final double[][] allTriangle;

  /**
   * Takes what was fitted; owned from now on.
   *
   * @param mean of the coordinates of all images
   * @param deviation their standard deviations, above 0
   * @param classMeans for each class with images the mean of its standardised coordinates
   * @param within the covariance within the classes, of standardised coordinates
   * @param all the covariance of all images, of standardised coordinates
   * @throws IllegalArgumentException if a covariance is not positive definite
   */
  ClassGaussians(
      double[] mean, double[] deviation, double[][] classMeans, double[][] within, double[][] all) {
    this.mean = mean;
    this.deviation = deviation;
    this.classMeans = classMeans;
    this.within = within;
    this.all = all;
    this.withinTriangle = SymmetricMatrix.cholesky(within);
    this.allTriangle = SymmetricMatrix.cholesky(all);
    if (withinTriangle.length == 0 || allTriangle.length == 0) {
      throw new IllegalArgumentException("a covariance is not positive definite");
    }
  }

  /**
   * Fits them to coordinates of one unit.
   *
   * @param rows coordinates of images of training
   * @param labels the class of each, from 0
   */
  static ClassGaussians fit(double[][] rows, int[] labels) {
    double[] deviation = deviation(rows);
    double widest = Arrays.stream(deviation).max().orElse(0);
    double[] least = new double[deviation.length];
    Arrays.fill(least, widest == 0 ? 1 : LEAST_DEVIATION * widest);
    return fit(rows, labels, deviation, least, new double[deviation.length]);
  }

  /**
   * Fits them to coordinates that say nothing within a tolerance. So much is added to what they
   * vary by: coordinates that are alike in all images of training vary by it at least.
   *
   * @param rows coordinates of images of training
   * @param labels the class of each, from 0
   * @param tolerance for each coordinate a standard deviation, above 0
   */
  static ClassGaussians fit(double[][] rows, int[] labels, double[] tolerance) {
    return fit(rows, labels, deviation(rows), tolerance, tolerance);
  }

  private static double[] deviation(double[][] rows) {
    double[] mean = mean(List.of(rows), rows[0].length);
    double[] deviation = new double[mean.length];
    for (double[] row : rows) {
      for (int j = 0; j < mean.length; j++) {
        deviation[j] += (row[j] - mean[j]) * (row[j] - mean[j]) / rows.length;
      }
    }
    Arrays.setAll(deviation, j -> Math.sqrt(deviation[j]));
    return deviation;
  }

  private static ClassGaussians fit(
      double[][] rows, int[] labels, double[] deviation, double[] least, double[] added) {
    int size = rows[0].length;
    double[] mean = mean(List.of(rows), size);
    Arrays.setAll(deviation, j -> Math.max(deviation[j], least[j]));
    double[] noise = new double[size];
    Arrays.setAll(noise, j -> added[j] / deviation[j]);
    double[][] standard = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      standard[i] = standardised(rows[i], mean, deviation);
    }
    double[][] around = new double[rows.length][];
    List<double[]> classMeans = new ArrayList<>();
    for (int label = 0; label <= Arrays.stream(labels).max().orElse(0); label++) {
      List<double[]> ofClass = new ArrayList<>();
      for (int i = 0; i < rows.length; i++) {
        if (labels[i] == label) {
          ofClass.add(standard[i]);
        }
      }
      if (ofClass.isEmpty()) {
        continue;
      }
      double[] classMean = mean(ofClass, size);
      classMeans.add(classMean);
      for (int i = 0; i < rows.length; i++) {
        if (labels[i] == label) {
          around[i] = minus(standard[i], classMean);
        }
      }
    }
    return new ClassGaussians(
        mean,
        deviation,
        classMeans.toArray(double[][]::new),
        floored(around, noise),
        floored(standard, noise));
  }

  private static double[][] floored(double[][] rows, double[] noise) {
    double[][] values = ShrunkCovariance.of(rows).values();
    for (int j = 0; j < values.length; j++) {
      values[j][j] += LEAST_VARIANCE + noise[j] * noise[j];
    }
    return values;
  }

  private static double[] mean(List<double[]> rows, int size) {
    double[] mean = new double[size];
    for (double[] row : rows) {
      for (int j = 0; j < size; j++) {
        mean[j] += row[j] / rows.size();
      }
    }
    return mean;
  }

  private static double[] standardised(double[] row, double[] mean, double[] deviation) {
    double[] standard = minus(row, mean);
    for (int j = 0; j < standard.length; j++) {
      standard[j] /= deviation[j];
    }
    return standard;
  }

  private static double[] minus(double[] row, double[] other) {
    double[] difference = new double[row.length];
    Arrays.setAll(difference, j -> row[j] - other[j]);
    return difference;
  }

  /** {@return the Mahalanobis distance of coordinates to the nearest class} */
  double distance(double[] coordinates) {
    return Math.sqrt(nearest(standardised(coordinates, mean, deviation)));
  }

  /** {@return the squared distance to the nearest class less that to all images} */
  double relative(double[] coordinates) {
    double[] standard = standardised(coordinates, mean, deviation);
    return nearest(standard) - SymmetricMatrix.quadratic(allTriangle, standard);
  }

  private double nearest(double[] standard) {
    double least = Double.POSITIVE_INFINITY;
    for (double[] classMean : classMeans) {
      least =
          Math.min(least, SymmetricMatrix.quadratic(withinTriangle, minus(standard, classMean)));
    }
    return least;
  }

  double[] mean() {
    return mean;
  }

  double[] deviation() {
    return deviation;
  }

  double[][] classMeans() {
    return classMeans;
  }

  double[][] within() {
    return within;
  }

  double[][] all() {
    return all;
  }
}
