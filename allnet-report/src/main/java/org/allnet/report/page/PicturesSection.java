package org.allnet.report.page;

import java.util.Base64;
import java.util.List;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.decision.WholeDecision;
import org.allnet.evaluation.metric.ConfusionMatrix;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.prediction.Refusal;
import org.allnet.report.content.CellPicture;
import org.allnet.report.content.ReportedMaps;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Markup;
import org.allnet.report.text.Numbers;

/**
 * Pictures of cells predicted wrongly and rightly, in the order of the report: the surest first.
 */
final class PicturesSection implements Section {

  @Override
  public String id() {
    return "pictures";
  }

  @Override
  public String heading() {
    return "Cells";
  }

  private static final int MOST = 24;

  @Override
  public String missing(RunReport report) {
    return report.results().pictures().isEmpty() ? "no pictures were given" : "";
  }

  @Override
  public void write(Markup page, RunReport report) {
    ClassSet classes = report.data().classes();
    page.element(
        "p",
        classes.size() == 2
            ? "P(%s) is the probability of the positive class, in every picture."
                .formatted(classes.positiveName())
            : "P(class) is the probability of the class that the cell is classified as.",
        "class",
        "note");
    if (report.results().pictures().stream().anyMatch(PicturesSection::isRefused)) {
      page.element(
          "p",
          "The model refuses the cells that are marked so: it refers them to a person, and the class"
              + " that it would predict has no weight.",
          "class",
          "note");
    }
    ReportedMaps maps = report.results().maps();
    if (!maps.pictures().isEmpty()) {
      page.element(
          "p",
          "Below each cell is where its model looked, by %s: yellow places speak for the predicted class, and the white line is the cell's outline. The map is of the whole image, the picture above it of the cell alone. Each map has a scale of its own. The model was not trained on the cell."
              .formatted(maps.method()),
          "class",
          "note");
      MapsSection.doubts(page, maps);
    }
    List<CellPicture> wrong =
        report.results().pictures().stream().filter(CellPicture::wrong).toList();
    page.element(
        "h3", "Wrong predictions" + some(wrong.size(), report) + ", the most confident first");
    if (wrong.isEmpty()) {
      page.element("p", "None among the pictures given.", "class", "note");
    }
    grid(page, "cells wrong", wrong, report);
    grid(
        page,
        "Correct predictions",
        "cells",
        report.results().pictures().stream().filter(CellPicture::right).toList(),
        report);
    grid(
        page,
        "Truth unknown",
        "cells",
        report.results().pictures().stream().filter(picture -> picture.truth() == null).toList(),
        report);
  }

  /** How many of all that the confusion matrix counts are shown; nothing if it is not known. */
  private static String some(int shown, RunReport report) {
    Evaluation evaluation = report.results().evaluation();
    if (evaluation == null) {
      return "";
    }
    ConfusionMatrix matrix = evaluation.confusion();
    long right = 0;
    for (int k = 0; k < matrix.classes().size(); k++) {
      right += matrix.count(k, k);
    }
    return " (" + Math.min(MOST, shown) + " of " + Numbers.count(matrix.total() - right) + ")";
  }

  private static boolean isRefused(CellPicture cell) {
    return cell.refusal() != null && cell.refusal().isRefused();
  }

  private static String picture(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  private static void grid(
      Markup page, String heading, String style, List<CellPicture> cells, RunReport report) {
    if (!cells.isEmpty()) {
      page.element("h3", heading);
      grid(page, style, cells, report);
    }
  }

  private static void grid(Markup page, String style, List<CellPicture> cells, RunReport report) {
    ClassSet classes = report.data().classes();
    if (cells.isEmpty()) {
      return;
    }
    page.open("ul", "class", style);
    for (CellPicture cell : cells.subList(0, Math.min(MOST, cells.size()))) {
      String truth = cell.truth() == null ? "unknown" : cell.truth();
      page.open("li");
      page.empty(
          "img",
          "src",
          picture(cell.png()),
          "alt",
          "Cell of true class " + truth + ", predicted " + cell.predicted());
      ReportedMaps.Picture map = report.results().maps().pictures().get(cell.image());
      if (map != null) {
        page.empty(
            "img", "src", picture(map.png()), "alt", "Where the model looked in " + cell.image());
      }
      page.element("b", "predicted " + cell.predicted());
      String ofClass = classes.size() == 2 ? classes.positiveName() : cell.predicted();
      page.element(
          "span",
          "true: %s, P(%s) %s".formatted(truth, ofClass, Numbers.threshold(cell.probability())));
      Refusal refusal = cell.refusal();
      if (refusal != null && isRefused(cell)) {
        page.empty("br")
            .element("span", WholeDecision.refused(refusal).words(), "class", "badge wrong");
        page.empty("br").element("span", refusal.reason().replaceFirst("^referred: ", ""));
      }
      page.empty("br").element("span", cell.image(), "class", "file");
      if (cell.caption() != null) {
        page.empty("br").element("span", cell.caption());
      }
      if (map == null && !report.results().maps().pictures().isEmpty()) {
        page.empty("br").element("span", "no map: the model sees nothing of it");
      }
      if (map != null) {
        page.empty("br").element("span", map.found());
        if (map.doubt() != null) {
          page.empty("br").element("span", map.doubt(), "class", "badge wrong");
        }
      }
      page.close();
    }
    page.close();
    if (cells.size() > MOST) {
      page.element("p", "And " + (cells.size() - MOST) + " more.", "class", "note");
    }
  }
}
