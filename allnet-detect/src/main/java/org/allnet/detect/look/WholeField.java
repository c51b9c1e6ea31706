package org.allnet.detect.look;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.look.StainedNuclei.Nucleus;

/**
 * Whether a picture plainly is a whole field and not one of a single cell, told without a detector.
 * It errs towards no: many a field looks like a cell with its surroundings.
 *
 * <p>Who cuts a cell out puts it into the middle. So a picture plainly is a field if a whole
 * nucleus is far from its middle and none is near it, or if three or more nuclei of about one size
 * lie far apart. A picture with a black rim is none.
 *
 * <p>The numbers were chosen on PBC, TXL-PBC, BCCD, Taleqani's fields and the cells of Zheng et al.
 */
public final class WholeField {

  /** Blocks along the shorter side. */
  private static final int SIDE = 96;

  private static final int BLACK = 30;

  /** Blocks that are taken for a part of a nucleus, not for dirt. */
  private static final int LEAST_PART = 20;

  /** Blocks of a nucleus among several: fields with very many cells have small ones. */
  private static final int LEAST_OF_SEVERAL = 60;

  private static final int SEVERAL = 3;

  /** Nuclei among several have at least this part of the largest one's area. */
  private static final double ALIKE = 1 / 3.0;

  /** Their middles are so many radii of the largest apart: parts of one nucleus are nearer. */
  private static final double APART = 4;

  /** A nucleus fills so much of its box; streaks don't. */
  private static final double LEAST_FILLED = 0.4;

  /** Blocks of a nucleus that lies alone. */
  private static final int LEAST_ALONE = 100;

  /** A nucleus with more blocks is as large as that of a cell that fills the picture. */
  private static final int MOST_ALONE = 900;

  /** Parts of one nucleus have at most so many radii between them. */
  private static final double GAP = 0.5;

  /** As parts of the shorter side: how near to the middle is at it, and how far is far from it. */
  private static final double AT_MIDDLE = 0.2;

  private static final double FAR = 0.25;

  private WholeField() {}

  /**
   * Returns whether a picture plainly is a whole field.
   *
   * @param picture the picture
   * @return whether it plainly is a whole field
   */
  public static boolean isPlainly(FieldPixels picture) {
    LowResolution blocks = LowResolution.of(picture, SIDE);
    if (Math.min(blocks.width(), blocks.height()) < SIDE || blocks.isOnBlack(BLACK)) {
      return false;
    }
    List<Nucleus> nuclei = StainedNuclei.of(blocks, LEAST_PART);
    return hasSeveral(nuclei)
        || hasOneAside(joined(nuclei), blocks.width() / 2.0, blocks.height() / 2.0);
  }

  private static boolean hasSeveral(List<Nucleus> all) {
    List<Nucleus> nuclei =
        all.stream()
            .filter(one -> one.area() >= LEAST_OF_SEVERAL && one.filled() >= LEAST_FILLED)
            .sorted(Comparator.comparingDouble(Nucleus::area).reversed())
            .toList();
    for (Nucleus largest : nuclei) {
      List<Nucleus> apart = new ArrayList<>();
      for (Nucleus other : nuclei) {
        if (other.area() <= largest.area()
            && other.area() >= ALIKE * largest.area()
            && apart.stream().allMatch(one -> one.distance(other) >= APART * largest.radius())) {
          apart.add(other);
        }
      }
      if (apart.size() >= SEVERAL) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasOneAside(List<Nucleus> nuclei, double middleX, double middleY) {
    Nucleus largest = nuclei.stream().max(Comparator.comparingDouble(Nucleus::area)).orElse(null);
    return largest != null
        && !largest.atEdge()
        && largest.area() >= LEAST_ALONE
        && largest.area() < MOST_ALONE
        && Math.hypot(largest.x() - middleX, largest.y() - middleY) > FAR * SIDE
        && nuclei.stream()
            .noneMatch(one -> Math.hypot(one.x() - middleX, one.y() - middleY) < AT_MIDDLE * SIDE);
  }

  /** Joins parts that are near each other, such as the lobes of a nucleus. */
  private static List<Nucleus> joined(List<Nucleus> parts) {
    List<Nucleus> whole = new ArrayList<>();
    for (Nucleus part : parts) {
      Nucleus joined = part;
      for (int i = 0; i < whole.size(); i++) {
        Nucleus other = whole.get(i);
        double reach =
            joined.radius() + other.radius() + GAP * Math.max(joined.radius(), other.radius());
        if (joined.distance(other) < reach) {
          whole.remove(i);
          joined = join(joined, other);
          i = -1; // the larger one may reach others
        }
      }
      whole.add(joined);
    }
    return whole;
  }

  private static Nucleus join(Nucleus one, Nucleus other) {
    double area = one.area() + other.area();
    return new Nucleus(
        area,
        (one.x() * one.area() + other.x() * other.area()) / area,
        (one.y() * one.area() + other.y() * other.area()) / area,
        one.atEdge() || other.atEdge(),
        Math.min(one.filled(), other.filled()));
  }
}
