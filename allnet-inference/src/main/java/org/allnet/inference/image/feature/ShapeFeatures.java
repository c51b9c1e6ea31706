package org.allnet.inference.image.feature;

import java.util.List;

/**
 * The shape of a cell's silhouette (largest part of the mask, holes filled), and how much of the
 * cell is nucleus. Thread-safe.
 *
 * <ul>
 *   <li>{@code area}: pixels of the silhouette.
 *   <li>{@code perimeter}: by Cauchy and Crofton's formula in four directions, {@code pi/8 (N0 +
 *       N90 + (N45 + N135) / sqrt 2)} pixels, where N counts how often the lines of a direction
 *       cross the contour. Right for a disc, up to 8 % short for a square along the axes.
 *   <li>{@code circularity}: {@code 4 pi area / perimeter^2}: about 1 for a disc, less for any
 *       other shape, except that one of a few pixels comes out above 1 (a single one 1.75).
 *   <li>{@code solidity}: area over that of the convex hull, pixels taken as unit squares; (0, 1].
 *   <li>{@code extent}: area over that of the bounding box along the axes; (0, 1].
 *   <li>{@code eccentricity}: {@code sqrt(1 - l2 / l1)} with the eigenvalues of the covariance of
 *       the pixels as unit squares, that is with 1/12 on its diagonal; [0, 1), 0 for a disc.
 *   <li>{@code nucleus-fraction}: the fraction of the mask's pixels whose green level is at or
 *       below Otsu's threshold (doi 10.1109/TSMC.1979.4310076) of the mask's green levels: a
 *       nucleus absorbs green most. [0, 1), 0 if all green levels are equal.
 * </ul>
 *
 * Every one is 0 if the mask is empty.
 */
final class ShapeFeatures {

  static final List<String> NAMES =
      List.of(
          "area",
          "perimeter",
          "circularity",
          "solidity",
          "extent",
          "eccentricity",
          "nucleus-fraction");

  private static final int LEVELS = 256;

  private ShapeFeatures() {}

  static CellFeatures of(MaskedCell cell) {
    Silhouette shape = Silhouette.of(cell);
    if (shape.area() == 0) {
      return new CellFeatures(NAMES, new double[NAMES.size()]);
    }
    double perimeter = perimeter(shape);
    return new CellFeatures(
        NAMES,
        new double[] {
          shape.area(),
          perimeter,
          4 * Math.PI * shape.area() / (perimeter * perimeter),
          shape.area() / ConvexHull.area(shape),
          shape.area() / boundingBoxArea(shape),
          eccentricity(shape),
          nucleusFraction(cell)
        });
  }

  private static double perimeter(Silhouette shape) {
    double straight = shape.crossings(0, 1) + shape.crossings(1, 0);
    double diagonal = shape.crossings(1, 1) + shape.crossings(1, -1);
    return Math.PI / 8 * (straight + diagonal / Math.sqrt(2));
  }

  private static double boundingBoxArea(Silhouette shape) {
    int top = shape.height();
    int bottom = -1;
    int left = shape.width();
    int right = -1;
    for (int i = 0; i < shape.inside().length; i++) {
      if (shape.inside()[i]) {
        top = Math.min(top, i / shape.width());
        bottom = Math.max(bottom, i / shape.width());
        left = Math.min(left, i % shape.width());
        right = Math.max(right, i % shape.width());
      }
    }
    return (bottom - top + 1.0) * (right - left + 1.0);
  }

  private static double eccentricity(Silhouette shape) {
    double rows = 0;
    double columns = 0;
    for (int i = 0; i < shape.inside().length; i++) {
      if (shape.inside()[i]) {
        rows += i / shape.width();
        columns += i % shape.width();
      }
    }
    double row = rows / shape.area();
    double column = columns / shape.area();
    double down = 0;
    double right = 0;
    double both = 0;
    for (int i = 0; i < shape.inside().length; i++) {
      if (shape.inside()[i]) {
        double y = i / shape.width() - row;
        double x = i % shape.width() - column;
        down += y * y;
        right += x * x;
        both += x * y;
      }
    }
    down = down / shape.area() + 1.0 / 12;
    right = right / shape.area() + 1.0 / 12;
    both /= shape.area();
    double half = (down + right) / 2;
    double spread = Math.hypot((down - right) / 2, both);
    return Math.sqrt(Math.max(0, 2 * spread / (half + spread)));
  }

  private static double nucleusFraction(MaskedCell cell) {
    long[] histogram = new long[LEVELS];
    for (int i = 0; i < cell.mask().length; i++) {
      if (cell.mask()[i]) {
        histogram[cell.level(i, 1)]++;
      }
    }
    int threshold = otsu(histogram);
    double dark = 0;
    double all = 0;
    for (int level = 0; level < LEVELS; level++) {
      all += histogram[level];
      dark += level <= threshold ? histogram[level] : 0;
    }
    return dark / all;
  }

  /** The level up to which the lower side goes, the lowest of equals; -1 for fewer than two. */
  private static int otsu(long[] histogram) {
    double all = 0;
    double allSum = 0;
    for (int level = 0; level < LEVELS; level++) {
      all += histogram[level];
      allSum += (double) level * histogram[level];
    }
    int best = -1;
    double most = 0;
    double below = 0;
    double belowSum = 0;
    for (int level = 0; level < LEVELS; level++) {
      below += histogram[level];
      belowSum += (double) level * histogram[level];
      double difference = belowSum * all - allSum * below;
      double weights = below * (all - below);
      double variance = weights > 0 ? difference * difference / weights : 0;
      if (variance > most) {
        most = variance;
        best = level;
      }
    }
    return best;
  }
}
