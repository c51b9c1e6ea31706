package org.allnet.data.synthetic;

/**
 * A smooth random field over the plane: values at whole-numbered places are drawn from a seed and
 * joined smoothly. Immutable and thread-safe.
 */
record SmoothNoise(long seed) {

  /**
   * The field's value.
   *
   * @param x any finite number
   * @param y any finite number
   * @return in [-1,1], with features about 1 wide
   */
  double at(double x, double y) {
    long left = (long) Math.floor(x);
    long top = (long) Math.floor(y);
    double across = fade(x - left);
    double down = fade(y - top);
    double above = mix(node(left, top), node(left + 1, top), across);
    double below = mix(node(left, top + 1), node(left + 1, top + 1), across);
    return mix(above, below, down);
  }

  /**
   * Three fields over each other, each half as wide and half as strong.
   *
   * @param x any finite number
   * @param y any finite number
   * @return about [-1,1]
   */
  double layered(double x, double y) {
    return (at(x, y) + 0.5 * at(2 * x + 17.3, 2 * y - 5.1) + 0.25 * at(4 * x - 8.7, 4 * y + 3.9))
        / 1.3;
  }

  private double node(long x, long y) {
    long bits = seed + x * 0x9E3779B97F4A7C15L + y * 0xC2B2AE3D27D4EB4FL;
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    bits ^= bits >>> 31;
    return (bits >> 11) * 0x1.0p-52;
  }

  private static double mix(double from, double to, double fraction) {
    return from + (to - from) * fraction;
  }

  private static double fade(double t) {
    return t * t * t * (t * (t * 6 - 15) + 10);
  }
}
