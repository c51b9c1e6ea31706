package org.allnet.benchmark.foreign;

import java.awt.image.BufferedImage;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Images that nobody took: nearly even ones, and textures. The same number draws the same. */
final class DrawnPattern {

  private static final String GENERATOR = "L64X128MixRandom";
  private static final int KINDS = 4;

  private DrawnPattern() {}

  private static RandomGenerator random(int number, int salt) {
    return RandomGeneratorFactory.of(GENERATOR).create(1000L * salt + number);
  }

  /** An empty field: one colour that fades to a side, with the noise of a camera. */
  static BufferedImage blank(int side, int number) {
    RandomGenerator random = random(number, 1);
    double[] colour = {colour(random), colour(random), colour(random)};
    double fade = 20 * random.nextDouble();
    double noise = 4 * random.nextDouble();
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        double less = fade * column / side;
        set(image, row, column, c -> colour[c] - less + noise * random.nextGaussian());
      }
    }
    return image;
  }

  private static double colour(RandomGenerator random) {
    return 40 + 210 * random.nextDouble();
  }

  /** Stripes, checks, clouds or grains between two colours. */
  static BufferedImage texture(int side, int number) {
    RandomGenerator random = random(number, 2);
    double[] dark = {colour(random), colour(random), colour(random)};
    double[] light = {colour(random), colour(random), colour(random)};
    double period = 6 + 50 * random.nextDouble();
    double angle = Math.PI * random.nextDouble();
    double[][] grid = new double[side + 2][side + 2];
    for (double[] line : grid) {
      for (int i = 0; i < line.length; i++) {
        line[i] = random.nextDouble();
      }
    }
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        double u = (column * Math.cos(angle) + row * Math.sin(angle)) / period;
        double v = (row * Math.cos(angle) - column * Math.sin(angle)) / period;
        double part =
            switch (number % KINDS) {
              case 0 -> 0.5 + 0.5 * Math.sin(2 * Math.PI * u);
              case 1 -> Math.floorMod((long) Math.floor(u) + (long) Math.floor(v), 2L);
              case 2 -> cloud(grid, row / period, column / period);
              default -> grid[row][column];
            };
        set(image, row, column, c -> dark[c] + part * (light[c] - dark[c]));
      }
    }
    return image;
  }

  /** What is between the points of a grid of random numbers. */
  private static double cloud(double[][] grid, double y, double x) {
    int row = (int) y;
    int column = (int) x;
    double down = smooth(y - row);
    double right = smooth(x - column);
    double above = grid[row][column] * (1 - right) + grid[row][column + 1] * right;
    double below = grid[row + 1][column] * (1 - right) + grid[row + 1][column + 1] * right;
    return above * (1 - down) + below * down;
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }

  /** A disc of an image, on black. */
  static BufferedImage onBlack(BufferedImage image, int radius) {
    int side = image.getWidth();
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        if (Math.hypot(row + 0.5 - side / 2.0, column + 0.5 - side / 2.0) > radius) {
          image.setRGB(column, row, 0);
        }
      }
    }
    return image;
  }

  /** The value of a colour. */
  private interface Colour {
    double of(int channel);
  }

  private static void set(BufferedImage image, int row, int column, Colour colour) {
    int rgb = 0;
    for (int channel = 0; channel < 3; channel++) {
      rgb = rgb << 8 | Math.max(0, Math.min(255, (int) Math.round(colour.of(channel))));
    }
    image.setRGB(column, row, rgb);
  }
}
