package org.allnet.cli.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.data.Counted;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.duplicate.CopyKind;
import org.allnet.data.duplicate.CopyPair;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.CellStore;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.integrity.CopyGroup;
import org.allnet.data.integrity.DuplicateGroup;
import org.allnet.data.integrity.Inspection;
import org.allnet.report.assembly.ExampleCells;
import org.allnet.report.page.PageHead;
import org.allnet.report.page.StyleSheet;
import org.allnet.report.plot.Markup;
import org.jspecify.annotations.Nullable;

/** A page with a small picture of every image that has a copy, group by group. */
final class CopiesPage {

  /** More groups than this make a page that no browser likes; the terminal's JSON has them all. */
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
   * Refuses a place where a sheet can't be written.
   *
   * @throws OptionException if its name has another ending than {@code .html}, or a file is there
   */
  static void check(Path file, OverwriteMixin overwrite) {
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".html")) {
      OptionValue given = OptionName.CONTACT_SHEET.with(file);
      throw new OptionException(
          given,
          Sentence.of("%s: is written as a web page; give a name that ends in .html", given));
    }
    overwrite.checkFile(OptionName.CONTACT_SHEET, file, List.of());
  }

  /** Writes the sheet. */
  static void write(Path file, Dataset dataset, Inspection inspection) {
    List<CopyGroup> groups = groups(inspection);
    Map<String, CellImage> images = new HashMap<>();
    dataset.images().forEach(image -> images.put(image.name(), image));
    String title = "Copies in " + inspection.name();
    Markup page = PageHead.of(title, StyleSheet.text() + STYLE);
    page.open("body").open("main").element("h1", title);
    page.element("p", summary(inspection, groups));
    if (dataset.synthetic()) {
      page.element("p", "Synthetic: these cells are made by a program.");
    }
    page.open("ul", "class", "groups");
    groups.stream().limit(MOST_GROUPS).forEach(group -> group(page, group, dataset, images));
    page.close();
    if (groups.size() > MOST_GROUPS) {
      page.element(
          "p",
          "The first %d of %d groups; --json lists all.".formatted(MOST_GROUPS, groups.size()));
    }
    page.close().close().close();
    AtomicFile.writeText(file, "<!DOCTYPE html>\n" + page + "\n");
  }

  /** All groups: those of identical files alone too. */
  private static List<CopyGroup> groups(Inspection inspection) {
    List<CopyGroup> known = Objects.requireNonNull(inspection.copies().others());
    List<CopyGroup> groups = new ArrayList<>(known);
    Set<String> shown = new HashSet<>();
    known.forEach(group -> shown.addAll(group.images()));
    for (DuplicateGroup same : inspection.copies().identical()) {
      String first = same.images().get(0);
      if (!shown.contains(first)) {
        groups.add(
            new CopyGroup(
                same.images(),
                same.images().stream()
                    .skip(1)
                    .map(name -> new CopyPair(first, name, Set.of(CopyKind.IDENTICAL_FILE), 1))
                    .toList(),
                same.acrossSubjects(),
                same.acrossParts(),
                same.acrossLabels()));
      }
    }
    groups.sort(Comparator.comparing(group -> group.images().get(0)));
    return groups;
  }

  private static String summary(Inspection inspection, List<CopyGroup> groups) {
    if (groups.isEmpty()) {
      return "None of %s is another's copy."
          .formatted(Counted.of(inspection.images().total(), "image").withCommas());
    }
    int copies = groups.stream().mapToInt(group -> group.images().size()).sum();
    return "%,d of %,d images are copies, in %s. A split keeps each group on one side."
        .formatted(
            copies, inspection.images().total(), Counted.of(groups.size(), "group").withCommas());
  }

  private static void group(
      Markup page, CopyGroup group, Dataset dataset, Map<String, CellImage> images) {
    ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);
    page.line().open("li").open("div", "class", "images");
    for (String name : group.images().stream().limit(MOST_IMAGES).toList()) {
      page.open("figure");
      CellImage image = images.get(name);
      @Nullable CellPixels pixels =
          image == null ? null : CellStore.decode(dataset, image, decoder).pixels();
      if (pixels != null) {
        String data = Base64.getEncoder().encodeToString(ExampleCells.png(pixels));
        page.empty("img", "alt", name, "src", "data:image/png;base64," + data);
      }
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
