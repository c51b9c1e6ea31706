package org.allnet.data.duplicate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.allnet.data.Interruption;
import org.allnet.data.WorkProgress;
import org.jspecify.annotations.Nullable;

/**
 * Finds images that are one another's copy re-encoded, resized, turned by quarters, mirrored or
 * shifted a little. Perceptual hashes of all pairs find candidates; then a comparison of pixels,
 * aligned, decides.
 *
 * <p>The limits were chosen on real images. Of derived copies (JPEG quality 70 to 95, 50 to 150 %
 * of the size, turns, mirrors, shifts to 5 %, and all of them together) the least correlation is
 * 0.98 on fields and uncut cells and 0.94 on cells cut out on black; of images that are no copies
 * the greatest is 0.75 and 0.92. Cells on black have little structure beside their outline, and
 * need no allowance for shifts: if one of two images is such a cell, both limits are stricter.
 *
 * <p>So is that of the correlation, by degrees, if one of two images shows little but one cell. Of
 * 91 small cells of wbc-masks (Zheng et al. 2018) on a saturated ground, pairs of different cells
 * reach 0.90 at a spread below 0.3 and 0.82 at one below 0.6; the two pairs of copies have 0.94 and
 * 0.996, copies derived from them 0.978 and more. Fields that were photographed again a little
 * beside have 0.84 at a spread of 0.8 and 0.90 at one of 0.53.
 */
public final class CopySearch {

  private static final int MOST_BITS = 11;
  private static final int MOST_BITS_ON_BLACK = 8;
  private static final double LEAST_CORRELATION = 0.8;
  private static final double LEAST_CORRELATION_OF_ONE_CELL = 0.93;

  /** An image whose structure is spread over no more shows little but one cell. */
  private static final double SPREAD_OF_ONE_CELL = 0.4;

  /** Over so much and more, one cell is a part of what is seen. */
  private static final double SPREAD_OF_A_FIELD = 0.7;

  private static final double LEAST_OVERLAP = 0.75;

  /** Less than so much of a change in size is the alignment's own error. */
  private static final double RESIZED = 0.03;

  /** Less than so much of a frame's side is no shift. */
  private static final double SHIFTED = 0.006;

  private CopySearch() {}

  /**
   * Compares every image with every other, on all processors.
   *
   * @param looks what images look like, by their names
   * @return the pairs of copies, in the order of their names; the one that comes first in that
   *     order is the {@code image}, so that nothing depends on the order of the map
   * @throws org.allnet.data.RunException if this thread is interrupted
   */
  public static List<CopyPair> pairs(Map<String, Appearance> looks) {
    return pairs(looks, WorkProgress.NONE);
  }

  /**
   * Compares every image with every other, on all processors.
   *
   * @param looks what images look like, by their names
   * @param progress is told how far it has come
   * @return as {@link #pairs(Map)}
   * @throws org.allnet.data.RunException if this thread is interrupted
   */
  public static List<CopyPair> pairs(Map<String, Appearance> looks, WorkProgress progress) {
    TreeMap<String, Appearance> sorted = new TreeMap<>(looks);
    List<String> names = List.copyOf(sorted.keySet());
    Appearance[] all = sorted.values().toArray(Appearance[]::new);
    long[] hashes = new long[all.length * PerceptualHash.WAYS];
    boolean[] onBlack = new boolean[all.length];
    for (int i = 0; i < all.length; i++) {
      all[i].hash().copyTo(hashes, i);
      onBlack[i] = all[i].box().onBlack();
    }
    Interruption interruption = Interruption.ofThisThread();
    Runnable done = progress.counter(WorkProgress.Step.COMPARING, all.length);
    return IntStream.range(0, all.length)
        .parallel()
        .boxed()
        .flatMap(
            i -> {
              interruption.check("comparing images with each other");
              Stream<CopyPair> found = of(i, names, all, hashes, onBlack);
              done.run();
              return found;
            })
        .sorted(Comparator.comparing(CopyPair::image).thenComparing(CopyPair::other))
        .toList();
  }

  private static Stream<CopyPair> of(
      int i, List<String> names, Appearance[] all, long[] hashes, boolean[] onBlack) {
    List<CopyPair> found = new ArrayList<>();
    for (int j = i + 1; j < all.length; j++) {
      int near = near(all[i].hash(), hashes, j, onBlack[i] || onBlack[j]);
      if (near != 0) {
        CopyPair pair = compared(names.get(i), all[i], names.get(j), all[j], near);
        if (pair != null) {
          found.add(pair);
        }
      }
    }
    return found.stream();
  }

  private static int near(PerceptualHash hash, long[] hashes, int other, boolean onBlack) {
    return onBlack
        ? hash.near(hashes, other, MOST_BITS_ON_BLACK)
        : hash.nearInAnyPlace(hashes, other, MOST_BITS);
  }

  /**
   * Compares two images.
   *
   * @param image one image's name
   * @param look what it looks like
   * @param other the other's name
   * @param otherLook what that looks like
   * @return how they are copies; null if they are none
   */
  public static @Nullable CopyPair compared(
      String image, Appearance look, String other, Appearance otherLook) {
    long[] hashes = new long[PerceptualHash.WAYS];
    otherLook.hash().copyTo(hashes, 0);
    return compared(
        image, look, other, otherLook, near(look.hash(), hashes, 0, onBlack(look, otherLook)));
  }

  /** Whether the stricter limits hold: one of the two is enough. */
  private static boolean onBlack(Appearance look, Appearance otherLook) {
    return look.box().onBlack() || otherLook.box().onBlack();
  }

  /** The least correlation of copies: the stricter, the less there is beside one cell. */
  private static double leastCorrelation(Appearance look, Appearance otherLook) {
    if (onBlack(look, otherLook)) {
      return LEAST_CORRELATION_OF_ONE_CELL;
    }
    double spread = Math.min(look.spread(), otherLook.spread());
    double field = (spread - SPREAD_OF_ONE_CELL) / (SPREAD_OF_A_FIELD - SPREAD_OF_ONE_CELL);
    return LEAST_CORRELATION_OF_ONE_CELL
        - Math.max(0, Math.min(1, field)) * (LEAST_CORRELATION_OF_ONE_CELL - LEAST_CORRELATION);
  }

  private static @Nullable CopyPair compared(
      String image, Appearance look, String other, Appearance otherLook, int near) {
    double least = leastCorrelation(look, otherLook);
    @Nullable Alignment best = null;
    Symmetry laid = Symmetry.SAME;
    for (Symmetry symmetry : Symmetry.ALL) {
      if ((near >> symmetry.ordinal() & 1) == 1) {
        Alignment one = Alignment.of(look, otherLook, symmetry);
        if (one != null
            && one.overlap() >= LEAST_OVERLAP
            && one.correlation() >= least
            && (best == null || one.correlation() > best.correlation())) {
          best = one;
          laid = symmetry;
        }
      }
    }
    return best == null
        ? null
        : new CopyPair(
            image, other, kinds(look.box(), otherLook.box(), best, laid), best.correlation());
  }

  private static Set<CopyKind> kinds(Box a, Box b, Alignment at, Symmetry laid) {
    Set<CopyKind> kinds = laid.kinds();
    boolean turned = laid.transposes();
    double height = turned ? b.width() : b.height();
    double width = turned ? b.height() : b.width();
    double taller = height * (1 + at.tall()) / a.height();
    double wider = width * (1 + at.wide()) / a.width();
    if (Math.abs(taller - 1) > RESIZED || Math.abs(wider - 1) > RESIZED) {
      kinds.add(CopyKind.RESIZED);
    }
    double[] middle = laid.laid(b.fromMiddleDown(), b.fromMiddleAlong());
    double down = middle[0] + at.down() * height - a.fromMiddleDown() * taller;
    double along = middle[1] + at.along() * width - a.fromMiddleAlong() * wider;
    double frameHeight = turned ? b.frameWidth() : b.frameHeight();
    double frameWidth = turned ? b.frameHeight() : b.frameWidth();
    if (Math.abs(down) > SHIFTED * frameHeight || Math.abs(along) > SHIFTED * frameWidth) {
      kinds.add(CopyKind.SHIFTED);
    }
    return kinds.isEmpty() ? EnumSet.of(CopyKind.RE_ENCODED) : kinds;
  }
}
