package org.allnet.data.field;

import java.util.Arrays;
import java.util.List;

/**
 * A closed line of straight pieces in pixels of the full image; its end is joined to its beginning,
 * which is not repeated. Immutable.
 */
public final class Ring {

  /** The fewest corners that enclose an area. */
  public static final int LEAST = 3;

  /** Longer rings are not compared piece by piece. */
  private static final int MOST_COMPARED = 5_000;

  private final double[] xs;
  private final double[] ys;

  private Ring(double[] xs, double[] ys) {
    this.xs = xs;
    this.ys = ys;
  }

  /**
   * Returns the ring through some points.
   *
   * @param xy x and y of each point in turn; copied. Points that repeat the one before, and a last
   *     point that repeats the first, are left out
   * @return the ring
   * @throws IllegalArgumentException if a number is missing or not finite, or there is no point
   */
  public static Ring of(double... xy) {
    if (xy.length < 2 || xy.length % 2 != 0) {
      throw new IllegalArgumentException(xy.length + " numbers for x and y of points");
    }
    double[] xs = new double[xy.length / 2];
    double[] ys = new double[xs.length];
    int count = 0;
    for (int i = 0; i < xy.length; i += 2) {
      if (!Double.isFinite(xy[i]) || !Double.isFinite(xy[i + 1])) {
        throw new IllegalArgumentException("no point: (%s, %s)".formatted(xy[i], xy[i + 1]));
      }
      if (count == 0 || xs[count - 1] != xy[i] || ys[count - 1] != xy[i + 1]) {
        xs[count] = xy[i];
        ys[count++] = xy[i + 1];
      }
    }
    while (count > 1 && xs[count - 1] == xs[0] && ys[count - 1] == ys[0]) {
      count--;
    }
    return new Ring(Arrays.copyOf(xs, count), Arrays.copyOf(ys, count));
  }

  /** {@return the number of corners, each counted once} */
  public int size() {
    return xs.length;
  }

  /**
   * {@return x of a corner}
   *
   * @param corner from 0
   */
  public double x(int corner) {
    return xs[corner];
  }

  /**
   * {@return y of a corner}
   *
   * @param corner from 0
   */
  public double y(int corner) {
    return ys[corner];
  }

  /**
   * {@return the enclosed area by the shoelace formula, in square pixels; positive if the ring
   * turns clockwise as seen on the screen, where y grows downwards}
   */
  public double signedArea() {
    double twice = 0;
    for (int i = 0; i < xs.length; i++) {
      int next = (i + 1) % xs.length;
      // Against the first corner, so that far away from the origin no digits are lost.
      twice += (xs[i] - xs[0]) * (ys[next] - ys[0]) - (xs[next] - xs[0]) * (ys[i] - ys[0]);
    }
    return twice / 2;
  }

  /** {@return the same ring, passed through the other way round from the same corner} */
  public Ring reversed() {
    double[] across = new double[xs.length];
    double[] down = new double[ys.length];
    for (int i = 0; i < xs.length; i++) {
      int from = (xs.length - i) % xs.length;
      across[i] = xs[from];
      down[i] = ys[from];
    }
    return new Ring(across, down);
  }

  /** {@return the least box around it} */
  public BoundingBox box() {
    return new BoundingBox(
        Arrays.stream(xs).min().orElseThrow(),
        Arrays.stream(ys).min().orElseThrow(),
        Arrays.stream(xs).max().orElseThrow(),
        Arrays.stream(ys).max().orElseThrow());
  }

  /**
   * Returns what of the ring lies in an image.
   *
   * @param width pixels across
   * @param height pixels down
   * @return a ring for each part, cut at the edges; none if nothing is inside. This ring if no
   *     corner is outside
   */
  public List<Ring> within(double width, double height) {
    return RingCutting.within(this, width, height);
  }

  /**
   * Returns whether it is simple: it has three corners or more, encloses an area, and no two of its
   * pieces meet but neighbours at their common corner.
   *
   * @return false also for more than 5,000 corners, which are not compared
   */
  public boolean isSimple() {
    if (xs.length < LEAST || xs.length > MOST_COMPARED || signedArea() == 0) {
      return false;
    }
    for (int i = 0; i < xs.length; i++) {
      if (turnsBack(i)) {
        return false;
      }
      for (int j = i + 2; j < xs.length; j++) {
        boolean neighbours = i == 0 && j == xs.length - 1;
        if (!neighbours && meet(i, j)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether the piece after a corner lies on the piece before it. */
  private boolean turnsBack(int corner) {
    int before = (corner + xs.length - 1) % xs.length;
    int after = (corner + 1) % xs.length;
    double along =
        (xs[corner] - xs[before]) * (xs[after] - xs[corner])
            + (ys[corner] - ys[before]) * (ys[after] - ys[corner]);
    return side(before, corner, after) == 0 && along < 0;
  }

  private boolean meet(int one, int other) {
    return meet(one, (one + 1) % xs.length, other, (other + 1) % xs.length);
  }

  private boolean meet(int one, int oneEnd, int other, int otherEnd) {
    if (Math.max(xs[one], xs[oneEnd]) < Math.min(xs[other], xs[otherEnd])
        || Math.max(xs[other], xs[otherEnd]) < Math.min(xs[one], xs[oneEnd])
        || Math.max(ys[one], ys[oneEnd]) < Math.min(ys[other], ys[otherEnd])
        || Math.max(ys[other], ys[otherEnd]) < Math.min(ys[one], ys[oneEnd])) {
      return false;
    }
    return side(one, oneEnd, other) * side(one, oneEnd, otherEnd) <= 0
        && side(other, otherEnd, one) * side(other, otherEnd, oneEnd) <= 0;
  }

  /**
   * Returns whether a piece of this ring meets one of another.
   *
   * @param other another ring
   * @return true also for rings of more than 5,000 corners together whose boxes meet, which are not
   *     compared
   */
  public boolean meets(Ring other) {
    BoundingBox a = box();
    BoundingBox b = other.box();
    if (a.right() < b.left()
        || b.right() < a.left()
        || a.bottom() < b.top()
        || b.bottom() < a.top()) {
      return false;
    }
    int own = xs.length;
    Ring both = new Ring(joined(xs, other.xs), joined(ys, other.ys));
    if (both.size() > MOST_COMPARED) {
      return true;
    }
    for (int i = 0; i < own; i++) {
      for (int j = own; j < both.size(); j++) {
        if (both.meet(i, (i + 1) % own, j, j + 1 == both.size() ? own : j + 1)) {
          return true;
        }
      }
    }
    return false;
  }

  private static double[] joined(double[] a, double[] b) {
    double[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  /**
   * Returns whether a point is enclosed, by the even-odd rule.
   *
   * @param x of the point
   * @param y of the point
   */
  public boolean encloses(double x, double y) {
    boolean inside = false;
    for (int i = 0; i < xs.length; i++) {
      int next = (i + 1) % xs.length;
      if ((ys[i] <= y) != (ys[next] <= y)
          && x < xs[i] + (y - ys[i]) / (ys[next] - ys[i]) * (xs[next] - xs[i])) {
        inside = !inside;
      }
    }
    return inside;
  }

  /** On which side of the line from one corner to another a third one is: -1, 0 or 1. */
  private int side(int from, int to, int corner) {
    double cross =
        (xs[to] - xs[from]) * (ys[corner] - ys[from])
            - (ys[to] - ys[from]) * (xs[corner] - xs[from]);
    return (int) Math.signum(cross);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ring ring && Arrays.equals(xs, ring.xs) && Arrays.equals(ys, ring.ys);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(xs) + Arrays.hashCode(ys);
  }

  @Override
  public String toString() {
    return "ring of " + xs.length + " corners in " + box();
  }
}
