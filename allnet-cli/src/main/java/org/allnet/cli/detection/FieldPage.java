package org.allnet.cli.detection;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.WorkProgress;
import org.allnet.data.file.AtomicFile;
import org.allnet.detect.look.Monolayer;
import org.allnet.detect.model.DetectorDescription;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.Classification;
import org.allnet.report.content.RunReport;
import org.allnet.report.page.PageHead;
import org.allnet.report.page.StyleSheet;
import org.allnet.report.plot.Markup;
import org.allnet.report.text.Numbers;

/**
 * What a detector found as one self-contained page without a script: each field with its boxes, and
 * its cells cut out. Fields are decoded once more and written one by one, so that thousands need no
 * memory.
 *
 * @param model the detector's file
 * @param detector what is known of the detector
 * @param found the fields in their order
 * @param failed how many fields could not be read
 * @param synthetic whether a program made the cells
 */
record FieldPage(
    Path model,
    DetectorDescription detector,
    List<FoundCells> found,
    int failed,
    boolean synthetic) {

  /** More fields than this make a page that no browser likes. */
  static final int MOST_FIELDS = 200;

  private static final int MOST_ROWS = 2000;
  private static final int MOST_CELLS = 60;
  private static final int MOST_BOXES = 2000;
  private static final int CELL_PIXELS = 160;

  /** Where the fields go. It is no text of a user's, which is escaped. */
  private static final String FIELDS = "<!--fields-->";

  /**
   * Writes the page.
   *
   * @param file where to
   * @param progress is told how many fields are on it
   */
  void write(Path file, WorkProgress progress) {
    int shown = Math.min(MOST_FIELDS, found.size());
    Runnable counter = progress.counter(WorkProgress.Step.READING, shown);
    String[] shell = shell().split(FIELDS, 2);
    AtomicFile.write(
        file,
        out -> {
          text(out, shell[0]);
          for (int i = 0; i < shown; i++) {
            text(out, section(found.get(i), i));
            counter.run();
          }
          text(out, shell[1]);
        });
  }

  private static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> classes() {
    return detector.classes();
  }

  private String shell() {
    String title = "Cells of " + Counted.of(found.size(), "field").withCommas();
    Markup page = PageHead.of(title + " - ALLNet", StyleSheet.text() + MarkedField.styleSheet());
    page.open("body").open("main").open("header");
    page.element("p", "ALLNet cells in whole fields", "class", "eyebrow").element("h1", title);
    page.element("p", PageFile.words(model, detector), "class", "question");
    page.close();
    page.element("p", RunReport.RESEARCH_USE, "class", "warning");
    if (synthetic) {
      page.element("p", RunReport.SYNTHETIC_WARNING, "class", "warning");
    }
    if (failed > 0) {
      page.element(
          "p",
          "Not counted here: %s that could not be read."
              .formatted(Counted.of(failed, "further field").withCommas()),
          "class",
          "warning");
    }
    tiles(page);
    counts(page);
    page.raw(FIELDS).close().line();
    page.open("footer").element("p", RunReport.RESEARCH_USE, "class", "use").close();
    page.close().close();
    return "<!DOCTYPE html>\n" + page + "\n";
  }

  private long total(int classIndex) {
    return found.stream().mapToLong(field -> field.count(classIndex)).sum();
  }

  private void tiles(Markup page) {
    page.open("ul", "class", "tiles");
    for (int c = 0; c < classes().size(); c++) {
      page.open("li").element("b", Numbers.count(total(c))).element("span", classes().get(c));
      page.close();
    }
    page.close();
  }

  private void counts(Markup page) {
    page.line().open("section", "id", "counts").element("h2", "Counts");
    page.element(
        "p",
        "Cells are found, not diagnosed. A box is shown if its score reaches the operating point of its class, which was chosen on validation fields. A score is no probability.",
        "class",
        "note");
    table(page, List.of("class", "cells", "per field", "fields without", "score from"));
    for (int c = 0; c < classes().size(); c++) {
      int classIndex = c;
      page.open("tr").open("th", "scope", "row").element("i", "", "class", swatch(c));
      page.text(classes().get(c)).close();
      number(page, Numbers.count(total(c)));
      number(page, String.format(Locale.ROOT, "%.1f", (double) total(c) / found.size()));
      number(
          page,
          Numbers.count(found.stream().filter(field -> field.count(classIndex) == 0).count()));
      number(page, String.format(Locale.ROOT, "%.3f", detector.operatingPoints().get(c)));
      page.close();
    }
    page.close().close().close().element("h3", "Fields");
    List<String> header = new ArrayList<>(List.of("field"));
    header.addAll(classes());
    table(page, header);
    for (int i = 0; i < Math.min(MOST_ROWS, found.size()); i++) {
      FoundCells field = found.get(i);
      page.open("tr").open("th", "scope", "row", "class", "name");
      if (i < MOST_FIELDS) {
        page.element("a", field.image(), "href", "#f" + i);
      } else {
        page.text(field.image());
      }
      page.close();
      for (int c = 0; c < classes().size(); c++) {
        number(page, Numbers.count(field.count(c)));
      }
      page.close();
    }
    page.close().close().close();
    more(page, MOST_ROWS, "in this table; --csv has all");
    more(page, MOST_FIELDS, "shown below; --pictures has all");
    page.close();
  }

  private void more(Markup page, int most, String where) {
    if (found.size() > most) {
      page.element(
          "p",
          "The first %,d of %,d fields are %s.".formatted(most, found.size(), where),
          "class",
          "note");
    }
  }

  private static void table(Markup page, List<String> columns) {
    page.open("div", "class", "scroll").open("table").open("thead").open("tr");
    for (int i = 0; i < columns.size(); i++) {
      page.element("th", columns.get(i), "scope", "col", "class", i == 0 ? "name" : "n");
    }
    page.close().close().open("tbody");
  }

  private static void number(Markup page, String text) {
    page.element("td", text, "class", "n");
  }

  private static String swatch(int classIndex) {
    return "swatch " + MarkedField.style(classIndex);
  }

  private String section(FoundCells field, int place) {
    Markup page = new Markup();
    page.line().open("section", "id", "f" + place).element("h2", field.image());
    Monolayer monolayer = field.monolayer();
    page.element(
        "p",
        "%d x %d pixels%s%s: %s"
            .formatted(
                field.width(),
                field.height(),
                field.scale().isKnown() ? ", " + field.scale().text() : "",
                monolayer == null
                    ? ""
                    : String.format(Locale.ROOT, ", monolayer score %.2f", monolayer.score()),
                field.counts(classes())),
        "class",
        "note");
    try (FieldView view = FieldView.of(field, DecodedFields.once())) {
      List<Detection> marked = marked(field);
      if (marked.size() < field.cells().size()) {
        page.element(
            "p",
            "Boxes are drawn for %,d of %,d cells: those that are neither red cells nor platelets first."
                .formatted(marked.size(), field.cells().size()),
            "class",
            "note");
      }
      new MarkedField(
              field.image(),
              view.whole(),
              marked.stream()
                  .map(
                      cell ->
                          new MarkedField.Mark(
                              view.shown(cell.box()),
                              field.words(cell, classes()),
                              MarkedField.style(cell.classIndex())))
                  .toList())
          .write(page);
      gallery(page, field, view);
    } catch (InputException e) {
      page.element("p", "The picture can't be read any more.", "class", "warning");
    }
    return page.close().toString();
  }

  /** A browser does not like too many boxes on one picture. */
  private List<Detection> marked(FoundCells field) {
    if (field.cells().size() <= MOST_BOXES) {
      return field.cells();
    }
    return field.cells().stream()
        .sorted(Comparator.comparing(cell -> !NucleatedCells.is(classes().get(cell.classIndex()))))
        .limit(MOST_BOXES)
        .toList();
  }

  private void gallery(Markup page, FoundCells field, FieldView view) {
    List<Detection> cells =
        field.cells().stream()
            .filter(cell -> NucleatedCells.is(classes().get(cell.classIndex())))
            .toList();
    if (cells.isEmpty()) {
      return;
    }
    page.open("ul", "class", "cells found");
    for (Detection cell : cells.subList(0, Math.min(MOST_CELLS, cells.size()))) {
      page.open("li", "class", MarkedField.style(cell.classIndex()));
      page.empty(
          "img",
          "src",
          MarkedField.jpeg(view.cutOut(cell.box()).within(CELL_PIXELS)),
          "alt",
          field.words(cell, classes()),
          "loading",
          "lazy");
      page.element("b", classes().get(cell.classIndex()));
      Classification answer = field.answers().get(cell);
      page.element(
          "span",
          String.format(Locale.ROOT, "score %.2f", cell.score())
              + (answer == null ? "" : ", " + CropClassifier.word(answer)));
      page.close();
    }
    page.close();
    if (cells.size() > MOST_CELLS) {
      page.element("p", "And %d more.".formatted(cells.size() - MOST_CELLS), "class", "note");
    }
  }
}
