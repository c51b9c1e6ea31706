package org.allnet.data.field.format;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.allnet.data.InputException;
import org.allnet.data.file.FilePlace;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the values of YOLO's lines are, as the programs of Ultralytics write and read them. A
 * segmentation has a class and three corners or more, so an odd number of values from seven. A pose
 * has points behind its box, and {@code kpt_shape} in the {@code data.yaml} says so. Results of a
 * detector may have a score behind the box or the outline, and results of a tracker a number too.
 *
 * <p>Seven values may be three corners, or a box with score and number. They are corners if other
 * lines of the set have four or more, which no box with its columns has. An even number from eight
 * may be an outline with its score, or a box with other columns. It is an outline if its corners
 * are those of a turned box, or if lines of the set have different numbers of values, as outlines
 * have and columns have not. Not safe for use by many threads.
 */
final class YoloLine {

  /** A class and a box. */
  static final int BOX = 5;

  private static final int THREE_CORNERS = 7;
  private static final int FOUR_CORNERS = 9;

  /** How exactly opposite sides of a turned box are alike, in parts of the image. */
  private static final double TURNED_BOX = 1e-3;

  private static final Pattern WHOLE = Pattern.compile("-?\\d+");

  private final boolean keypoints;
  private final Set<Integer> scored = new HashSet<>();
  private boolean outlines;
  private @Nullable InputException triangle;
  private @Nullable InputException columns;
  private @Nullable InputException edge;
  private @Nullable InputException loneEdge;
  private boolean tracked;
  private boolean plain;

  /**
   * Begins with no line.
   *
   * @param keypoints whether the set says that points are behind its boxes
   */
  YoloLine(boolean keypoints) {
    this.keypoints = keypoints;
  }

  /**
   * Returns how many values of a line are corners.
   *
   * @param words its values, at least five
   * @param place file and line
   * @return 0 if it is a box; a score and the number of a track are behind the corners
   * @throws InputException if its values fit neither
   */
  int cornerValues(String[] words, FilePlace place) {
    if (keypoints || words.length <= BOX + 1 || areAttributes(words)) {
      return 0;
    }
    if (words.length % 2 == 0) {
      return withScore(words, words.length, place);
    }
    String last = words[words.length - 1];
    if (words.length == THREE_CORNERS) {
      if (isTrack(last)) {
        return 0;
      }
      if (triangle == null) {
        triangle =
            place.failure(
                "has 7 values, which may be three corners or a box with two more values, such as score and track; delete what is behind the box, or write kpt_shape into the data.yaml if it is a point");
      }
      lone(words, place);
      return words.length - 1;
    }
    if (isTrack(last) && isScore(LabelNumber.of("the score", words[words.length - 2], place))) {
      tracked = true;
      withScore(Arrays.copyOf(words, words.length - 1), words.length, place);
      return words.length - 3;
    }
    outlines = true;
    lone(words, place);
    if (WHOLE.matcher(last).matches() && edge == null) {
      edge =
          place.failure(
              "ends in a whole number, which is a corner at the edge or the number of a track as in other lines; delete the numbers of tracks");
    }
    return words.length - 1;
  }

  /**
   * Takes a line that may end in a score and track 1. It looks like a corner at the lower edge. An
   * outline that the edge cuts has two corners there, and whoever writes tracks writes one in each
   * line that has no score at its end.
   */
  private void lone(String[] words, FilePlace place) {
    String last = words[words.length - 1];
    plain |= !WHOLE.matcher(last).matches();
    if (loneEdge != null || !last.equals("1") || WHOLE.matcher(words[words.length - 2]).matches()) {
      return;
    }
    for (int i = 2; i < words.length - 2; i += 2) {
      if (LabelNumber.of("value " + (i + 1), words[i], place) >= 1) {
        return;
      }
    }
    loneEdge =
        place.failure(
            "ends in 1, which is a single corner at the lower edge or the number of a track; write 1.0 if it is a corner, else delete it and the score");
  }

  private static boolean isScore(double value) {
    return value >= 0 && value <= 1;
  }

  /**
   * Takes a line with a score at its end.
   *
   * @param words its values without a track
   * @param all how many values the line has, for messages
   */
  private int withScore(String[] words, int all, FilePlace place) {
    if (!isScore(LabelNumber.of("the score", words[words.length - 1], place))) {
      throw place.failure(
          "has %d values, which is neither a box (5) nor a class with two for each corner and a score from 0 to 1; delete what is behind the box or the outline"
              .formatted(all));
    }
    scored.add(words.length);
    if (columns == null && !(words.length == FOUR_CORNERS + 1 && isTurnedBox(words, place))) {
      columns =
          place.failure(
              "has %d values, which may be an outline with a score or a box with more columns; if points are behind the boxes, write kpt_shape into the data.yaml, else delete what is behind the box or the outline"
                  .formatted(all));
    }
    return words.length - 2;
  }

  /** Whether the middles of both diagonals are one point, as in any turned rectangle. */
  private static boolean isTurnedBox(String[] words, FilePlace place) {
    double[] xy = new double[FOUR_CORNERS - 1];
    for (int i = 0; i < xy.length; i++) {
      xy[i] = LabelNumber.of("value " + (i + 2), words[i + 1], place);
    }
    return Math.abs(xy[0] + xy[4] - xy[2] - xy[6]) <= TURNED_BOX
        && Math.abs(xy[1] + xy[5] - xy[3] - xy[7]) <= TURNED_BOX;
  }

  /**
   * Ends the reading.
   *
   * @throws InputException if a line may be a triangle or a box, an outline with a score or a box
   *     with columns, or a corner or the number of a track, and no other line tells which
   */
  void requireKnown() {
    if (edge != null && tracked) {
      throw edge;
    }
    if (loneEdge != null && !plain) {
      throw loneEdge;
    }
    if (triangle != null && !outlines) {
      throw triangle;
    }
    if (columns != null && (outlines || scored.size() < 2)) {
      throw columns;
    }
  }

  /** A whole number that is no edge of the image, as trackers write behind a score. */
  private static boolean isTrack(String word) {
    return WHOLE.matcher(word).matches() && !word.equals("0") && !word.equals("1");
  }

  /**
   * Whether all behind the box are whole numbers: attributes, since no outline has all its corners
   * on the image's own.
   */
  private static boolean areAttributes(String[] words) {
    for (int i = BOX; i < words.length; i++) {
      if (!WHOLE.matcher(words[i]).matches()) {
        return false;
      }
    }
    return true;
  }
}
