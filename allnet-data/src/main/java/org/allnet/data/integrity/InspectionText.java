package org.allnet.data.integrity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.allnet.data.OptionName;
import org.allnet.data.Wording;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.data.duplicate.CopyPair;

/** An inspection for a person. */
final class InspectionText {

  private InspectionText() {}

  static String of(Inspection it, Wording wording) {
    StringBuilder text = new StringBuilder();
    text.append(it.name());
    text.append(it.name().equals(it.layout()) ? "\n" : " (" + it.layout() + ")\n");
    if (it.synthetic()) {
      text.append("SYNTHETIC: these cells are made by a program\n");
    }
    line(
        text,
        "images",
        TextLists.count(it.images())
            + (it.unusable() <= 0
                ? ""
                : ", of which %s show nothing or are broken"
                    .formatted(TextLists.count(it.unusable()))));
    line(text, "classes", it.classes().isEmpty() ? "none" : counts(it.classes()));
    if (it.unlabelled() > 0) {
      line(text, "unlabelled", TextLists.count(it.unlabelled()));
    }
    subjects(text, it, wording);
    if (it.parts().size() > 1) {
      it.parts().forEach((part, classes) -> line(text, "part " + part, counts(classes)));
    }
    if (!it.frames().isEmpty()) {
      line(text, "frames", counts(it.frames()));
    }
    duplicates(text, it);
    copies(text, it);
    line(
        text, "problems", it.problems().isEmpty() ? "none" : TextLists.count(it.problems().size()));
    TextLists.append(text, it.problems().stream().map(problem -> problem.in(wording)).toList());
    return text.toString();
  }

  private static void subjects(StringBuilder text, Inspection it, Wording wording) {
    Inspection.PerSubject each = it.imagesPerSubject();
    if (each == null) {
      line(
          text,
          "subjects",
          "unknown: only a split by image, or by presumed subjects (%s), is possible"
              .formatted(wording.value(OptionName.GROUP_BY.with("runs"))));
      return;
    }
    String median = String.format(Locale.ROOT, "%.1f", each.median()).replace(".0", "");
    line(
        text,
        PresumedSubject.word(it.presumedSubjects()),
        it.subjects() == 0 || each.least() == each.most()
            ? "%s, with %s images each"
                .formatted(TextLists.count(it.subjects()), TextLists.count(each.least()))
            : "%s, with %s to %s images each, median %s"
                .formatted(
                    TextLists.count(it.subjects()),
                    TextLists.count(each.least()),
                    TextLists.count(each.most()),
                    median));
    line(
        text,
        it.presumedSubjects() ? "presumed groups" : "subject groups",
        TextLists.count(it.subjectGroups())
            + (it.subjectGroups() < it.subjects()
                ? " after joining the subjects that share a copy of an image or are named alike"
                : ""));
    NearDuplicateJoins joins = it.joins();
    if (joins != null) {
      joins.describe().ifPresent(joined -> line(text, "joined", joined.in(wording)));
    }
  }

  private static void duplicates(StringBuilder text, Inspection it) {
    line(text, "unique images", TextLists.count(it.uniqueImages()));
    if (it.duplicates().isEmpty()) {
      line(
          text,
          "duplicates",
          "no byte-identical files" + (it.copies() == null ? "; pixels are not compared" : ""));
      return;
    }
    line(
        text,
        "duplicates",
        "%s groups of byte-identical files, %s images in them; %s across subjects, %s across parts, %s across labels"
            .formatted(
                TextLists.count(it.duplicates().size()),
                TextLists.count(it.duplicateImages()),
                TextLists.count(many(it, DuplicateGroup::acrossSubjects)),
                TextLists.count(many(it, DuplicateGroup::acrossParts)),
                TextLists.count(many(it, DuplicateGroup::acrossLabels))));
    List<String> lines = new ArrayList<>();
    for (DuplicateGroup group : it.duplicates()) {
      lines.add(String.join(" = ", group.images()));
    }
    TextLists.append(text, lines);
  }

  private static void copies(StringBuilder text, Inspection it) {
    List<CopyGroup> copies = it.copies();
    if (copies == null) {
      return;
    }
    if (copies.isEmpty()) {
      line(text, "other copies", "none");
    } else {
      long images = copies.stream().mapToLong(group -> group.images().size()).sum();
      line(
          text,
          "other copies",
          "%s of images that are copies but not byte-identical, %s images in them; %s across subjects, %s across parts, %s across labels"
              .formatted(
                  TextLists.count(copies.size()) + (copies.size() == 1 ? " group" : " groups"),
                  TextLists.count(images),
                  TextLists.count(copies.stream().filter(CopyGroup::acrossSubjects).count()),
                  TextLists.count(copies.stream().filter(CopyGroup::acrossParts).count()),
                  TextLists.count(copies.stream().filter(CopyGroup::acrossLabels).count())));
      List<String> lines = new ArrayList<>();
      for (CopyGroup group : copies) {
        for (CopyPair copy : group.copies()) {
          lines.add(copy.image() + " ~ " + copy.other() + ": " + copy.words());
        }
      }
      TextLists.append(text, lines);
    }
    if (it.faceless() > 0) {
      line(
          text,
          "not compared",
          TextLists.count(it.faceless())
              + " images are too even or too small to be told from others; only identical copies of them are known");
    }
  }

  private static long many(Inspection it, Predicate<DuplicateGroup> which) {
    return it.duplicates().stream().filter(which).count();
  }

  private static String counts(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + TextLists.count(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append(String.format(Locale.ROOT, "%-17s %s\n", key + ":", value));
  }
}
