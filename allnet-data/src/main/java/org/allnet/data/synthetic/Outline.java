package org.allnet.data.synthetic;

import java.util.Random;

/**
 * A closed, slightly irregular outline around a centre: a radius for each direction, waves of low
 * order on a circle.
 */
final class Outline {

  private static final int WAVES = 5;

  private final double radius;
  private final double[] heights = new double[WAVES];
  private final double[] phases = new double[WAVES];
  private final double dent;
  private final double dentAt;

  /**
   * Draws an outline.
   *
   * @param random what it is drawn from
   * @param radius mean radius in pixels
   * @param irregularity height of the waves as a share of the radius
   * @param dent depth of one indentation as a share of the radius, 0 for none
   */
  Outline(Random random, double radius, double irregularity, double dent) {
    this.radius = radius;
    this.dent = dent;
    this.dentAt = random.nextDouble() * 2 * Math.PI;
    for (int wave = 0; wave < WAVES; wave++) {
      heights[wave] = random.nextGaussian() * irregularity / (wave + 1);
      phases[wave] = random.nextDouble() * 2 * Math.PI;
    }
  }

  /**
   * How far inside a point lies.
   *
   * @param x columns from the centre
   * @param y rows from the centre
   * @return pixels from the outline along the radius, positive inside
   */
  double depth(double x, double y) {
    double angle = Math.atan2(y, x);
    double reach = 1;
    for (int wave = 0; wave < WAVES; wave++) {
      reach += heights[wave] * Math.cos((wave + 2) * angle + phases[wave]);
    }
    double off = Math.IEEEremainder(angle - dentAt, 2 * Math.PI);
    reach -= dent * Math.exp(-off * off / 0.18);
    return radius * reach - Math.hypot(x, y);
  }
}
