package org.allnet.report.page;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.allnet.data.Counted;
import org.allnet.data.duplicate.CopyPair;
import org.allnet.data.integrity.CopyGroup;
import org.allnet.report.content.CopiesReport;
import org.allnet.report.plot.Markup;

/** A page with a small picture of every image that has a copy, group by group. */
public final class CopiesPage {

  /** More groups than this make a page that no browser likes. */
  private static final int MOST_GROUPS = 500;

  private static final int MOST_IMAGES = 24;

  private static final String STYLE =
      ".groups{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(22rem,100%),1fr));gap:1rem;padding:0;margin:1rem 0;list-style:none}"
          + ".groups>li{background:var(--card);border:1px solid var(--rule);border-radius:8px;padding:.8rem}"
          + ".images{display:flex;flex-wrap:wrap;gap:.7rem}.images figure{width:min(9.5rem,calc(50% - .35rem))}"
          + ".images img{display:block;width:100%;aspect-ratio:1;object-fit:contain;background:#000;border-radius:4px}"
          + ".images figcaption,.how{font-size:.82rem;line-height:1.35}.how{margin:.6rem 0 0;padding-left:1.1rem}"
          + ".across{color:var(--warn-ink);font-size:.85rem;margin:.5rem 0 0}";

  private CopiesPage() {}

  /**
   * Returns the page.
   *
   * @param report what it tells
   * @param pictures the small picture of an image by its name, a PNG file; empty if it can't be
   *     decoded
   * @return an HTML document that is also well-formed XML
   */
  public static String of(CopiesReport report, Function<String, Optional<byte[]>> pictures) {
    List<CopyGroup> groups = report.groups();
    String title = "Copies in " + report.dataset();
    Markup page = PageHead.of(title, StyleSheet.text() + STYLE);
    page.open("body").open("main").element("h1", title);
    page.element("p", summary(report));
    if (report.synthetic()) {
      page.element("p", "Synthetic: these cells are made by a program.");
    }
    page.open("ul", "class", "groups");
    groups.stream().limit(MOST_GROUPS).forEach(group -> group(page, group, pictures));
    page.close();
    if (groups.size() > MOST_GROUPS) {
      page.element(
          "p",
          "The first %d of %d groups; %s."
              .formatted(MOST_GROUPS, groups.size(), report.elsewhere()));
    }
    page.close().close().close();
    return "<!DOCTYPE html>\n" + page + "\n";
  }

  private static String summary(CopiesReport report) {
    List<CopyGroup> groups = report.groups();
    if (groups.isEmpty()) {
      return "None of %s is another's copy."
          .formatted(Counted.of(report.images(), "image").withCommas());
    }
    int copies = groups.stream().mapToInt(group -> group.images().size()).sum();
    return "%,d of %,d images are copies, in %s. A split keeps each group on one side."
        .formatted(copies, report.images(), Counted.of(groups.size(), "group").withCommas());
  }

  private static void group(
      Markup page, CopyGroup group, Function<String, Optional<byte[]>> pictures) {
    page.line().open("li").open("div", "class", "images");
    for (String name : group.images().stream().limit(MOST_IMAGES).toList()) {
      page.open("figure");
      pictures
          .apply(name)
          .map(png -> Base64.getEncoder().encodeToString(png))
          .ifPresent(png -> page.empty("img", "alt", name, "src", "data:image/png;base64," + png));
      page.element("figcaption", name).close();
    }
    page.close().open("ul", "class", "how");
    for (CopyPair copy : group.copies().stream().limit(MOST_IMAGES).toList()) {
      page.element("li", copy.image() + " ~ " + copy.other() + ": " + copy.words());
    }
    page.close();
    if (group.images().size() > MOST_IMAGES) {
      page.element(
          "p", "and %d more".formatted(group.images().size() - MOST_IMAGES), "class", "across");
    }
    List<String> across = new ArrayList<>();
    if (group.acrossLabels()) {
      across.add("labels");
    }
    if (group.acrossParts()) {
      across.add("parts");
    }
    if (group.acrossSubjects()) {
      across.add("subjects");
    }
    if (!across.isEmpty()) {
      page.element("p", "Across " + String.join(" and ", across), "class", "across");
    }
    page.close();
  }
}
