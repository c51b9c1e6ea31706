package org.allnet.explain.map;

import java.util.Arrays;
import java.util.Optional;
import org.allnet.data.image.CellPixels;
import org.jspecify.annotations.Nullable;

/**
 * Which pixels of an image are the cell's, and which of these the nucleus's. The nucleus is the
 * darker part of the cell in green, by Otsu's threshold (1979, doi 10.1109/TSMC.1979.4310076) over
 * the cell's pixels: stained chromatin takes up green light. It is an estimate, and in a cell that
 * is all nucleus it is only the denser part of it. So it needs the outline of the whole cell;
 * without that the nucleus is not known. Immutable.
 */
public final class CellRegions {

  private static final int LEVELS = 256;
  private static final int GREEN = 1;

  private final int height;
  private final int width;
  private final boolean[] cell;
  private final boolean @Nullable [] nucleus;

  private CellRegions(int height, int width, boolean[] cell, boolean @Nullable [] nucleus) {
    this.height = height;
    this.width = width;
    this.cell = cell;
    this.nucleus = nucleus;
  }

  /**
   * Takes what stands for the cell, without a nucleus: what a threshold on colour keeps of a field
   * is mostly nuclei.
   *
   * @param image the image
   * @param cell (height, width) of the image's frame, whether a pixel is the cell's
   * @return the regions
   * @throws IllegalArgumentException if there are not as many values as pixels
   */
  public static CellRegions withoutNucleus(CellPixels image, boolean[] cell) {
    require(image, cell);
    return new CellRegions(image.frameHeight(), image.frameWidth(), cell.clone(), null);
  }

  private static void require(CellPixels image, boolean[] cell) {
    if (cell.length != image.frameHeight() * image.frameWidth()) {
      throw new IllegalArgumentException(
          "a cell of %d pixels in an image of %d x %d"
              .formatted(cell.length, image.frameHeight(), image.frameWidth()));
    }
  }

  /**
   * Finds the nucleus of a cell whose whole outline is known.
   *
   * @param image the image
   * @param cell (height, width) of the image's frame, whether a pixel is the cell's
   * @return the regions
   * @throws IllegalArgumentException if there are not as many values as pixels
   */
  public static CellRegions of(CellPixels image, boolean[] cell) {
    int height = image.frameHeight();
    int width = image.frameWidth();
    require(image, cell);
    int[] counts = new int[LEVELS];
    int[] green = new int[cell.length];
    for (int row = 0; row < image.height(); row++) {
      for (int column = 0; column < image.width(); column++) {
        int at = (image.top() + row) * width + image.left() + column;
        green[at] = image.rgb()[(row * image.width() + column) * 3 + GREEN] & 0xff;
      }
    }
    for (int at = 0; at < cell.length; at++) {
      counts[green[at]] += cell[at] ? 1 : 0;
    }
    int threshold = otsu(counts);
    boolean[] nucleus = new boolean[cell.length];
    for (int at = 0; at < cell.length; at++) {
      nucleus[at] = cell[at] && green[at] <= threshold;
    }
    return new CellRegions(height, width, cell.clone(), nucleus);
  }

  /** The level that divides counts into two classes of greatest variance between them. */
  static int otsu(int[] counts) {
    long all = Arrays.stream(counts).asLongStream().sum();
    double total = 0;
    for (int level = 0; level < counts.length; level++) {
      total += (double) level * counts[level];
    }
    long below = 0;
    double sum = 0;
    double best = -1;
    int threshold = -1;
    for (int level = 0; level < counts.length - 1; level++) {
      below += counts[level];
      sum += (double) level * counts[level];
      long above = all - below;
      if (below > 0 && above > 0) {
        double apart = sum / below - (total - sum) / above;
        double variance = (double) below * above * apart * apart;
        if (variance > best) {
          best = variance;
          threshold = level;
        }
      }
    }
    return threshold;
  }

  /** {@return rows of the image} */
  public int height() {
    return height;
  }

  /** {@return columns of the image} */
  public int width() {
    return width;
  }

  /** {@return whether each pixel is the cell's, row by row; a copy} */
  public boolean[] cell() {
    return cell.clone();
  }

  /** {@return whether each pixel is the nucleus's, row by row; a copy; empty if it is not known} */
  public Optional<boolean[]> nucleus() {
    return Optional.ofNullable(nucleus).map(boolean[]::clone);
  }

  /**
   * Returns whether a pixel is the cell's and has a neighbour that is not, or the image's border.
   *
   * @param row from 0
   * @param column from 0
   */
  public boolean isOutline(int row, int column) {
    return has(row, column)
        && !(has(row - 1, column)
            && has(row + 1, column)
            && has(row, column - 1)
            && has(row, column + 1));
  }

  private boolean has(int row, int column) {
    return row >= 0 && row < height && column >= 0 && column < width && cell[row * width + column];
  }
}
