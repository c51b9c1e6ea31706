package org.allnet.inference.engine.window;

import org.allnet.inference.engine.layer.Pool;
import org.jspecify.annotations.Nullable;

/**
 * The sizes of one stage, a square convolution and the max-pool behind it, along both axes, and how
 * a footprint travels through it.
 *
 * @param inputHeight rows of the stage's input
 * @param inputWidth columns of the stage's input
 * @param kernel side of the convolution's kernel
 * @param stride step of the convolution
 * @param padding zeros around the convolution's input
 * @param pool the max-pool, without padding, absent if the stage has none
 */
public record StageGeometry(
    int inputHeight, int inputWidth, int kernel, int stride, int padding, @Nullable Pool pool) {

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
   * How a footprint travels.
   *
   * @param input a footprint in the stage's input
   * @return every output pixel that a pixel of it can influence
   */
  public Footprint through(Footprint input) {
    int rows = outputHeight();
    int[] starts = new int[rows];
    int[] ends = new int[rows];
    for (int row = 0; row < rows; row++) {
      Window read = source(new Window(row, 0, row + 1, 1));
      Window seen =
          input.around(
              Math.max(0, read.top() - padding), Math.min(inputHeight, read.bottom() - padding));
      if (!seen.isEmpty()) {
        int[] columns = reach(seen.left(), seen.right(), convolvedWidth(), outputWidth());
        starts[row] = columns[0];
        ends[row] = columns[1];
      }
    }
    return Footprint.ofSpans(starts, ends);
  }

  /** The outputs along one axis that inputs from a start to before an end can influence. */
  private int[] reach(int start, int end, int convolvedSize, int outputSize) {
    int first = clamp(ceilDiv(start + padding - kernel + 1, stride), 0, convolvedSize - 1);
    int last = clamp(Math.floorDiv(end - 1 + padding, stride), first, convolvedSize - 1);
    if (pool == null) {
      return new int[] {first, last + 1};
    }
    int outStart = clamp(ceilDiv(first - pool.kernel() + 1, pool.stride()), 0, outputSize - 1);
    int outEnd = clamp(Math.floorDiv(last, pool.stride()), outStart, outputSize - 1) + 1;
    return new int[] {outStart, outEnd};
  }

  /**
   * What outputs depend on.
   *
   * @param output a window of the stage's output, not empty
   * @return what has to be read of the padded input: rows and columns are counted in the frame that
   *     has {@link #padding} zeros on every side
   */
  public Window source(Window output) {
    int[] rows = read(output.top(), output.bottom(), convolvedHeight());
    int[] columns = read(output.left(), output.right(), convolvedWidth());
    return new Window(rows[0], columns[0], rows[1], columns[1]);
  }

  private int[] read(int outStart, int outEnd, int convolvedSize) {
    int start = pool == null ? outStart : outStart * pool.stride();
    int end =
        pool == null
            ? outEnd
            : Math.min((outEnd - 1) * pool.stride() + pool.kernel(), convolvedSize);
    return new int[] {start * stride, (end - 1) * stride + kernel};
  }

  /** {@return rows behind the convolution that are computed from a part of the padded input} */
  int convolvedRows(Window source) {
    return (source.height() - kernel) / stride + 1;
  }

  /** {@return columns behind the convolution that are computed from a part of the padded input} */
  int convolvedColumns(Window source) {
    return (source.width() - kernel) / stride + 1;
  }

  /** {@return pixels behind the convolution that are computed from a part of the padded input} */
  long convolvedPixels(Window source) {
    return (long) convolvedRows(source) * convolvedColumns(source);
  }

  /**
   * {@return the fewest rows of outputs that take whole multiples of some rows}
   *
   * @param convolvedRows rows behind the convolution that are computed together
   */
  int outputsOf(int convolvedRows) {
    int rows = 1;
    while (pool == null ? rows % convolvedRows != 0 : rows * pool.stride() % convolvedRows != 0) {
      rows++;
    }
    return rows;
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

  static int ceilDiv(int dividend, int divisor) {
    return -Math.floorDiv(-dividend, divisor);
  }
}
