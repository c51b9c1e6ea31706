package org.allnet.data.duplicate;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The eight ways in which a square picture can be laid: quarter turns, with a mirror or without.
 */
enum Symmetry {
  SAME(false, false, false),
  MIRRORED(false, false, true),
  UPSIDE_DOWN(false, true, false),
  HALF_TURN(false, true, true),
  TRANSPOSED(true, false, false),
  QUARTER_TURN(true, false, true),
  QUARTER_TURN_BACK(true, true, false),
  TRANSVERSED(true, true, true);

  /** All eight. */
  static final List<Symmetry> ALL = List.of(values());

  private final boolean transposed;
  private final boolean rows;
  private final boolean columns;

  Symmetry(boolean transposed, boolean rows, boolean columns) {
    this.transposed = transposed;
    this.rows = rows;
    this.columns = columns;
  }

  /** {@return what was done to a picture that looks so} */
  Set<CopyKind> kinds() {
    Set<CopyKind> kinds = EnumSet.noneOf(CopyKind.class);
    if (transposed ^ rows ^ columns) {
      kinds.add(CopyKind.MIRRORED);
    }
    if (this == HALF_TURN || transposed) {
      kinds.add(CopyKind.TURNED);
    }
    return kinds;
  }

  /** Whether rows become columns. */
  boolean transposes() {
    return transposed;
  }

  /**
   * Returns where a pixel of the picture that is laid so comes from.
   *
   * @param row a row of the result
   * @param column a column of the result
   * @param side pixels of a side of the square
   * @return its index in the given picture, row by row
   */
  int source(int row, int column, int side) {
    int r = transposed ? column : row;
    int c = transposed ? row : column;
    return (rows ? side - 1 - r : r) * side + (columns ? side - 1 - c : c);
  }

  /**
   * Returns where a point of the given picture is in the picture that is laid so.
   *
   * @param down how far it lies below the middle
   * @param along how far it lies right of the middle
   * @return down and along from the middle
   */
  double[] laid(double down, double along) {
    double r = rows ? -down : down;
    double c = columns ? -along : along;
    return transposed ? new double[] {c, r} : new double[] {r, c};
  }

  /** {@return the sign of a cosine coefficient after the flips, before rows become columns} */
  int sign(int rowFrequency, int columnFrequency) {
    boolean odd = (rows && rowFrequency % 2 == 1) ^ (columns && columnFrequency % 2 == 1);
    return odd ? -1 : 1;
  }
}
