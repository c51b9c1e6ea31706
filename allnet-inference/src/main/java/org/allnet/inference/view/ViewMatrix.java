package org.allnet.inference.view;

/**
 * Where a view has its pixels from: what is {@code x} to the right of the middle and {@code y}
 * below it in the view was {@code xx * x + xy * y} to the right and {@code yx * x + yy * y} below
 * in the image. A turn or a mirroring, so that its inverse is its transpose.
 *
 * @param xx of x, from x
 * @param xy of x, from y
 * @param yx of y, from x
 * @param yy of y, from y
 */
public record ViewMatrix(double xx, double xy, double yx, double yy) {

  /** The image as it is. */
  public static final ViewMatrix IDENTITY = new ViewMatrix(1, 0, 0, 1);

  /** Mirrored left to right. */
  static final ViewMatrix MIRRORED = new ViewMatrix(-1, 0, 0, 1);

  /** Turned against the clock. */
  static ViewMatrix turned(double degrees) {
    double quarters = degrees / 90;
    if (quarters == Math.rint(quarters)) {
      int times = Math.floorMod((int) quarters, 4);
      int cos = times == 0 ? 1 : times == 2 ? -1 : 0;
      int sin = times == 1 ? 1 : times == 3 ? -1 : 0;
      return new ViewMatrix(cos, -sin, sin, cos);
    }
    double angle = Math.toRadians(degrees);
    return new ViewMatrix(Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle));
  }

  /** What a view of a view has its pixels from. */
  ViewMatrix then(ViewMatrix later) {
    return new ViewMatrix(
        xx * later.xx + xy * later.yx,
        xx * later.xy + xy * later.yy,
        yx * later.xx + yy * later.yx,
        yx * later.xy + yy * later.yy);
  }

  /** {@return whether it lays a square on itself, so that no pixel falls between others} */
  public boolean isExact() {
    return Math.abs(xx) + Math.abs(xy) == 1 && (xx == 0 || xy == 0);
  }

  /** {@return where the image has its pixels from, in the view} */
  public ViewMatrix inverse() {
    return new ViewMatrix(xx, yx, xy, yy);
  }
}
