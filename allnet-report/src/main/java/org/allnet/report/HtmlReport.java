package org.allnet.report;

import java.nio.file.Path;
import org.allnet.data.file.AtomicFile;
import org.allnet.report.content.RunReport;
import org.allnet.report.page.Page;

/**
 * Writes a report as one self-contained page: no script, no network, styles, plots and pictures
 * inside. The page is also well-formed XML.
 */
public final class HtmlReport {

  private HtmlReport() {}

  /**
   * Writes the page.
   *
   * @param file where to; replaced as a whole
   * @param report what to show
   * @throws org.allnet.data.RunException if the file can't be written
   */
  public static void write(Path file, RunReport report) {
    AtomicFile.writeText(file, render(report));
  }

  /**
   * Makes the page.
   *
   * @param report what to show
   * @return the page's text
   */
  public static String render(RunReport report) {
    return Page.of(report);
  }
}
