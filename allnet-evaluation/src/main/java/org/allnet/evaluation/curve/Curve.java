package org.allnet.evaluation.curve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A curve of a plot, with its band if there is one.
 *
 * @param name what it is, for the legend
 * @param points from left to right, or in the order in which the curve is walked
 * @param band 95 % band, from left to right; empty if there is none
 * @param bandMethod how the band was made, absent if there is none
 */
public record Curve(
    String name, List<Point> points, List<BandPoint> band, @Nullable BandMethod bandMethod) {

  /**
   * A point of a curve.
   *
   * @param x finite
   * @param y finite
   */
  public record Point(double x, double y) {
    /**
     * Checks that both numbers are finite.
     *
     * @throws IllegalArgumentException if one is not
     */
    public Point {
      if (!Double.isFinite(x) || !Double.isFinite(y)) {
        throw new IllegalArgumentException("point " + x + ", " + y);
      }
    }
  }

  /**
   * The band at one place.
   *
   * @param x finite
   * @param low its lower end, finite
   * @param high its upper end, finite
   */
  public record BandPoint(double x, double low, double high) {
    /**
     * Checks that all numbers are finite.
     *
     * @throws IllegalArgumentException if one is not
     */
    public BandPoint {
      if (!Double.isFinite(x) || !Double.isFinite(low) || !Double.isFinite(high)) {
        throw new IllegalArgumentException("band " + low + " to " + high + " at " + x);
      }
    }
  }

  /** Copies {@code points} and {@code band}, so that nothing changes them from outside. */
  public Curve {
    points = List.copyOf(points);
    band = List.copyOf(band);
  }

  /**
   * A curve without a band.
   *
   * @param name what it is
   * @param points its points
   */
  public Curve(String name, List<Point> points) {
    this(name, points, List.of(), null);
  }
}
