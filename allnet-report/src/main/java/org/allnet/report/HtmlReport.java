package org.allnet.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.data.ForeignFailure;
import org.allnet.data.RunException;
import org.allnet.data.file.AtomicFile;
import org.allnet.report.content.RunReport;
import org.allnet.report.page.Page;
import org.allnet.report.plot.Markup;

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
   * Adds a page to the list of sections of a page that was written.
   *
   * @param file the written page
   * @param words what the other page is
   * @param address where it is, from this page on
   * @throws org.allnet.data.RunException if the file can't be read or written, or has no list of
   *     sections
   */
  public static void link(Path file, String words, String address) {
    String page;
    try {
      page = Files.readString(file);
    } catch (IOException e) {
      throw RunException.in(file, "can't be read (" + ForeignFailure.words(e) + ")", e);
    }
    int at = page.indexOf(Page.SECTIONS_END);
    if (at < 0) {
      throw RunException.in(file, "has no list of sections");
    }
    String entry = new Markup().open("li").element("a", words, "href", address).close().toString();
    AtomicFile.writeText(file, page.substring(0, at) + entry + page.substring(at));
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
