package org.allnet.inference.refusal;

import java.util.Arrays;

/**
 * How far the direction of an image's features is from those of training: the distance to the
 * k-nearest (Sun et al. 2022, arXiv 2204.06507). Immutable and thread-safe.
 */
final class NearestDirections {

  /** Images of training that are kept, at most. */
  static final int MOST = 2_000;

  private static final int IMAGES_PER_NEIGHBOUR = 20;
  private static final int MOST_NEIGHBOURS = 50;

  private final float[][] directions;

  /** Takes directions of length 1, at least one; owned from now on. */
  NearestDirections(float[][] directions) {
    this.directions = directions;
  }

  /**
   * Keeps directions; of too many, evenly taken ones.
   *
   * @param rows directions of images of training, at least one
   */
  static NearestDirections fit(double[][] rows) {
    int count = Math.min(MOST, rows.length);
    float[][] kept = new float[count][];
    for (int i = 0; i < count; i++) {
      double[] row = rows[(int) ((long) i * rows.length / count)];
      kept[i] = new float[row.length];
      for (int j = 0; j < row.length; j++) {
        kept[i][j] = (float) row[j];
      }
    }
    return new NearestDirections(kept);
  }

  /** {@return which neighbour counts: a twentieth of the images, 1 to 50} */
  int neighbour() {
    return Math.max(1, Math.min(MOST_NEIGHBOURS, directions.length / IMAGES_PER_NEIGHBOUR));
  }

  /** {@return the distance of a direction to the one that counts, in [0,2]} */
  double distance(double[] direction) {
    double[] squares = new double[directions.length];
    for (int i = 0; i < squares.length; i++) {
      for (int j = 0; j < direction.length; j++) {
        double step = direction[j] - directions[i][j];
        squares[i] += step * step;
      }
    }
    Arrays.sort(squares);
    return Math.sqrt(squares[neighbour() - 1]);
  }

  float[][] directions() {
    return directions;
  }
}
