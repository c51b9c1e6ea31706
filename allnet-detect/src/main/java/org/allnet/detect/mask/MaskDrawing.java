package org.allnet.detect.mask;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Mask;
import org.allnet.detect.model.SegmenterDescription;

/**
 * From what a segmenter says of the pixels of its input to pixels of the picture, by interpolation.
 *
 * @param window where the input lies
 * @param probabilities of the ground, cytoplasm and nucleus, one after the other, each row by row
 * @param width pixels across of the picture
 * @param height pixels down of the picture
 */
record MaskDrawing(CellWindow window, float[] probabilities, int width, int height) {

  private static final double HALF = 0.5;

  /**
   * Draws the cell.
   *
   * @param box of the cell, as a detector said it
   * @return the part with the most pixels in the box; empty if there is none
   */
  Optional<CellMask> draw(BoundingBox box) {
    Mask inBox = pixels(box);
    Mask nuclei = above(SegmenterDescription.NUCLEUS, false);
    return above(SegmenterDescription.GROUND, true).parts().stream()
        .max(Comparator.comparingDouble(part -> part.intersection(inBox).area()))
        .map(Mask::withoutHoles)
        .filter(cell -> !cell.intersection(inBox).isEmpty())
        .map(cell -> new CellMask(cell, nuclei.intersection(cell)));
  }

  private Mask pixels(BoundingBox box) {
    BoundingBox inside = box.clippedTo(width, height);
    Mask.Rows rows = new Mask.Rows();
    int from = (int) Math.round(inside.left());
    int to = (int) Math.round(inside.right());
    for (int y = (int) Math.round(inside.top());
        y < Math.round(inside.bottom()) && to > from;
        y++) {
      rows.add(y, from, to);
    }
    return rows.mask();
  }

  /** The pixels where a class is more likely than not, or less likely. */
  private Mask above(int of, boolean less) {
    BoundingBox inside = window.box().clippedTo(width, height);
    int left = (int) Math.floor(inside.left());
    int right = (int) Math.min(width, Math.ceil(inside.right()));
    Mask.Rows rows = new Mask.Rows();
    for (int y = (int) Math.floor(inside.top());
        y < Math.min(height, Math.ceil(inside.bottom()));
        y++) {
      double row = place(y + HALF - window.box().top());
      int from = -1;
      for (int x = left; x <= right; x++) {
        boolean is =
            x < right
                && less != interpolated(of, row, place(x + HALF - window.box().left())) > HALF;
        if (is && from < 0) {
          from = x;
        } else if (!is && from >= 0) {
          rows.add(y, from, x);
          from = -1;
        }
      }
    }
    return rows.mask();
  }

  /** The row or column of the input for a distance from its edge in the picture. */
  private double place(double distance) {
    return Math.max(0, Math.min(window.pixels() - 1.0, distance * window.scale() - HALF));
  }

  private double interpolated(int of, double row, double column) {
    int side = window.pixels();
    int upper = (int) Math.min(row, side - 2.0);
    int first = (int) Math.min(column, side - 2.0);
    double below = row - upper;
    double right = column - first;
    int at = (of * side + upper) * side + first;
    return (1 - below) * ((1 - right) * probabilities[at] + right * probabilities[at + 1])
        + below * ((1 - right) * probabilities[at + side] + right * probabilities[at + side + 1]);
  }

  /** {@return the number of a window's numbers} */
  static int numbers(int side) {
    return SegmenterDescription.CLASSES * side * side;
  }

  /** The parts of a batch. */
  static List<float[]> parts(float[] all, int side) {
    int numbers = numbers(side);
    return IntStream.range(0, all.length / numbers)
        .mapToObj(i -> Arrays.copyOfRange(all, i * numbers, (i + 1) * numbers))
        .toList();
  }
}
