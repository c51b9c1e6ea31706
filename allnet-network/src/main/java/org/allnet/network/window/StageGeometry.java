package org.allnet.network.window;

import org.allnet.network.layer.Pool;
import org.jspecify.annotations.Nullable;

/**
 * The sizes of one stage, a square convolution and the max-pool behind it, along both axes, and how
 * a window travels through it.
 *
 * @param inputHeight rows of the stage's input
 * @param inputWidth columns of the stage's input
 * @param kernel side of the convolution's kernel
 * @param stride step of the convolution
 * @param padding zeros around the convolution's input
 * @param pool the max-pool, without padding, absent where the stage has none
 */
public record StageGeometry(
    int inputHeight, int inputWidth, int kernel, int stride, int padding, @Nullable Pool pool) {

  /**
   * The way of a window through a stage.
   *
   * @param input what has to be read of the padded input: rows and columns are counted in the frame
   *     that has {@link StageGeometry#padding} zeros on every side
   * @param output the window that is computed from it, in the stage's output
   */
  public record Passage(Window input, Window output) {}

  /** {@return rows behind the convolution} */
  public int convolvedHeight() {
    return convolved(inputHeight);
  }

  /** {@return columns behind the convolution} */
  public int convolvedWidth() {
    return convolved(inputWidth);
  }

  /** {@return rows of the stage's output} */
  public int outputHeight() {
    return pooled(convolvedHeight());
  }

  /** {@return columns of the stage's output} */
  public int outputWidth() {
    return pooled(convolvedWidth());
  }

  /**
   * How a window travels: every output pixel that an input pixel of the window can influence lies
   * in the passage's output, and all that this output depends on lies in the passage's input.
   *
   * @param window a window of the stage's input, not empty
   * @return what to read and what it yields
   */
  public Passage passage(Window window) {
    int[] rows = along(window.top(), window.bottom(), convolvedHeight(), outputHeight());
    int[] columns = along(window.left(), window.right(), convolvedWidth(), outputWidth());
    return new Passage(
        new Window(rows[0], columns[0], rows[1], columns[1]),
        new Window(rows[2], columns[2], rows[3], columns[3]));
  }

  /** Start and end of what is read (padded frame), then of what is computed, along one axis. */
  private int[] along(int start, int end, int convolvedSize, int outputSize) {
    int first = clamp(ceilDiv(start + padding - kernel + 1, stride), 0, convolvedSize - 1);
    int last = clamp(Math.floorDiv(end - 1 + padding, stride), first, convolvedSize - 1);
    int outStart = first;
    int outEnd = last + 1;
    int convStart = outStart;
    int convEnd = outEnd;
    if (pool != null) {
      outStart = clamp(ceilDiv(first - pool.kernel() + 1, pool.stride()), 0, outputSize - 1);
      outEnd = clamp(Math.floorDiv(last, pool.stride()), outStart, outputSize - 1) + 1;
      convStart = outStart * pool.stride();
      convEnd = Math.min((outEnd - 1) * pool.stride() + pool.kernel(), convolvedSize);
    }
    return new int[] {convStart * stride, (convEnd - 1) * stride + kernel, outStart, outEnd};
  }

  private int convolved(int size) {
    return (size + 2 * padding - kernel) / stride + 1;
  }

  private int pooled(int size) {
    return pool == null ? size : pool.outputSize(size);
  }

  private static int clamp(int value, int low, int high) {
    return Math.max(low, Math.min(high, value));
  }

  private static int ceilDiv(int dividend, int divisor) {
    return -Math.floorDiv(-dividend, divisor);
  }
}
