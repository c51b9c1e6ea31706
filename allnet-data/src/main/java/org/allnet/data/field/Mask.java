package org.allnet.data.field;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The pixels of a cell, as runs along rows. Memory grows with the number of runs, not with the
 * image. Immutable.
 */
public final class Mask implements Outline {

  private static final int RUN = 3;

  /** Row, first column and the column behind the last of each run, by row and column. */
  private final int[] runs;

  private Mask(int[] runs) {
    this.runs = runs;
  }

  /** Takes runs in the order of rows and columns. Not safe for use by many threads. */
  public static final class Rows {

    private int[] runs = new int[16 * RUN];
    private int used;

    /** No run yet. */
    public Rows() {}

    /**
     * Adds a run. One that touches the run before it in its row is joined to it.
     *
     * @param row from 0, not above that of the run before
     * @param from the first column, from 0
     * @param to the column behind the last, above {@code from}
     * @throws IllegalArgumentException if it is not behind the run before
     */
    public void add(int row, int from, int to) {
      boolean sameRow = used > 0 && runs[used - RUN] == row;
      if (row < 0
          || from < 0
          || to <= from
          || (used > 0 && runs[used - RUN] > row)
          || (sameRow && runs[used - 1] > from)) {
        throw new IllegalArgumentException("run from %d to %d of row %d".formatted(from, to, row));
      }
      if (sameRow && runs[used - 1] == from) {
        runs[used - 1] = to;
        return;
      }
      if (used == runs.length) {
        runs = Arrays.copyOf(runs, 2 * used);
      }
      runs[used++] = row;
      runs[used++] = from;
      runs[used++] = to;
    }

    /** {@return the mask of the runs so far; it may be empty} */
    public Mask mask() {
      return new Mask(Arrays.copyOf(runs, used));
    }
  }

  /** {@return the number of runs} */
  public int runs() {
    return runs.length / RUN;
  }

  /**
   * {@return the row of a run}
   *
   * @param run from 0
   */
  public int row(int run) {
    return runs[run * RUN];
  }

  /**
   * {@return the first column of a run}
   *
   * @param run from 0
   */
  public int from(int run) {
    return runs[run * RUN + 1];
  }

  /**
   * {@return the column behind the last of a run}
   *
   * @param run from 0
   */
  public int to(int run) {
    return runs[run * RUN + 2];
  }

  /** {@return whether it has no pixel} */
  public boolean isEmpty() {
    return runs.length == 0;
  }

  /**
   * Returns the pixels that two masks share.
   *
   * @param other another mask
   * @return the common pixels; it may be empty
   */
  public Mask intersection(Mask other) {
    Rows rows = new Rows();
    int mine = 0;
    int others = 0;
    while (mine < runs() && others < other.runs()) {
      if (row(mine) == other.row(others)) {
        int from = Math.max(from(mine), other.from(others));
        int to = Math.min(to(mine), other.to(others));
        if (to > from) {
          rows.add(row(mine), from, to);
        }
      }
      boolean first =
          row(mine) != other.row(others)
              ? row(mine) < other.row(others)
              : to(mine) < other.to(others);
      if (first) {
        mine++;
      } else {
        others++;
      }
    }
    return rows.mask();
  }

  /**
   * Returns how well two masks agree (Dice 1945): twice their common pixels by the pixels of both.
   *
   * @param other another mask
   * @return from 0, if they share nothing, to 1, if they are equal; 1 if both are empty
   */
  public double dice(Mask other) {
    double pixels = area() + other.area();
    return pixels == 0 ? 1 : 2 * intersection(other).area() / pixels;
  }

  /**
   * {@return the parts that hang together, the largest first; pixels that touch at a corner alone
   * are in different parts}
   */
  public List<Mask> parts() {
    return MaskParts.of(this);
  }

  /** {@return the mask with its holes filled} */
  public Mask withoutHoles() {
    return isEmpty() ? this : new Polygon(toPolygon().shells(), List.of()).toMask();
  }

  /**
   * Returns the run lengths of COCO: how many pixels are off and on by turns, down the columns.
   *
   * @param width pixels across of the image
   * @param height pixels down of the image; width times height is below 2^31
   * @return the counts, whose sum is that of all pixels; the first is of pixels that are off
   */
  public int[] columnCounts(int width, int height) {
    BitSet byColumn = new BitSet(Math.multiplyExact(width, height));
    for (int run = 0; run < runs(); run++) {
      for (int x = from(run); x < to(run); x++) {
        byColumn.set(x * height + row(run));
      }
    }
    int pixels = width * height;
    IntStream.Builder counts = IntStream.builder();
    boolean on = false;
    for (int at = 0; at < pixels; on = !on) {
      int end = on ? byColumn.nextClearBit(at) : byColumn.nextSetBit(at);
      end = end < 0 || end > pixels ? pixels : end;
      counts.add(end - at);
      at = end;
    }
    return counts.build().toArray();
  }

  /** {@return the least box around its pixels} */
  @Override
  public BoundingBox box() {
    if (isEmpty()) {
      return new BoundingBox(0, 0, 0, 0);
    }
    int left = Integer.MAX_VALUE;
    int right = 0;
    for (int run = 0; run < runs(); run++) {
      left = Math.min(left, from(run));
      right = Math.max(right, to(run));
    }
    return new BoundingBox(left, row(0), right, row(runs() - 1) + 1);
  }

  /** {@return the number of its pixels} */
  @Override
  public double area() {
    long pixels = 0;
    for (int run = 0; run < runs(); run++) {
      pixels += to(run) - from(run);
    }
    return pixels;
  }

  /**
   * {@return the polygon along the edges of its pixels; pixels that touch at a corner alone are in
   * different rings}
   */
  @Override
  public Polygon toPolygon() {
    List<Ring> rings = MaskTracing.of(this);
    return new Polygon(
        rings.stream().filter(ring -> ring.signedArea() > 0).toList(),
        rings.stream().filter(ring -> ring.signedArea() < 0).toList());
  }

  @Override
  public Mask toMask() {
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mask mask && Arrays.equals(runs, mask.runs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(runs);
  }

  @Override
  public String toString() {
    return "mask of " + (long) area() + " pixels in " + box();
  }
}
