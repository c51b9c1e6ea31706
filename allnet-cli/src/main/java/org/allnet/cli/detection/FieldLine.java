package org.allnet.cli.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.allnet.data.Counted;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.WhiteCells.State;

/** What {@code detect run} prints of fields for a reader. */
final class FieldLine {

  private FieldLine() {}

  /**
   * Returns the line of a field.
   *
   * @param field with all that is known of it
   * @param classes the names of the detector's classes
   * @param count of its white cells
   * @param classified whether a classifier was asked about them
   */
  static String of(FoundCells field, List<String> classes, WhiteCount count, boolean classified) {
    return field.image()
        + ": "
        + field.counts(classes)
        + apart(count)
        + MonolayerWords.doubt(field).map(doubt -> "; " + doubt).orElse("")
        + (classified ? answers(field) : scale(field.scale()));
  }

  /**
   * Returns what was found in all fields together, a line each.
   *
   * @param found the fields
   * @param classes the names of the detector's classes
   * @param count of all white cells
   * @param classified whether a classifier was asked about them
   */
  static List<String> ofAll(
      List<FoundCells> found, List<String> classes, WhiteCount count, boolean classified) {
    List<String> lines = new ArrayList<>();
    if (classified) {
      lines.add(
          "all fields: %s classified, %d left out"
              .formatted(Counted.of(count.all().cells(), "cell"), count.all().left()));
    } else if (found.size() > 1) {
      List<String> sums = new ArrayList<>();
      for (int c = 0; c < classes.size(); c++) {
        int classIndex = c;
        sums.add(
            classes.get(c)
                + " "
                + found.stream().mapToLong(field -> field.count(classIndex)).sum());
      }
      lines.add("all fields: " + String.join(", ", sums) + apart(count));
    }
    lines.addAll(ofWhite(count, classified));
    return lines;
  }

  /**
   * Returns what white cells are, a line each.
   *
   * @param count of white cells
   * @param classified whether a classifier was asked about them
   */
  static List<String> ofWhite(WhiteCount count, boolean classified) {
    List<String> lines = new ArrayList<>();
    if (count.hasPercentages()) {
      lines.addAll(count.lines());
    }
    if (classified) {
      count.apart().forEach(line -> lines.add("  not classified: " + line));
      if (count.count(State.TOUCHING) > 0) {
        lines.add("  " + touching(count));
      }
    }
    return lines;
  }

  /** {@return the percentages of a field of which 100 cells are counted, a line each} */
  static List<String> percentages(FoundCells field, WhiteCount count) {
    List<String> lines = new ArrayList<>();
    if (count.hasPercentages() && count.all().cells() >= WhiteCount.FIRST.get(0)) {
      lines.add("%s alone:".formatted(field.image()));
      lines.addAll(count.lines());
    }
    return lines;
  }

  private static String touching(WhiteCount count) {
    return Counted.of(count.count(State.TOUCHING), "cell").then("touches", "touch")
        + " another white cell";
  }

  private static String apart(WhiteCount count) {
    List<String> words = new ArrayList<>();
    if (count.count(State.CUT) > 0) {
      words.add("%d cut by the edge".formatted(count.count(State.CUT)));
    }
    if (count.count(State.SMUDGE) > 0) {
      words.add("%d smudged".formatted(count.count(State.SMUDGE)));
    }
    if (count.count(State.TOUCHING) > 0) {
      words.add("%d touching".formatted(count.count(State.TOUCHING)));
    }
    return words.isEmpty() ? "" : "; of white cells " + String.join(", ", words);
  }

  private static String scale(FieldScale scale) {
    return scale.isKnown() ? "; " + scale.text() : "";
  }

  private static String answers(FoundCells field) {
    if (!field.scale().isKnown()) {
      return "; not classified, scale " + field.scale().text();
    }
    Map<String, Integer> counts = new TreeMap<>();
    field
        .answers()
        .values()
        .forEach(one -> counts.merge(CropClassifier.word(one), 1, Integer::sum));
    return "; "
        + (counts.isEmpty()
            ? "no cell to classify"
            : counts.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", ")))
        + "; "
        + field.scale().text();
  }
}
