package org.allnet.service.result;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.allnet.service.domain.ModelSheet;

/**
 * The metrics of a model as people read them: what is the same of all is said once, and a row says
 * only what differs.
 *
 * @param of on which images they are and how their intervals were made, as far as that is the same;
 *     empty if nothing is
 * @param rows a row for each metric, in the order of the model's sheet
 */
public record ModelFigures(String of, List<Row> rows) {

  private static final String BETWEEN = "; ";

  /**
   * A metric.
   *
   * @param name such as {@code sensitivity (recall)}
   * @param value with three decimals
   * @param interval its 95 % interval, such as {@code 0.812 to 0.934}; {@code -} if it has none
   * @param note what is said of this metric and not of all; empty if nothing is
   */
  public record Row(String name, String value, String interval, String note) {}

  /** Copies the rows. */
  public ModelFigures {
    rows = List.copyOf(rows);
  }

  /**
   * Returns the metrics of a model.
   *
   * @param sheet what is known of the model
   * @return no rows if nothing was measured
   */
  public static ModelFigures of(ModelSheet sheet) {
    List<ModelSheet.Figure> figures = sheet.figures();
    Set<String> common = common(figures);
    // How an interval was made is said once too if some metrics have none.
    common.addAll(common(figures.stream().filter(ModelFigures::hasInterval).toList()));
    List<Row> rows = new ArrayList<>();
    for (ModelSheet.Figure figure : figures) {
      List<String> others = parts(figure).stream().filter(part -> !common.contains(part)).toList();
      rows.add(
          new Row(
              figure.name(),
              String.format(Locale.ROOT, "%.3f", figure.value()),
              interval(figure),
              String.join(BETWEEN, others)));
    }
    return new ModelFigures(String.join(BETWEEN, common), rows);
  }

  /** {@return whether a row says something that not all do} */
  public boolean hasNotes() {
    return rows.stream().anyMatch(row -> !row.note().isEmpty());
  }

  /** {@return what stands above the rows, such as {@code Metrics on 44 images of 4 subjects}} */
  public String heading() {
    return of.isEmpty() ? "Metrics" : "Metrics on " + of;
  }

  private static boolean hasInterval(ModelSheet.Figure figure) {
    return figure.low().isPresent() && figure.high().isPresent();
  }

  private static String interval(ModelSheet.Figure figure) {
    return hasInterval(figure)
        ? String.format(
            Locale.ROOT, "%.3f to %.3f", figure.low().orElseThrow(), figure.high().orElseThrow())
        : "-";
  }

  private static List<String> parts(ModelSheet.Figure figure) {
    return List.of(figure.of().split(BETWEEN, -1));
  }

  private static Set<String> common(List<ModelSheet.Figure> figures) {
    Set<String> common = new LinkedHashSet<>();
    if (!figures.isEmpty()) {
      common.addAll(parts(figures.get(0)));
      figures.forEach(figure -> common.retainAll(parts(figure)));
    }
    return common;
  }
}
