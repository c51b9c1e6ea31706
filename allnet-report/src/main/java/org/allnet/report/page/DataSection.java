package org.allnet.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.evaluation.experiment.DataSummary;
import org.allnet.evaluation.experiment.DuplicateCounts;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Markup;
import org.allnet.report.text.Numbers;

/** What images there are, and what was odd about them. */
final class DataSection implements Section {

  @Override
  public String id() {
    return "data";
  }

  @Override
  public String heading() {
    return "The data";
  }

  private static final int MOST_PROBLEMS = 40;

  @Override
  public String missing(RunReport report) {
    return report.data().parts().isEmpty() ? "the images were not listed" : "";
  }

  @Override
  public void write(Markup page, RunReport report) {
    DataSummary data = report.data();
    List<String> classes = new ArrayList<>(data.classes().names());
    page.open("div", "class", "scroll").open("table");
    page.element("caption", data.identity().displayName() + ": images by part and class");
    page.open("thead").open("tr").element("th", "part", "scope", "col");
    for (String name : classes) {
      page.element("th", name, "scope", "col", "class", "n");
    }
    page.element("th", "total", "scope", "col", "class", "n").close().close().open("tbody");
    for (Map.Entry<String, Map<String, Integer>> part : data.parts().entrySet()) {
      Map<String, Integer> counts = part.getValue();
      page.open("tr").element("th", part.getKey(), "scope", "row", "class", "name");
      for (String name : classes) {
        page.element("td", Numbers.count(counts.getOrDefault(name, 0)), "class", "n");
      }
      int all = counts.values().stream().mapToInt(Integer::intValue).sum();
      page.element("td", Numbers.count(all), "class", "n").close();
    }
    page.close().close().close();
    facts(page, data, PresumedSubject.word(report.setting().presumed()));
    if (!data.problems().isEmpty()) {
      page.element("h3", "What was odd").open("ul");
      data.problems().stream().limit(MOST_PROBLEMS).forEach(line -> page.element("li", line));
      if (data.problems().size() > MOST_PROBLEMS) {
        page.element("li", "and " + (data.problems().size() - MOST_PROBLEMS) + " more");
      }
      page.close();
    }
  }

  private static void facts(Markup page, DataSummary data, String word) {
    page.open("dl", "class", "facts");
    page.element("dt", word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    page.element(
        "dd",
        data.subjects().people() == 0
            ? "unknown: nothing says which images are of one person"
            : Numbers.count(data.subjects().people())
                + (data.subjects().names() <= data.subjects().people()
                    ? ""
                    : ", under "
                        + Numbers.count(data.subjects().names())
                        + " names: those who share a copy of an image or are named alike count as one"));
    DuplicateCounts duplicates = data.duplicates();
    page.element("dt", "Copies (identical, or near-duplicates)");
    page.element(
        "dd",
        duplicates == null
            ? "not looked for"
            : duplicates.groups() == 0
                ? "none"
                : Numbers.count(duplicates.images())
                    + " in "
                    + Numbers.count(duplicates.groups())
                    + " groups, "
                    + Numbers.count(duplicates.acrossSubjects())
                    + " of them under different "
                    + word);
    page.element("dt", "Fingerprint");
    if (duplicates == null) {
      page.element("dd", "not worked out");
    } else {
      page.open("dd").element("code", duplicates.fingerprint(), "class", "hash").close();
    }
    page.close();
  }
}
