package org.allnet.network.layer;

/**
 * A pool's window.
 *
 * @param kernel its side
 * @param stride its step
 * @param padding what is added on every side: nothing that a maximum could be, zeros that an
 *     average counts or not
 * @param ceil whether a last, partial window counts
 */
public record Pool(int kernel, int stride, int padding, boolean ceil) {

  /** A pool without padding. */
  public static Pool of(int kernel, int stride) {
    return new Pool(kernel, stride, 0, false);
  }

  /** The same with padding. */
  public Pool pad(int pixels) {
    return new Pool(kernel, stride, pixels, ceil);
  }

  /** The same with a last, partial window. */
  public Pool ceiling() {
    return new Pool(kernel, stride, padding, true);
  }

  /**
   * What becomes of a side.
   *
   * @param size side of the map
   * @return side of the pooled map
   * @throws MapTooSmall where the window does not fit once
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
