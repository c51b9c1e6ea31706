package org.allnet.report.page;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import org.allnet.data.Counted;
import org.allnet.report.content.FieldPictures;
import org.allnet.report.content.FieldsReport;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Markup;
import org.allnet.report.text.Numbers;

/**
 * What a detector found as one self-contained page without a script: each field with its boxes, and
 * its cells cut out. Fields are written one by one, so that thousands need no memory.
 */
public final class FieldsPage {

  /** More fields than this make a page that no browser likes. */
  public static final int MOST_FIELDS = 200;

  private static final int MOST_ROWS = 2000;

  /** Where the fields go. It is no text of a user's, which is escaped. */
  private static final String FIELDS = "<!--fields-->";

  private final FieldsReport report;

  private FieldsPage(FieldsReport report) {
    this.report = report;
  }

  /**
   * Writes the page.
   *
   * @param report what it tells
   * @param pictures the pictures of a field by its place in the report, asked for one after the
   *     other, of the first {@link #MOST_FIELDS} fields; empty if it can't be read any more
   * @param out where to
   * @throws IOException if that can't be written to
   */
  public static void write(
      FieldsReport report, IntFunction<Optional<FieldPictures>> pictures, OutputStream out)
      throws IOException {
    FieldsPage page = new FieldsPage(report);
    String[] shell = page.shell().split(FIELDS, 2);
    text(out, shell[0]);
    for (int i = 0; i < Math.min(MOST_FIELDS, report.fields().size()); i++) {
      text(out, page.section(i, pictures.apply(i)));
    }
    text(out, shell[1]);
  }

  private static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> classes() {
    return report.classes();
  }

  private String shell() {
    String title = "Cells of " + Counted.of(report.fields().size(), "field").withCommas();
    Markup page = PageHead.of(title + " - ALLNet", StyleSheet.text() + MarkedField.styleSheet());
    page.open("body").open("main").open("header");
    page.element("p", "ALLNet cells in whole fields", "class", "eyebrow").element("h1", title);
    page.element("p", report.detector(), "class", "question");
    page.close();
    page.element("p", RunReport.RESEARCH_USE, "class", "warning");
    report.warnings().forEach(warning -> page.element("p", warning, "class", "warning"));
    if (report.failed() > 0) {
      page.element(
          "p",
          "Not counted here: %s that could not be read."
              .formatted(Counted.of(report.failed(), "further field").withCommas()),
          "class",
          "warning");
    }
    tiles(page);
    counts(page);
    page.line().open("section", "id", "white").element("h2", "White cells");
    white(page, report.white());
    slides(page);
    page.close();
    fields(page);
    page.raw(FIELDS).close().line();
    page.open("footer").element("p", RunReport.RESEARCH_USE, "class", "use").close();
    page.close().close();
    return "<!DOCTYPE html>\n" + page + "\n";
  }

  private void tiles(Markup page) {
    page.open("ul", "class", "tiles");
    for (int c = 0; c < classes().size(); c++) {
      page.open("li")
          .element("b", Numbers.count(report.total(c)))
          .element("span", classes().get(c));
      page.close();
    }
    page.close();
  }

  private void counts(Markup page) {
    List<FieldsReport.FieldRow> fields = report.fields();
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
      number(page, Numbers.count(report.total(c)));
      number(page, String.format(Locale.ROOT, "%.1f", (double) report.total(c) / fields.size()));
      number(
          page,
          Numbers.count(
              fields.stream().filter(field -> field.counts().get(classIndex) == 0).count()));
      number(page, String.format(Locale.ROOT, "%.3f", report.operatingPoints().get(c)));
      page.close();
    }
    page.close().close().close().close();
  }

  private static void white(Markup page, FieldsReport.WhiteCells white) {
    white.notes().forEach(note -> page.element("p", note, "class", "note"));
    if (white.rows().isEmpty()) {
      return;
    }
    List<String> columns = new ArrayList<>(List.of(""));
    columns.addAll(white.titles());
    table(page, columns);
    for (FieldsReport.WhiteCells.Row row : white.rows()) {
      page.open("tr").element("th", row.word(), "scope", "row", "class", "name");
      row.counts().forEach(count -> count(page, count));
      page.close();
    }
    page.close().close().close();
  }

  private static void count(Markup page, FieldsReport.WhiteCells.Count count) {
    page.open("td", "class", "n").text(Numbers.count(count.cells()) + " ");
    page.element("span", count.percent(), "class", "range").close();
  }

  private void slides(Markup page) {
    FieldsReport.Slides slides = report.slides();
    if (slides.rows().isEmpty()) {
      return;
    }
    page.element("h3", "Of each " + slides.unit());
    List<String> columns = new ArrayList<>(List.of(slides.unit(), "fields", "white cells counted"));
    columns.addAll(slides.words());
    table(page, columns);
    slides.rows().stream()
        .limit(MOST_ROWS)
        .forEach(
            row -> {
              page.open("tr").element("th", row.name(), "scope", "row", "class", "name");
              number(page, Numbers.count(row.fields()));
              number(page, Numbers.count(row.cells()));
              row.counts().forEach(count -> count(page, count));
              page.close();
            });
    page.close().close().close();
    if (slides.rows().size() > MOST_ROWS) {
      page.element(
          "p",
          "The first %,d of %,d are in this table; %s."
              .formatted(MOST_ROWS, slides.rows().size(), report.elsewhere().slides()),
          "class",
          "note");
    }
  }

  private void fields(Markup page) {
    List<FieldsReport.FieldRow> fields = report.fields();
    page.line().open("section", "id", "fields").element("h2", "Fields");
    List<String> header = new ArrayList<>(List.of("field"));
    header.addAll(classes());
    header.addAll(report.further());
    table(page, header);
    for (int i = 0; i < Math.min(MOST_ROWS, fields.size()); i++) {
      FieldsReport.FieldRow field = fields.get(i);
      page.open("tr").open("th", "scope", "row", "class", "name");
      if (i < MOST_FIELDS) {
        page.element("a", field.name(), "href", "#f" + i);
      } else {
        page.text(field.name());
      }
      page.close();
      for (int c = 0; c < classes().size(); c++) {
        number(page, Numbers.count(field.counts().get(c)));
      }
      field.further().forEach(text -> number(page, text));
      page.close();
    }
    page.close().close().close();
    more(page, MOST_ROWS, "in this table; " + report.elsewhere().rows());
    more(page, MOST_FIELDS, "shown below; " + report.elsewhere().pictures());
    page.close();
  }

  private void more(Markup page, int most, String where) {
    int fields = report.fields().size();
    if (fields > most) {
      page.element(
          "p",
          "The first %,d of %,d fields are %s.".formatted(most, fields, where),
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

  /** A note with a capital letter and a full stop. */
  private static String sentence(String note) {
    return note.substring(0, 1).toUpperCase(Locale.ROOT) + note.substring(1) + ".";
  }

  private static String swatch(int classIndex) {
    return "swatch " + MarkedField.style(classIndex);
  }

  private String section(int place, Optional<FieldPictures> pictures) {
    FieldsReport.FieldRow field = report.fields().get(place);
    Markup page = new Markup();
    page.line().open("section", "id", "f" + place).element("h2", field.name());
    page.element("p", field.words(), "class", "note");
    field.notes().forEach(note -> page.element("p", sentence(note), "class", "warning"));
    white(page, field.white());
    if (pictures.isEmpty()) {
      page.element("p", "The picture can't be read any more.", "class", "warning");
      return page.close().toString();
    }
    if (field.marked() < field.cells()) {
      page.element(
          "p",
          "Boxes are drawn for %,d of %,d cells: those that are neither red cells nor platelets first."
              .formatted(field.marked(), field.cells()),
          "class",
          "note");
    }
    new MarkedField(field.name(), pictures.get()).write(page);
    gallery(page, pictures.get());
    return page.close().toString();
  }

  private void gallery(Markup page, FieldPictures pictures) {
    if (pictures.cells().isEmpty()) {
      return;
    }
    page.open("ul", "class", "cells found");
    for (FieldPictures.CutOut cell : pictures.cells()) {
      page.open("li", "class", MarkedField.style(cell.classIndex()));
      page.empty(
          "img", "src", MarkedField.jpeg(cell.jpeg()), "alt", cell.words(), "loading", "lazy");
      page.element("b", classes().get(cell.classIndex()));
      page.element("span", cell.caption());
      page.close();
    }
    page.close();
    int more = pictures.nucleated() - pictures.cells().size();
    if (more > 0) {
      page.element("p", "And %d more.".formatted(more), "class", "note");
    }
  }
}
