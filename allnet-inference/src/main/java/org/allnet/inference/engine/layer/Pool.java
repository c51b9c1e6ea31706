package org.allnet.inference.engine.layer;

/**
 * A pool's window.
 *
 * @param kernel its side
 * @param stride its step
 * @param padding what is added on every side: nothing that a maximum could be, zeros for an average
 * @param ceil whether a last, partial window counts
 * @param zerosCount whether an average counts the zeros that are added
 */
public record Pool(int kernel, int stride, int padding, boolean ceil, boolean zerosCount) {

  /** A pool whose averages count zeros that are added. */
  public Pool(int kernel, int stride, int padding, boolean ceil) {
    this(kernel, stride, padding, ceil, true);
  }

  /** A pool without padding. */
  public static Pool of(int kernel, int stride) {
    return new Pool(kernel, stride, 0, false);
  }

  /** The same with padding. */
  public Pool pad(int pixels) {
    return new Pool(kernel, stride, pixels, ceil, zerosCount);
  }

  /** The same with a last, partial window. */
  public Pool ceiling() {
    return new Pool(kernel, stride, padding, true, zerosCount);
  }

  /** The same, with averages over what the map has in a window alone. */
  public Pool withoutZeros() {
    return new Pool(kernel, stride, padding, ceil, false);
  }

  /**
   * A pool that gives a map's side divided by the step, rounded up, as TensorFlow's padding "same"
   * does: the more of an odd number of added rows is behind the last.
   *
   * @param kernel its side, 3
   * @param stride its step, 1 or 2
   * @param size side of the map
   * @throws IllegalArgumentException if {@code kernel} is not 3, or {@code stride} is neither 1 nor
   *     2
   */
  public static Pool same(int kernel, int stride, int size) {
    if (kernel != 3 || stride < 1 || stride > 2) {
      throw new IllegalArgumentException("a pool of " + kernel + " with step " + stride);
    }
    return stride == 2 && size % 2 == 0 ? of(kernel, stride).ceiling() : of(kernel, stride).pad(1);
  }

  /**
   * What becomes of a side.
   *
   * @param size side of the map
   * @return side of the pooled map
   * @throws MapTooSmall if the window does not fit once
   */
  public int outputSize(int size) {
    int span = size + 2 * padding - kernel;
    int steps = ceil ? -Math.floorDiv(-span, stride) : Math.floorDiv(span, stride);
    if (ceil && steps * stride >= size + padding) {
      steps--;
    }
    if (steps < 0) {
      throw new MapTooSmall(size + 2 * padding, kernel);
    }
    return steps + 1;
  }
}
