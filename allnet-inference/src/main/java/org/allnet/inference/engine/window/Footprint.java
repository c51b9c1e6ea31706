package org.allnet.inference.engine.window;

import java.util.Arrays;

/**
 * Where a map may differ from the black image's: a span of columns in each row of its frame. A
 * round cell fills some three quarters of the rectangle around it. Immutable.
 */
public final class Footprint {

  private final int[] starts;
  private final int[] ends;

  private Footprint(int[] starts, int[] ends) {
    this.starts = starts;
    this.ends = ends;
  }

  /**
   * Takes spans.
   *
   * @param starts first column of each row
   * @param ends column after the last of each row; not above the start if a row is black
   * @return the footprint, of as many rows as there are spans
   * @throws IllegalArgumentException if there are not as many ends as starts
   */
  public static Footprint ofSpans(int[] starts, int[] ends) {
    if (starts.length != ends.length) {
      throw new IllegalArgumentException(starts.length + " starts, " + ends.length + " ends");
    }
    return new Footprint(starts.clone(), ends.clone());
  }

  /**
   * A rectangle.
   *
   * @param window the rectangle, may be empty
   * @param height rows of the frame
   * @return its rows' spans
   */
  public static Footprint of(Window window, int height) {
    int[] starts = new int[height];
    int[] ends = new int[height];
    Arrays.fill(starts, window.top(), window.bottom(), window.left());
    Arrays.fill(ends, window.top(), window.bottom(), window.right());
    return new Footprint(starts, ends);
  }

  /** {@return rows of the frame} */
  public int height() {
    return starts.length;
  }

  /** {@return whether a row is black} */
  public boolean isBlack(int row) {
    return ends[row] <= starts[row];
  }

  /** {@return first column of a row that is not black} */
  public int start(int row) {
    return starts[row];
  }

  /** {@return column after the last of a row that is not black} */
  public int end(int row) {
    return ends[row];
  }

  /**
   * The rectangle around some rows' spans.
   *
   * @param top first row
   * @param bottom row after the last
   * @return the rectangle around what of them is not black; empty if all of it is
   */
  public Window around(int top, int bottom) {
    Window around = Window.EMPTY;
    for (int row = top; row < bottom; row++) {
      if (!isBlack(row)) {
        around = around.union(new Window(row, starts[row], row + 1, ends[row]));
      }
    }
    return around;
  }

  /** {@return the rectangle around all of it} */
  public Window window() {
    return around(0, starts.length);
  }

  /**
   * What this footprint or another covers, and what lies between them.
   *
   * @param other one of as many rows
   * @return the common footprint
   */
  public Footprint union(Footprint other) {
    int[] newStarts = new int[starts.length];
    int[] newEnds = new int[starts.length];
    for (int row = 0; row < starts.length; row++) {
      Footprint only = isBlack(row) ? other : other.isBlack(row) ? this : null;
      newStarts[row] = only == null ? Math.min(starts[row], other.starts[row]) : only.starts[row];
      newEnds[row] = only == null ? Math.max(ends[row], other.ends[row]) : only.ends[row];
    }
    return new Footprint(newStarts, newEnds);
  }

  /**
   * The same pixels in a larger frame.
   *
   * @param top rows of the new frame above this one
   * @param left columns of the new frame left of this one
   * @param newHeight rows of the new frame
   * @return the footprint in it
   */
  public Footprint inFrame(int top, int left, int newHeight) {
    int[] newStarts = new int[newHeight];
    int[] newEnds = new int[newHeight];
    for (int row = 0; row < starts.length; row++) {
      newStarts[top + row] = starts[row] + left;
      newEnds[top + row] = ends[row] + left;
    }
    return new Footprint(newStarts, newEnds);
  }
}
