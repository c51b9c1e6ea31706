package org.allnet.detect.training;

import java.util.SplittableRandom;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * A change of hue, saturation and brightness, as one matrix of red, green and blue: colours are
 * turned and stretched around grey in YIQ.
 *
 * @param hue of a full circle that colours are turned
 * @param saturation what colours are multiplied by
 * @param brightness what everything is multiplied by
 */
record ColourJitter(double hue, double saturation, double brightness) {

  private static final double[][] TO_YIQ = {
    {0.299, 0.587, 0.114}, {0.5959, -0.2746, -0.3213}, {0.2115, -0.5227, 0.3112}
  };
  private static final double[][] FROM_YIQ = {
    {1, 0.956, 0.619}, {1, -0.272, -0.647}, {1, -1.106, 1.703}
  };

  static ColourJitter draw(FieldAugmentation changes, SplittableRandom random) {
    return new ColourJitter(
        between(random, changes.hue()),
        1 + between(random, changes.saturation()),
        1 + between(random, changes.brightness()));
  }

  private static double between(SplittableRandom random, double reach) {
    return (2 * random.nextDouble() - 1) * reach;
  }

  /**
   * Changes a field.
   *
   * @param field float32 (3, height, width) in [0,1]
   * @return the same shape in [0,1]
   */
  Tensor of(Tensor field) {
    float[] matrix = matrix();
    Tensor pixels = field.reshape(3, -1);
    return Tensors.ofFloats(matrix, field.device(), 3, 3)
        .matmul(pixels)
        .view(3, field.size(1), field.size(2))
        .clamp(new ScalarOptional(new Scalar(0.0)), new ScalarOptional(new Scalar(1.0)));
  }

  float[] matrix() {
    double angle = 2 * Math.PI * hue;
    double across = saturation * Math.cos(angle);
    double down = saturation * Math.sin(angle);
    double[][] change = {{1, 0, 0}, {0, across, -down}, {0, down, across}};
    double[][] all = product(FROM_YIQ, product(change, TO_YIQ));
    float[] matrix = new float[9];
    for (int i = 0; i < 9; i++) {
      matrix[i] = (float) (brightness * all[i / 3][i % 3]);
    }
    return matrix;
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] product = new double[3][3];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        for (int k = 0; k < 3; k++) {
          product[row][column] += a[row][k] * b[k][column];
        }
      }
    }
    return product;
  }
}
