package org.allnet.inference.engine.window;

/**
 * A rectangle of rows and columns in a frame; the ends are exclusive.
 *
 * @param top first row
 * @param left first column
 * @param bottom row after the last, at least {@code top}
 * @param right column after the last, at least {@code left}
 */
public record Window(int top, int left, int bottom, int right) {

  /** The window without a pixel: an all-black image. */
  public static final Window EMPTY = new Window(0, 0, 0, 0);

  /**
   * Checks that the rectangle is one.
   *
   * @throws IllegalArgumentException if {@code top} or {@code left} is negative, {@code bottom} is
   *     above {@code top}, or {@code right} is left of {@code left}
   */
  public Window {
    if (top < 0 || left < 0 || bottom < top || right < left) {
      throw new IllegalArgumentException(
          "window rows %d..%d, columns %d..%d is no rectangle".formatted(top, bottom, left, right));
    }
  }

  /** {@return the whole of a frame} */
  public static Window whole(int height, int width) {
    return new Window(0, 0, height, width);
  }

  /** {@return the number of rows} */
  public int height() {
    return bottom - top;
  }

  /** {@return the number of columns} */
  public int width() {
    return right - left;
  }

  /** {@return whether it holds no pixel} */
  public boolean isEmpty() {
    return top == bottom || left == right;
  }

  /**
   * The smallest window that holds this one and another.
   *
   * @param other the other window, may be empty
   * @return the common window
   */
  public Window union(Window other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    return new Window(
        Math.min(top, other.top),
        Math.min(left, other.left),
        Math.max(bottom, other.bottom),
        Math.max(right, other.right));
  }

  /**
   * What this window and another have in common.
   *
   * @param other the other window
   * @return the common part, {@link #EMPTY} if there is none
   */
  public Window intersection(Window other) {
    int newTop = Math.max(top, other.top);
    int newLeft = Math.max(left, other.left);
    int newBottom = Math.min(bottom, other.bottom);
    int newRight = Math.min(right, other.right);
    return newTop >= newBottom || newLeft >= newRight
        ? EMPTY
        : new Window(newTop, newLeft, newBottom, newRight);
  }

  /**
   * The same rectangle elsewhere.
   *
   * @param down rows it is moved by
   * @param along columns it is moved by
   * @return the moved window
   */
  public Window shifted(int down, int along) {
    return new Window(top + down, left + along, bottom + down, right + along);
  }
}
