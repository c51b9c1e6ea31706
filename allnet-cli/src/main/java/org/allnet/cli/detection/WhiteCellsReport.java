package org.allnet.cli.detection;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.Counted;
import org.allnet.detect.scale.WhiteCells.State;
import org.allnet.report.content.FieldsReport;
import org.allnet.report.text.Numbers;

/** What white cells are, for a page: of all, of the first 100 and of the first 200. */
final class WhiteCellsReport {

  private static final String INTERVALS =
      "The first cells are those of %s. Intervals are Wilson's at 95 %%, with each cell taken for itself, though cells of one person are alike. Of what was not seen, the greatest percentage that still fits is given: at it, none of so many cells is seen one time in twenty.";

  private WhiteCellsReport() {}

  /** What is said of all fields. */
  static FieldsReport.WhiteCells ofAll(WhiteCount count) {
    List<String> notes = new ArrayList<>(List.of(words(count)));
    if (!count.hasPercentages()) {
      return new FieldsReport.WhiteCells(notes, List.of(), List.of());
    }
    notes.add(INTERVALS.formatted(WhiteCount.ORDER));
    return table(count, notes);
  }

  /** What is said of a field alone. */
  static FieldsReport.WhiteCells ofField(WhiteCount count) {
    if (!count.hasPercentages()) {
      return new FieldsReport.WhiteCells(List.of(), List.of(), List.of());
    }
    if (count.all().cells() >= WhiteCount.FIRST.get(0)) {
      return table(count, new ArrayList<>());
    }
    List<String> words = new ArrayList<>();
    for (String word : count.all().words()) {
      String range = count.all().range(word).map(CellTally.Range::text).orElse("");
      words.add("%s %d, %s".formatted(word, count.all().count(word), range));
    }
    String line =
        "Of %s: %s."
            .formatted(Counted.of(count.all().cells(), "white cell"), String.join("; ", words));
    return new FieldsReport.WhiteCells(List.of(line), List.of(), List.of());
  }

  private static String words(WhiteCount count) {
    List<String> words = new ArrayList<>();
    words.add(Counted.of(count.all().cells(), "white cell").are() + " counted");
    if (count.count(State.TOUCHING) > 0) {
      words.add(
          Counted.of(count.count(State.TOUCHING), "of these touches", "of these touch")
              + " another one");
    }
    count.apart().forEach(line -> words.add("not counted: " + line));
    if (count.all().left() > 0) {
      words.add("%s could not be cut out".formatted(Counted.of(count.all().left(), "cell")));
    }
    if (count.unscaled() > 0) {
      words.add(
          Counted.of(count.unscaled(), "field").are() + " left out, since the scale is unknown");
    }
    return String.join("; ", words) + ".";
  }

  private static FieldsReport.WhiteCells table(WhiteCount count, List<String> notes) {
    List<CellTally> tallies = new ArrayList<>(List.of(count.all()));
    List<String> titles = new ArrayList<>(List.of("all " + Numbers.count(count.all().cells())));
    for (int most : WhiteCount.FIRST) {
      CellTally tally = count.first(most);
      if (tally.cells() < most) {
        notes.add(
            "There are fewer than %d, so that there is no percentage of these.".formatted(most));
        break;
      }
      tallies.add(tally);
      titles.add("first " + most);
    }
    List<FieldsReport.WhiteCells.Row> rows = new ArrayList<>();
    for (String word : count.all().words()) {
      List<FieldsReport.WhiteCells.Count> counts = new ArrayList<>();
      for (CellTally tally : tallies) {
        String percent = tally.range(word).map(CellTally.Range::text).orElse("");
        counts.add(new FieldsReport.WhiteCells.Count(tally.count(word), percent));
      }
      rows.add(new FieldsReport.WhiteCells.Row(word, counts));
    }
    return new FieldsReport.WhiteCells(notes, titles, rows);
  }
}
