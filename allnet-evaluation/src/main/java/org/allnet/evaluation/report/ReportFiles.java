package org.allnet.evaluation.report;

import java.nio.file.Path;

/**
 * The files that go with every report: {@code report.html} for a reader, {@code model-card.md} for
 * whoever takes the model over (not for comparisons, which have no one model), and {@code
 * reporting-checklist.md} for whoever publishes.
 */
public final class ReportFiles {

  private ReportFiles() {}

  /**
   * Writes them.
   *
   * @param folder where to; made where it is not there
   * @param report what to tell
   * @return the page
   * @throws org.allnet.data.RunException where a file can't be written
   */
  public static Path write(Path folder, RunReport report) {
    Path page = folder.resolve("report.html");
    HtmlReport.write(page, report);
    if (report.model() != null) {
      ModelCard.write(folder.resolve("model-card.md"), report);
    }
    ReportingChecklist.write(folder.resolve("reporting-checklist.md"), report);
    return page;
  }
}
