package org.allnet.report.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.report.content.MarkWarnings;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Markup;

/** Puts the page together from its sections. */
public final class Page {

  private static final List<Section> SECTIONS =
      List.of(
          new MetricsSection(),
          new ClassesSection(),
          new FoldModelsSection(),
          new BaselinesSection(),
          new ComparisonSection(),
          new ConfusionSection(),
          new RankingSection(),
          new ReliabilitySection(),
          new RiskCoverageSection(),
          new RefusalSection(),
          new ForeignSection(),
          new SubjectsSection(),
          new PicturesSection(),
          new MapsSection(),
          new MapChecksSection(),
          new LearningSection(),
          new TablesSection(),
          new PublishedSection(),
          new DataSection(),
          new ReproductionSection());

  /** What the list of sections ends with, the first of its kind on the page. */
  public static final String SECTIONS_END = "</ul></nav>";

  private Page() {}

  /**
   * Makes the page of a report.
   *
   * @param report what to show
   * @return an HTML document that is also well-formed XML
   */
  public static String of(RunReport report) {
    List<Section> shown = new ArrayList<>();
    Map<String, String> missing = new LinkedHashMap<>();
    for (Section section : SECTIONS) {
      String reason = section.missing(report);
      if (reason.isEmpty()) {
        shown.add(section);
      } else {
        missing.put(section.heading(), reason);
      }
    }
    Markup page = PageHead.of(report.headline().title() + " - ALLNet report", StyleSheet.text());
    page.open("body").open("main");
    HeadlineBlock.write(page, report);
    contents(page, shown);
    for (Section section : shown) {
      page.line().open("section", "id", section.id()).element("h2", section.heading());
      section.write(page, report);
      page.close();
    }
    absent(page, missing);
    page.close().line();
    footer(page, report);
    page.close().close();
    return "<!DOCTYPE html>\n" + page + "\n";
  }

  private static void contents(Markup page, List<Section> shown) {
    page.line().open("nav", "aria-label", "Sections").open("ul");
    for (Section section : shown) {
      page.open("li").element("a", section.heading(), "href", "#" + section.id()).close();
    }
    page.close().close();
  }

  private static void absent(Markup page, Map<String, String> missing) {
    if (missing.isEmpty()) {
      return;
    }
    page.line().open("section", "id", "absent").element("h2", "Not on this page, and why");
    page.open("dl", "class", "facts");
    missing.forEach((heading, reason) -> page.element("dt", heading).element("dd", reason));
    page.close().close();
  }

  private static void footer(Markup page, RunReport report) {
    page.open("footer");
    if (report.data().identity().synthetic()) {
      page.element("p", MarkWarnings.SYNTHETIC, "class", "warning");
    }
    page.element("p", RunReport.RESEARCH_USE, "class", "use").close();
  }
}
