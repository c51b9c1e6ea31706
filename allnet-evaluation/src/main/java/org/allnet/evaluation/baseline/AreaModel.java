package org.allnet.evaluation.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.calibration.Softmax;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealVector;

/**
 * The class from the cell's area alone: logistic regression on one number (multinomial for more
 * classes), fitted by Newton's method. The area is standardised by its training mean and standard
 * deviation; a penalty of {@code 1e-4 / 2} times each squared coefficient per image keeps the fit
 * finite if the area separates the classes or a class has no image.
 *
 * @param mean mean area of the training images, in pixels
 * @param deviation its standard deviation, above 0
 * @param intercepts one per class but the first, whose scores are 0
 * @param slopes one per class but the first, per standard deviation of area
 */
public record AreaModel(
    double mean, double deviation, List<Double> intercepts, List<Double> slopes) {

  private static final double PENALTY = 1e-4;
  private static final int MAX_STEPS = 100;

  /** Copies {@code intercepts} and {@code slopes}, so that nothing changes them from outside. */
  public AreaModel {
    intercepts = List.copyOf(intercepts);
    slopes = List.copyOf(slopes);
  }

  /**
   * Fits the model to training images.
   *
   * @param classes the classes
   * @param labels training image to its class
   * @param area image to the area of its cell in pixels; of the training images at least
   * @return the model; if all areas are equal it is the class fractions
   * @throws InputException if there is no training image, or one has no finite area
   */
  public static AreaModel fit(
      ClassSet classes, Map<String, Integer> labels, Map<String, Double> area) {
    if (labels.isEmpty()) {
      throw new InputException("cell area baseline: no training image");
    }
    double[] x = new double[labels.size()];
    int[] y = new int[x.length];
    int next = 0;
    for (Map.Entry<String, Integer> entry : labels.entrySet()) {
      x[next] = areaOf(entry.getKey(), area);
      y[next++] = entry.getValue();
    }
    double mean = 0;
    for (double value : x) {
      mean += value / x.length;
    }
    double variance = 0;
    for (double value : x) {
      variance += (value - mean) * (value - mean) / x.length;
    }
    double deviation = variance > 0 ? Math.sqrt(variance) : 1;
    for (int i = 0; i < x.length; i++) {
      x[i] = (x[i] - mean) / deviation;
    }
    double[] coefficients = newton(x, y, classes.size());
    List<Double> intercepts = new ArrayList<>();
    List<Double> slopes = new ArrayList<>();
    for (int k = 0; k + 1 < classes.size(); k++) {
      intercepts.add(coefficients[2 * k]);
      slopes.add(coefficients[2 * k + 1]);
    }
    return new AreaModel(mean, deviation, intercepts, slopes);
  }

  private static double areaOf(String image, Map<String, Double> area) {
    Double value = area.get(image);
    if (value == null || !Double.isFinite(value)) {
      throw new InputException("cell area baseline: image '" + image + "' has no area");
    }
    return value;
  }

  /** Newton's method, halving a step that would not lower the penalised loss. */
  private static double[] newton(double[] x, int[] y, int classes) {
    int size = 2 * (classes - 1);
    double[] coefficients = new double[size];
    if (size == 0) {
      return coefficients;
    }
    double loss = loss(x, y, coefficients);
    for (int step = 0; step < MAX_STEPS; step++) {
      RealVector direction = direction(x, y, coefficients);
      double scale = 1;
      double[] candidate = coefficients;
      double candidateLoss = loss;
      while (scale > 1e-10) {
        candidate = new ArrayRealVector(coefficients).add(direction.mapMultiply(scale)).toArray();
        candidateLoss = loss(x, y, candidate);
        if (candidateLoss <= loss) {
          break;
        }
        scale /= 2;
      }
      if (!(candidateLoss < loss)) {
        return coefficients;
      }
      boolean done = loss - candidateLoss < 1e-14 && direction.getNorm() < 1e-8;
      coefficients = candidate;
      loss = candidateLoss;
      if (done) {
        return coefficients;
      }
    }
    return coefficients;
  }

  /** Minus the inverse second derivative times the first. */
  private static RealVector direction(double[] x, int[] y, double[] coefficients) {
    int size = coefficients.length;
    double[] gradient = new double[size];
    double[][] curvature = new double[size][size];
    for (int i = 0; i < x.length; i++) {
      double[] p = probabilities(coefficients, x[i]);
      double[] input = {1, x[i]};
      for (int a = 0; a < size; a++) {
        int classA = a / 2 + 1;
        double miss = p[classA] - (y[i] == classA ? 1 : 0);
        gradient[a] += miss * input[a % 2] / x.length;
        for (int b = 0; b < size; b++) {
          int classB = b / 2 + 1;
          double spread = p[classA] * ((classA == classB ? 1 : 0) - p[classB]);
          curvature[a][b] += spread * input[a % 2] * input[b % 2] / x.length;
        }
      }
    }
    for (int a = 0; a < size; a++) {
      gradient[a] += PENALTY * coefficients[a];
      curvature[a][a] += PENALTY;
    }
    return new CholeskyDecomposition(new Array2DRowRealMatrix(curvature, false), 1e-9, 1e-14)
        .getSolver()
        .solve(new ArrayRealVector(gradient))
        .mapMultiply(-1);
  }

  private static double loss(double[] x, int[] y, double[] coefficients) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum -= Math.log(Math.max(Double.MIN_NORMAL, probabilities(coefficients, x[i])[y[i]]));
    }
    double squares = 0;
    for (double coefficient : coefficients) {
      squares += coefficient * coefficient;
    }
    return sum / x.length + PENALTY / 2 * squares;
  }

  /** The first class scores 0. */
  private static double[] probabilities(double[] coefficients, double x) {
    double[] scores = new double[coefficients.length / 2 + 1];
    for (int k = 1; k < scores.length; k++) {
      scores[k] = coefficients[2 * k - 2] + coefficients[2 * k - 1] * x;
    }
    return Softmax.of(scores);
  }

  /**
   * Returns the probabilities for an area.
   *
   * @param areaPixels finite
   * @return a probability for each class
   */
  public List<Double> probabilities(double areaPixels) {
    double[] coefficients = new double[2 * slopes.size()];
    for (int k = 0; k < slopes.size(); k++) {
      coefficients[2 * k] = intercepts.get(k);
      coefficients[2 * k + 1] = slopes.get(k);
    }
    List<Double> list = new ArrayList<>();
    for (double p : probabilities(coefficients, (areaPixels - mean) / deviation)) {
      list.add(p);
    }
    return list;
  }

  /**
   * Predicts each image by the area of its cell.
   *
   * @param classes the classes that it was fitted for
   * @param images whose names, subjects, labels and folds to take
   * @param area image to the area of its cell in pixels
   * @return a prediction for each
   * @throws InputException if an image has no finite area
   */
  public Predictions predict(ClassSet classes, List<Prediction> images, Map<String, Double> area) {
    return new Predictions(
        classes,
        images.stream().map(row -> row.with(probabilities(areaOf(row.image(), area)))).toList());
  }
}
