package org.allnet.report.page;

import java.util.List;
import org.allnet.report.content.FurtherTable;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Markup;

/** Tables that only some runs have. */
final class TablesSection implements Section {

  @Override
  public String id() {
    return "tables";
  }

  @Override
  public String heading() {
    return "Further tables";
  }

  @Override
  public String missing(RunReport report) {
    return report.results().tables().isEmpty() ? "the run has none" : "";
  }

  @Override
  public void write(Markup page, RunReport report) {
    report.results().tables().forEach(table -> write(page, table));
  }

  /** Writes a table below its title and note. */
  static void write(Markup page, FurtherTable table) {
    page.element("h3", table.title());
    if (table.note() != null) {
      page.element("p", table.note());
    }
    page.open("div", "class", "scroll").open("table").open("thead").open("tr");
    table.columns().forEach(column -> page.element("th", column, "scope", "col"));
    page.close().close().open("tbody");
    for (List<String> row : table.rows()) {
      page.open("tr");
      for (int i = 0; i < row.size(); i++) {
        if (i == 0) {
          page.element("th", row.get(i), "scope", "row", "class", "name");
        } else {
          page.element("td", row.get(i));
        }
      }
      page.close();
    }
    page.close().close().close();
  }
}
