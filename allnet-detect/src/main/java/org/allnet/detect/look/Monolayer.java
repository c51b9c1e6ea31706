package org.allnet.detect.look;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.allnet.data.field.BoundingBox;
import org.allnet.detect.box.FieldPixels;
import org.allnet.evaluation.detection.Detection;

/**
 * How far a field is a monolayer, in which red cells lie side by side with ground between them and
 * are pale in their middle. If they pile up, cells are missed and look unlike themselves; if the
 * film is too thin, they are flat.
 *
 * <p>The score is the part of red cells that lie apart, times the part of what is covered that lies
 * in the box of any cell: in a pile, cells are missed. It is less if the field is covered by more
 * than two thirds or by less than a tenth, and if red cells are not pale in their middle. How these
 * are weighed is our assumption.
 *
 * @param score in [0,1], 1 for a perfect monolayer
 * @param apart the fraction of red cells that no other red cell covers
 * @param covered the fraction of the field that is covered by anything
 * @param found the fraction of what is covered that lies in the box of a cell
 * @param pale the fraction of red cells that are paler in their middle
 */
public record Monolayer(double score, double apart, double covered, double found, double pale) {

  /** Fields with a lower score are hard to count. */
  public static final double POOR = 0.15;

  /** Fewer red cells tell nothing. */
  private static final int LEAST = 5;

  /** The part of a box that another may cover. */
  private static final double MOST_COVERED = 0.1;

  /** So many blocks lie across a red cell. */
  private static final double BLOCKS = 8;

  /** More of the field is covered in no monolayer. */
  private static final double DENSE = 2 / 3.0;

  /** Less of the field is covered where the film ends. */
  private static final double SPARSE = 0.1;

  /** What paleness counts for. */
  private static final double PALENESS = 0.3;

  /** The middle third of a red cell is lighter by so many levels. */
  private static final double PALER = 4;

  /** Parts of a red cell's side: its middle ends here, and its rim is between these. */
  private static final double MIDDLE = 0.15;

  private static final double RIM_FROM = 0.25;
  private static final double RIM_TO = 0.4;

  /**
   * Returns whether there may be enough red cells to tell.
   *
   * @param cells what a detector found
   * @param redCell the class of red cells
   * @return false if {@link #of} returns nothing whatever the field shows
   */
  public static boolean canTell(List<Detection> cells, int redCell) {
    return cells.stream().filter(cell -> cell.classIndex() == redCell).count() >= LEAST;
  }

  /**
   * Measures a field.
   *
   * @param field its pixels
   * @param cells what a detector found in it
   * @param redCell the class of red cells
   * @return the score with its parts; empty if there are too few red cells
   */
  public static Optional<Monolayer> of(FieldPixels field, List<Detection> cells, int redCell) {
    List<BoundingBox> red =
        cells.stream()
            .filter(cell -> cell.classIndex() == redCell)
            .map(cell -> cell.box().clippedTo(field.width(), field.height()))
            .filter(box -> !box.isEmpty())
            .toList();
    if (red.size() < LEAST) {
      return Optional.empty();
    }
    List<BoundingBox> apart = red.stream().filter(box -> isApart(box, red)).toList();
    Coverage.Covered covered = covered(field, red);
    double found = found(covered, cells);
    List<BoundingBox> judged = apart.isEmpty() ? red : apart;
    double pale =
        (double) judged.stream().filter(box -> isPale(field, box)).count() / judged.size();
    double fraction = (double) apart.size() / red.size();
    double score = fraction * found * cover(covered.fraction()) * (1 - PALENESS + PALENESS * pale);
    return Optional.of(new Monolayer(score, fraction, covered.fraction(), found, pale));
  }

  private static boolean isApart(BoundingBox box, List<BoundingBox> all) {
    return all.stream()
        .noneMatch(
            other -> other != box && other.intersectionArea(box) > MOST_COVERED * box.area());
  }

  private static Coverage.Covered covered(FieldPixels field, List<BoundingBox> red) {
    List<Double> sides = new ArrayList<>();
    red.forEach(box -> sides.add(Math.sqrt(box.area())));
    sides.sort(null);
    double side = sides.get(sides.size() / 2);
    long[] counts = Coverage.counts();
    Coverage.count(field.rgb(), counts);
    return Coverage.of(counts)
        .covered(
            field.rgb(),
            field.width(),
            field.height(),
            Math.max(1, (int) Math.round(side / BLOCKS)));
  }

  private static double found(Coverage.Covered covered, List<Detection> cells) {
    if (covered.count() == 0) {
      return 1;
    }
    int found = 0;
    for (int i = 0; i < covered.count(); i++) {
      double x = covered.x()[i];
      double y = covered.y()[i];
      if (cells.stream().anyMatch(cell -> holds(cell.box(), x, y))) {
        found++;
      }
    }
    return (double) found / covered.count();
  }

  private static boolean holds(BoundingBox box, double x, double y) {
    return x >= box.left() && x <= box.right() && y >= box.top() && y <= box.bottom();
  }

  private static double cover(double covered) {
    return Math.max(0, Math.min(1, Math.min((1 - covered) / (1 - DENSE), covered / SPARSE)));
  }

  private static boolean isPale(FieldPixels field, BoundingBox box) {
    double middle = 0;
    double rim = 0;
    int inMiddle = 0;
    int inRim = 0;
    for (int y = (int) box.top(); y < box.bottom() && y < field.height(); y++) {
      for (int x = (int) box.left(); x < box.right() && x < field.width(); x++) {
        double away =
            Math.hypot(
                (x + 0.5 - box.centreX()) / box.width(), (y + 0.5 - box.centreY()) / box.height());
        int green = field.rgb()[3 * (y * field.width() + x) + 1] & 0xFF;
        if (away < MIDDLE) {
          middle += green;
          inMiddle++;
        } else if (away > RIM_FROM && away < RIM_TO) {
          rim += green;
          inRim++;
        }
      }
    }
    return inMiddle > 0 && inRim > 0 && middle / inMiddle - rim / inRim > PALER;
  }
}
