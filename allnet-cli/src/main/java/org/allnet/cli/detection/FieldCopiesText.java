package org.allnet.cli.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.allnet.data.Counted;
import org.allnet.data.duplicate.CopyPair;
import org.allnet.data.integrity.CopyGroup;
import org.allnet.data.integrity.DuplicateGroup;
import org.allnet.data.integrity.FoundCopies;
import org.allnet.data.integrity.Inspection;

/** The copies among fields, for a person: those across parts or sets first and all by name. */
final class FieldCopiesText {

  private FieldCopiesText() {}

  /**
   * Returns the lines.
   *
   * @param inspection of the images of all sets
   * @param across what copies may be across: {@code parts} or {@code sets}
   */
  static List<String> lines(Inspection inspection, String across) {
    FoundCopies copies = inspection.copies();
    List<String> lines = new ArrayList<>();
    long acrossFiles = copies.identical().stream().filter(DuplicateGroup::acrossParts).count();
    lines.add(
        line(
            "duplicates",
            "%s of byte-identical images, %d across %s"
                .formatted(Counted.of(copies.identical().size(), "group"), acrossFiles, across)));
    for (DuplicateGroup group : copies.identical()) {
      lines.add("  " + String.join(" = ", group.images()));
    }
    List<CopyGroup> others = copies.others() == null ? List.of() : copies.others();
    List<CopyGroup> sorted = new ArrayList<>();
    others.stream().filter(CopyGroup::acrossParts).forEach(sorted::add);
    int first = sorted.size();
    others.stream().filter(group -> !group.acrossParts()).forEach(sorted::add);
    lines.add(
        line(
            "near-duplicates",
            "%s, %d across %s".formatted(Counted.of(others.size(), "group"), first, across)));
    for (int i = 0; i < sorted.size(); i++) {
      for (CopyPair pair : sorted.get(i).copies()) {
        lines.add(
            "  %s ~ %s: %s%s"
                .formatted(
                    pair.image(),
                    pair.other(),
                    pair.words(),
                    i < first ? " (across " + across + ")" : ""));
      }
    }
    inspection.problems().forEach(problem -> lines.add(line("image", problem.toString())));
    return lines;
  }

  static String line(String key, String value) {
    return String.format(Locale.ROOT, "%-17s %s", key + ":", value);
  }
}
