package org.allnet.data.field.format;

import java.util.regex.Pattern;
import org.allnet.data.InputException;
import org.allnet.data.file.FilePlace;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the values of YOLO's lines are, as the programs of Ultralytics write and read them. A
 * segmentation has a class and three corners or more, so an odd number of values from seven. A pose
 * has points behind its box, and {@code kpt_shape} in the {@code data.yaml} says so. Results of a
 * detector may have a score behind the box, and results of a tracker a number too.
 *
 * <p>So seven values may be three corners, or a box with score and number. They are corners if
 * other lines of the set have four or more, which no box with its columns has. Not safe for use by
 * many threads.
 */
final class YoloLine {

  /** A class and a box. */
  static final int BOX = 5;

  private static final int THREE_CORNERS = 7;
  private static final Pattern WHOLE = Pattern.compile("-?\\d+");

  private final boolean keypoints;
  private boolean outlines;
  private @Nullable InputException unknown;

  /**
   * Begins with no line.
   *
   * @param keypoints whether the set says that points are behind its boxes
   */
  YoloLine(boolean keypoints) {
    this.keypoints = keypoints;
  }

  /**
   * Returns whether a line holds corners, and not a box.
   *
   * @param words its values, at least five
   * @param place file and line
   * @throws InputException if its number of values fits neither
   */
  boolean isPolygon(String[] words, FilePlace place) {
    if (keypoints || words.length <= BOX + 1 || areAttributes(words)) {
      return false;
    }
    if (words.length % 2 == 0) {
      throw place.failure(
          "has %d values, which is neither a box (5) nor a class with two for each corner; if points are behind the boxes, write kpt_shape into the data.yaml, else delete what is behind the box or the outline"
              .formatted(words.length));
    }
    if (words.length > THREE_CORNERS) {
      outlines = true;
    } else if (isTrack(words[THREE_CORNERS - 1])) {
      return false;
    } else if (unknown == null) {
      unknown =
          place.failure(
              "has 7 values, which may be three corners or a box with two more values, such as score and track; delete what is behind the box, or write kpt_shape into the data.yaml if it is a point");
    }
    return true;
  }

  /**
   * Ends the reading.
   *
   * @throws InputException if a line may be a triangle or a box, and no other line tells which
   */
  void requireKnown() {
    if (unknown != null && !outlines) {
      throw unknown;
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
