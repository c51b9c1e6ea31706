package org.allnet.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.allnet.data.RunException;
import org.allnet.data.split.Protocol;
import org.allnet.report.content.RunReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report shows of where a model looked. */
class MapsReportTest {

  @Test
  void page_withMaps_showsThemAndTheirChecks() {
    String page = HtmlReport.render(ExampleReports.full(Protocol.SUBJECT, false));

    assertThat(page)
        .contains(
            "Where the model looked in fold_2/all/UID_30_4_1_all.bmp",
            "Mean map of class all",
            "mean of 16 images",
            "The cells are not registered",
            "fold model 1: HiResCAM passes for this model, checked on 16 images of 12 subjects.",
            "fold model 2: HiResCAM fails for this model",
            "deletion beside a random map",
            "+0.200 (+0.100 to +0.300)",
            "0.700 (0.600 to 0.800), it covers 0.400",
            "Whether maps can be believed was not checked for fold model 3.")
        .containsOnlyOnce("<h2>Checks of the explanation</h2>");
  }

  /** Each map of a model that fails says so, and no other does. */
  @Test
  void page_modelThatFails_marksItsMaps() {
    String page = HtmlReport.render(ExampleReports.full(Protocol.SUBJECT, false));

    assertThat(page.split("method fails for this model", -1)).hasSize(5 + 1);
    assertThat(page).contains("HiResCAM fails for fold model 2: its maps are shown, but");
  }

  @Test
  void page_withoutMaps_saysWhy() {
    String page = HtmlReport.render(ExampleReports.bare(Protocol.SUBJECT, false));

    assertThat(page)
        .contains("<dt>Where the model looked</dt><dd>no model was asked</dd>")
        .contains("<dt>Checks of the explanation</dt><dd>no model was asked</dd>");
  }

  @Test
  void card_hasTheChecks() {
    RunReport report = ExampleReports.full(Protocol.SUBJECT, false);

    assertThat(ModelCard.render(report))
        .contains(
            "## Checks of the explanation",
            "fold model 2: HiResCAM fails for this model",
            "95 % intervals over subjects");
  }

  @Test
  void checklist_saysWhetherMapsCanBeBelieved() {
    assertThat(ReportingChecklist.render(ExampleReports.full(Protocol.SUBJECT, false)))
        .contains(
            "fold model 1: maps by HiResCAM, check passes; fold model 2: maps by HiResCAM, check fails; fold model 3: maps not checked; what the model refuses: ");
  }

  @Test
  void link_isInTheListOfSections(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("report.html");
    HtmlReport.write(file, ExampleReports.bare(Protocol.SUBJECT, false));
    String before = Files.readString(file);

    HtmlReport.link(file, "Maps & more", "../maps/index.html");

    String entry = "<li><a href=\"../maps/index.html\">Maps &amp; more</a></li>";
    assertThat(Files.readString(file))
        .contains(entry + "</ul></nav>")
        .isEqualTo(before.replaceFirst("</ul></nav>", entry + "</ul></nav>"));
    Files.writeString(file, "another page");
    assertThatThrownBy(() -> HtmlReport.link(file, "Maps", "maps.html"))
        .isInstanceOf(RunException.class)
        .hasMessage(file + ": has no list of sections")
        .matches(e -> ((RunException) e).file().equals(Optional.of(file.toString())));
  }
}
