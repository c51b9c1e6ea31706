package org.allnet.data.field.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Polygon;
import org.allnet.data.file.FilePlace;

/**
 * YOLO's text files: {@code class cx cy w h} a line, as parts of the image's width and height. A
 * line of more values is the corners of a polygon and perhaps a score, or has columns behind the
 * box; scores and columns are passed over. {@link YoloLine} tells which. A file that is missing or
 * empty says that nothing is in the field.
 */
final class YoloReader {

  private static final int BOX = YoloLine.BOX;

  /** More is no part of a side, however far a box reaches outside. */
  private static final double MOST = 2;

  private YoloReader() {}

  /** {@return whether a line is a label} */
  static boolean isLabel(String line) {
    String[] words = line.strip().split("[\\s,]+");
    if (words.length < BOX || words.length > 100_000) {
      return false;
    }
    for (String word : words) {
      if (!word.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
        return false;
      }
    }
    return true;
  }

  static void read(List<Path> files, Reading reading) {
    YoloClasses classes = YoloClasses.of(reading);
    reading.classes(classes.names());
    Map<Path, Path> labelled = new LinkedHashMap<>();
    Set<Path> folders = new HashSet<>();
    for (Path file : files) {
      reading
          .image(file, null)
          .ifPresent(
              image -> {
                folders.add(image.resolveSibling(""));
                Path other = labelled.putIfAbsent(image, file);
                if (other != null) {
                  throw InputException.in(
                      file,
                      "has labels of %s, as %s has; keep one of the two files"
                          .formatted(reading.name(image), reading.name(other)));
                }
              });
    }
    YoloParts.of(classes, reading, reading::part);
    YoloLine lines = new YoloLine(classes.keypoints());
    for (Path image : reading.images().all()) {
      Path file = labelled.get(image);
      if (file == null && folders.contains(image.resolveSibling(""))) {
        reading.note("has no label file, so nothing is labelled in it", reading.name(image));
        reading.draft(image, reading.name(image));
      } else if (file != null) {
        reading.draft(image, file).ifPresent(draft -> take(file, draft, classes, lines, reading));
      }
    }
    lines.requireKnown();
    reading.noteUnlabelled();
  }

  private static void take(
      Path file, FieldDraft draft, YoloClasses classes, YoloLine lines, Reading reading) {
    List<String> text = LabelText.lines(file);
    for (int i = 0; i < text.size(); i++) {
      String line = text.get(i).strip();
      if (line.isEmpty()) {
        continue;
      }
      FilePlace place = FilePlace.at(file, i + 1);
      String[] words = line.split("[\\s,]+");
      if (words.length < BOX) {
        throw place.failure(
            "has %d values; a label is class, cx, cy, width and height".formatted(words.length));
      }
      String label = classes.names().get(number(words[0], classes, place));
      List<Double> values = new ArrayList<>();
      int corners = lines.cornerValues(words, place);
      int end = corners > 0 ? 1 + corners : BOX;
      for (int word = 1; word < end; word++) {
        double value = LabelNumber.of("value " + (word + 1), words[word], place);
        if (Math.abs(value) > MOST) {
          throw place.failure(
              "value %d is %s, but YOLO's text has parts of the image's width and height, from 0 to 1; divide by them"
                  .formatted(word + 1, words[word]));
        }
        values.add(value);
      }
      reading.met(label);
      if (words.length > end) {
        String behind =
            corners > 0
                ? "has scores behind the outlines, which are passed over"
                : "has values behind the boxes, which are passed over";
        reading.note(behind, reading.name(file));
      }
      if (corners > 0) {
        draft.outline(label, polygon(values, draft), null);
      } else {
        box(label, values, draft, place);
      }
    }
  }

  private static int number(String word, YoloClasses classes, FilePlace place) {
    double number = LabelNumber.of("the class", word, place);
    if (number != Math.rint(number) || number < 0 || number >= classes.names().size()) {
      throw place.failure(
          "class %s is none of the %d that %s names (from 0); correct one of them"
              .formatted(word, classes.names().size(), classes.file().getFileName()));
    }
    return (int) number;
  }

  private static void box(String label, List<Double> values, FieldDraft draft, FilePlace place) {
    double width = values.get(2) * draft.width();
    double height = values.get(3) * draft.height();
    if (width < 0 || height < 0) {
      throw place.failure("a width or height is negative; correct it");
    }
    BoundingBox box =
        BoundingBox.ofCentre(
            values.get(0) * draft.width(), values.get(1) * draft.height(), width, height);
    draft.box(label, box.left(), box.top(), box.right(), box.bottom(), place);
  }

  private static Polygon polygon(List<Double> values, FieldDraft draft) {
    double[] xy = new double[values.size()];
    for (int i = 0; i < xy.length; i += 2) {
      xy[i] = values.get(i) * draft.width();
      xy[i + 1] = values.get(i + 1) * draft.height();
    }
    return Polygon.of(xy);
  }
}
