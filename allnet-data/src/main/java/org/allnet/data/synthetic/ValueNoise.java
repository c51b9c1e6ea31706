package org.allnet.data.synthetic;

/** Smooth noise over the plane: random values on a grid, blended between. */
final class ValueNoise {

  private final long seed;
  private final double cell;

  /**
   * Makes a field.
   *
   * @param seed which field
   * @param cell distance of the grid's points in pixels
   */
  ValueNoise(long seed, double cell) {
    this.seed = seed;
    this.cell = cell;
  }

  /** The value at a point, in [-1,1]. */
  double at(double x, double y) {
    double gridX = x / cell;
    double gridY = y / cell;
    long column = (long) Math.floor(gridX);
    long row = (long) Math.floor(gridY);
    double right = smooth(gridX - column);
    double down = smooth(gridY - row);
    double top = mix(point(column, row), point(column + 1, row), right);
    double bottom = mix(point(column, row + 1), point(column + 1, row + 1), right);
    return mix(top, bottom, down);
  }

  private static double mix(double from, double to, double share) {
    return from + (to - from) * share;
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }

  /** A hash of a grid point, in [-1,1). */
  private double point(long column, long row) {
    long h = seed ^ (column * 0x9E3779B97F4A7C15L) ^ (row * 0xC2B2AE3D27D4EB4FL);
    h = (h ^ (h >>> 30)) * 0xBF58476D1CE4E5B9L;
    h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
    return ((h ^ (h >>> 31)) >> 11) * 0x1.0p-52;
  }
}
