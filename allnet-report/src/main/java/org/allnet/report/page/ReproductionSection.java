package org.allnet.report.page;

import java.time.Duration;
import java.util.Map;
import org.allnet.report.content.Reproduction;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Markup;
import org.allnet.report.text.Numbers;

/** Command, seed, options, versions, hardware, time. */
final class ReproductionSection implements Section {

  @Override
  public String id() {
    return "provenance";
  }

  @Override
  public String heading() {
    return "How it was made, and how to repeat it";
  }

  @Override
  public String missing(RunReport report) {
    return "";
  }

  @Override
  public void write(Markup page, RunReport report) {
    Reproduction reproduction = report.reproduction();
    page.element("p", "To repeat it:");
    page.open("pre").element("code", reproduction.command()).close();
    page.open("dl", "class", "facts");
    page.element("dt", "Made").element("dd", HeadlineBlock.TIME.format(reproduction.made()));
    Duration took = reproduction.took();
    Duration training = reproduction.training();
    if (training != null) {
      page.element("dt", "Training took").element("dd", Numbers.duration(training));
    }
    page.element("dt", training == null ? "Took" : "Last command took")
        .element("dd", took == null ? "not recorded" : Numbers.duration(took));
    page.element("dt", "Hardware");
    page.element("dd", reproduction.hardware() == null ? "not recorded" : reproduction.hardware());
    page.element("dt", "Split");
    page.element("dd", report.setting().split() == null ? "none known" : report.setting().split());
    page.element("dt", "Seed");
    Long seed = reproduction.seed();
    page.element("dd", seed == null ? "nothing was drawn" : Long.toString(seed)).close();
    table(page, "Versions", reproduction.versions());
    table(page, "Options in effect, all resolved", reproduction.options());
  }

  private static void table(Markup page, String heading, Map<String, String> entries) {
    if (entries.isEmpty()) {
      return;
    }
    page.element("h3", heading).open("dl", "class", "facts");
    entries.forEach((name, value) -> page.element("dt", name).element("dd", value));
    page.close();
  }
}
