package org.allnet.inference.engine.device;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Large matrices whose rows would all fall on the same places of a processor's cache, because a row
 * takes a multiple of 4096 bytes: what reads several rows at once then waits for memory. Their rows
 * are laid a little apart, with zeros in between.
 */
public final class PaddedMatrix {

  private static final int SAME_PLACE = 4096 / Float.BYTES;
  private static final int GAP = 64 / Float.BYTES;
  private static final long LARGE = 1 << 20;

  private PaddedMatrix() {}

  /** {@return whether float32 rows of so many numbers are better laid apart} */
  public static boolean pays(long rows, long columns) {
    return columns % SAME_PLACE == 0 && rows * columns >= LARGE;
  }

  /**
   * Room for a matrix.
   *
   * @param rows its rows
   * @param columns its columns
   * @return float32 (rows, columns) on the processor, not filled, for the innermost scope to free;
   *     its rows are one by one in order, but not next to each other
   */
  public static Tensor make(long rows, long columns) {
    Tensor all =
        torch.empty(
            new long[] {rows, columns + GAP},
            Tensors.options(ScalarType.Float, Tensors.cpu()),
            null);
    all.narrow(1, columns, GAP).zero_();
    return all.narrow(1, 0, columns);
  }

  /**
   * A matrix with what lies between its rows.
   *
   * @param matrix (rows, columns)
   * @return (rows, columns and gap) if {@link #make} made it, columns behind the matrix's own being
   *     zero; else the matrix itself
   */
  public static Tensor withGaps(Tensor matrix) {
    boolean spread = matrix.stride(0) == matrix.size(1) + GAP && matrix.stride(1) == 1;
    return spread
        ? matrix.as_strided(
            new long[] {matrix.size(0), matrix.stride(0)}, new long[] {matrix.stride(0), 1})
        : matrix;
  }
}
