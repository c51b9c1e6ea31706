package org.allnet.inference.network.design;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The shapes that a detector tells boxes from: three for each of three grids, the smallest for the
 * finest.
 *
 * @param shapes nine, in pixels of the network's input
 */
public record DetectionAnchors(List<Anchor> shapes) {

  /** Boxes of a cell. */
  public static final int PER_CELL = 3;

  private static final int GRIDS = 3;

  /** Those of YOLOv4's configuration, for COCO's objects and inputs of 608 pixels. */
  public static final DetectionAnchors COCO =
      of(12, 16, 19, 36, 40, 28, 36, 75, 76, 55, 72, 146, 142, 110, 192, 243, 459, 401);

  /**
   * Medians of TXL-PBC's training boxes at inputs of 416 pixels, by k-medians: their mean IoU with
   * the nearest is .85, with {@link #COCO} .66.
   */
  public static final DetectionAnchors BLOOD_CELLS =
      of(33, 33, 68, 63, 55, 94, 95, 57, 80, 83, 97, 88, 86, 100, 106, 106, 169, 171);

  /**
   * A shape.
   *
   * @param width pixels of the network's input, above 0
   * @param height pixels of the network's input, above 0
   */
  public record Anchor(double width, double height) {

    /**
     * Returns how much of it another shape of the same middle has in common with it.
     *
     * @param otherWidth pixels across
     * @param otherHeight pixels down
     * @return intersection over union, in [0,1]
     */
    public double iou(double otherWidth, double otherHeight) {
      double shared = Math.min(width, otherWidth) * Math.min(height, otherHeight);
      return shared / (width * height + otherWidth * otherHeight - shared);
    }
  }

  /**
   * Copies the shapes and counts them.
   *
   * @throws IllegalArgumentException if there are not nine
   */
  public DetectionAnchors {
    shapes = List.copyOf(shapes);
    if (shapes.size() != GRIDS * PER_CELL) {
      throw new IllegalArgumentException(shapes.size() + " anchors instead of nine");
    }
  }

  private static DetectionAnchors of(double... sides) {
    return new DetectionAnchors(
        IntStream.range(0, sides.length / 2)
            .mapToObj(i -> new Anchor(sides[2 * i], sides[2 * i + 1]))
            .toList());
  }

  /**
   * Returns a shape of a grid.
   *
   * @param grid from 0, the finest
   * @param box which of a cell's, from 0 to 2
   */
  public Anchor of(int grid, int box) {
    return shapes.get(grid * PER_CELL + box);
  }
}
