package org.allnet.report.page;

import org.allnet.report.plot.Markup;

/** The head that all pages have: an HTML document that is also well-formed XML. */
public final class PageHead {

  private PageHead() {}

  /**
   * Begins a page.
   *
   * @param title what a browser calls it
   * @param style its style sheet
   * @return the page with its head, within its {@code html} element, which the caller closes
   */
  public static Markup of(String title, String style) {
    Markup page = new Markup();
    page.open("html", "lang", "en").open("head").empty("meta", "charset", "utf-8");
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.element("title", title).open("style").raw(style).close().close().line();
    return page;
  }
}
