package org.allnet.data.image.region;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A picture of a TIFF file with the smaller copies of it in the same file. A file may have several
 * pictures with copies each, such as the parts of a slide that were scanned. Copies are in
 * directories below that of their picture, or else behind it in its chain, up to the next picture.
 *
 * @param copies the smaller copies, in their order in the file
 * @param others how many other pictures the file has, without their copies, masks, and pictures of
 *     the whole slide and its label
 */
record TiffPyramid(List<TiffDirectory> copies, int others) {

  /** How far the sides of a smaller copy may be from those of the picture. */
  private static final double SAME_SHAPE = 0.02;

  /**
   * Tells the copies of a picture from what else is in a file.
   *
   * @param picture one of the directories
   * @param directories of the file, in their order
   */
  static TiffPyramid of(TiffDirectory picture, List<TiffDirectory> directories) {
    List<TiffDirectory> chain =
        directories.stream()
            .filter(one -> one.above() == picture.above() || one.at() == picture.above())
            .toList();
    List<TiffDirectory> copies = copies(picture, directories, chain);
    List<TiffDirectory> left =
        new ArrayList<>(
            chain.stream()
                .filter(one -> one != picture && !copies.contains(one) && isPicture(one))
                .filter(one -> !isAlike(one, picture) || isLaidOutAs(one, picture))
                .toList());
    int others = 0;
    while (!left.isEmpty()) {
      TiffDirectory other = left.remove(0);
      left.removeAll(behind(other, chain));
      others++;
    }
    return new TiffPyramid(List.copyOf(copies), others);
  }

  private static List<TiffDirectory> copies(
      TiffDirectory picture, List<TiffDirectory> directories, List<TiffDirectory> chain) {
    List<TiffDirectory> below =
        directories.stream()
            .filter(one -> one.above() == picture.at() && isCopy(one, picture))
            .toList();
    if (!below.isEmpty()) {
      return below;
    }
    List<TiffDirectory> copies = new ArrayList<>(before(picture, chain));
    copies.addAll(behind(picture, chain));
    return copies;
  }

  /** A chain may begin with smaller copies, as long as no picture is among them. */
  private static List<TiffDirectory> before(TiffDirectory picture, List<TiffDirectory> chain) {
    List<TiffDirectory> before = chain.subList(0, chain.indexOf(picture));
    return before.stream().noneMatch(TiffPyramid::isPicture)
        ? before.stream().filter(one -> isCopy(one, picture)).toList()
        : List.of();
  }

  /** Copies get smaller: what is larger than the one before it is another picture. */
  private static List<TiffDirectory> behind(TiffDirectory picture, List<TiffDirectory> chain) {
    List<TiffDirectory> copies = new ArrayList<>();
    TiffDirectory last = picture;
    for (TiffDirectory one : chain.subList(chain.indexOf(picture) + 1, chain.size())) {
      if (isPicture(one)
          && isLaidOutAs(one, picture)
          && (one.width() >= last.width() || one.height() >= last.height())) {
        break;
      }
      if (isCopy(one, picture)) {
        copies.add(one);
        last = one.width() < last.width() ? one : last;
      }
    }
    return copies;
  }

  /** Whether it may be a picture of its own. */
  private static boolean isPicture(TiffDirectory one) {
    return !one.isMask() && !one.isReduced() && !isOfTheSlide(one.description());
  }

  /** Scanners add a preview in strips to pictures in tiles. */
  private static boolean isLaidOutAs(TiffDirectory one, TiffDirectory picture) {
    return one.isTiled() == picture.isTiled() && one.samples() == picture.samples();
  }

  private static boolean isCopy(TiffDirectory other, TiffDirectory picture) {
    return other != picture
        && !other.isMask()
        && other.unread() == null
        && isLaidOutAs(other, picture)
        && !isOfTheSlide(other.description())
        && isAlike(other, picture);
  }

  /** Whether it is smaller than a picture, and of the same shape. */
  private static boolean isAlike(TiffDirectory other, TiffDirectory picture) {
    if (other.width() < 1
        || other.height() < 1
        || other.width() >= picture.width()
        || other.height() >= picture.height()) {
      return false;
    }
    double across = (double) picture.width() / other.width();
    double down = (double) picture.height() / other.height();
    // The sides of a copy are rounded.
    double rounded = 1.0 / Math.min(other.width(), other.height());
    return Math.abs(across / down - 1) <= Math.max(SAME_SHAPE, 2 * rounded);
  }

  /** Scanners add pictures of the whole slide and of its label. */
  private static boolean isOfTheSlide(String description) {
    String words = description.toLowerCase(Locale.ROOT);
    return words.contains("macro") || words.matches("(?s).*\\blabel\\b.*");
  }
}
