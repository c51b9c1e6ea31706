package org.allnet.data.image;

/**
 * The evenly lit ground of one channel: the quadratic surface c0 + c1 x + c2 y + c3 x^2 + c4 xy +
 * c5 y^2 with the least squared distance from the means of an image's blocks.
 *
 * @param values the surface at each block, row by row
 */
record GroundSurface(double[] values) {

  private static final int TERMS = 6;

  /** Keeps an image of a single row of blocks solvable, far below a grey level. */
  private static final double RIDGE = 1e-9;

  /**
   * Fits the surface.
   *
   * @param means the blocks of a channel
   * @return the ground
   */
  static GroundSurface of(BlockMeans means) {
    double[][] system = new double[TERMS][TERMS + 1];
    for (int block = 0; block < means.values().length; block++) {
      double[] terms = terms(means, block);
      for (int i = 0; i < TERMS; i++) {
        for (int j = i; j < TERMS; j++) {
          system[i][j] += terms[i] * terms[j];
        }
        system[i][TERMS] += terms[i] * means.values()[block];
      }
    }
    for (int i = 0; i < TERMS; i++) {
      for (int j = 0; j < i; j++) {
        system[i][j] = system[j][i];
      }
    }
    double[] solution = solve(system);
    double[] values = new double[means.values().length];
    for (int block = 0; block < values.length; block++) {
      double[] terms = terms(means, block);
      for (int i = 0; i < TERMS; i++) {
        values[block] += solution[i] * terms[i];
      }
    }
    return new GroundSurface(values);
  }

  /** {@return the ground at a block, in grey levels} */
  double at(int block) {
    return values[block];
  }

  private static double[] terms(BlockMeans means, int block) {
    double x = centred(block % means.columns(), means.columns());
    double y = centred(block / means.columns(), means.rows());
    return new double[] {1, x, y, x * x, x * y, y * y};
  }

  /** A place among so many, from -1 to 1. */
  private static double centred(int place, int count) {
    return count == 1 ? 0 : 2.0 * place / (count - 1) - 1;
  }

  /** Gauss's elimination; the matrix of a least-squares fit needs no exchange of rows. */
  private static double[] solve(double[][] system) {
    for (int i = 0; i < TERMS; i++) {
      system[i][i] += RIDGE;
      for (int row = i + 1; row < TERMS; row++) {
        double factor = system[row][i] / system[i][i];
        for (int j = i; j <= TERMS; j++) {
          system[row][j] -= factor * system[i][j];
        }
      }
    }
    double[] solution = new double[TERMS];
    for (int i = TERMS - 1; i >= 0; i--) {
      double sum = system[i][TERMS];
      for (int j = i + 1; j < TERMS; j++) {
        sum -= system[i][j] * solution[j];
      }
      solution[i] = sum / system[i][i];
    }
    return solution;
  }
}
