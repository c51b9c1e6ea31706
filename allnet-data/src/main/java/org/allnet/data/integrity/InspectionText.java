package org.allnet.data.integrity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.allnet.data.Counted;
import org.allnet.data.OptionName;
import org.allnet.data.Wording;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.data.duplicate.CopyPair;

/** An inspection for a person. */
final class InspectionText {

  private InspectionText() {}

  static String of(Inspection it, Wording wording) {
    StringBuilder text = new StringBuilder();
    text.append(it.name());
    text.append(it.name().equals(it.kind().label()) ? "\n" : " (" + it.kind().label() + ")\n");
    if (it.synthetic()) {
      text.append(Dataset.SYNTHETIC_CELLS).append('\n');
    }
    line(
        text,
        "images",
        TextLists.count(it.images().total())
            + (it.images().unusable() <= 0
                ? ""
                : ", of which %s show nothing or are broken"
                    .formatted(TextLists.count(it.images().unusable()))));
    line(text, "classes", it.images().classes().isEmpty() ? "none" : counts(it.images().classes()));
    if (it.images().unlabelled() > 0) {
      line(text, "unlabelled", TextLists.count(it.images().unlabelled()));
    }
    subjects(text, it.subjects(), wording);
    if (it.images().parts().size() > 1) {
      it.images().parts().forEach((part, classes) -> line(text, "part " + part, counts(classes)));
    }
    if (!it.images().frames().isEmpty()) {
      line(text, "frames", counts(it.images().frames()));
    }
    identical(text, it.copies());
    others(text, it.copies());
    line(
        text, "problems", it.problems().isEmpty() ? "none" : TextLists.count(it.problems().size()));
    TextLists.append(text, it.problems().stream().map(problem -> problem.in(wording)).toList());
    return text.toString();
  }

  private static void subjects(StringBuilder text, SubjectCounts subjects, Wording wording) {
    SubjectCounts.ImagesEach each = subjects.imagesEach();
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
        PresumedSubject.word(subjects.presumed()),
        subjects.named() == 0 || each.least() == each.most()
            ? "%s, with %s each"
                .formatted(
                    TextLists.count(subjects.named()),
                    Counted.of(each.least(), "image").withCommas())
            : "%s, with %s to %s images each, median %s"
                .formatted(
                    TextLists.count(subjects.named()),
                    TextLists.count(each.least()),
                    TextLists.count(each.most()),
                    median));
    line(
        text,
        subjects.presumed() ? "presumed groups" : "subject groups",
        TextLists.count(subjects.groups())
            + (subjects.groups() < subjects.named()
                ? " after joining the subjects that share a copy of an image or are named alike"
                : ""));
    NearDuplicateJoins joins = subjects.joins();
    if (joins != null) {
      joins.describe().ifPresent(joined -> line(text, "joined", joined.in(wording)));
    }
  }

  private static void identical(StringBuilder text, FoundCopies copies) {
    line(text, "unique images", TextLists.count(copies.uniqueImages()));
    if (copies.identical().isEmpty()) {
      line(
          text,
          "duplicates",
          "no byte-identical files" + (copies.others() == null ? "; pixels are not compared" : ""));
      return;
    }
    Counted identical = Counted.of(copies.identical().size(), "group");
    line(
        text,
        "duplicates",
        "%s of byte-identical files, %s in %s; %s across subjects, %s across parts, %s across labels"
            .formatted(
                identical.withCommas(),
                Counted.of(copies.identicalImages(), "image").withCommas(),
                identical.either("it", "them"),
                TextLists.count(many(copies, DuplicateGroup::acrossSubjects)),
                TextLists.count(many(copies, DuplicateGroup::acrossParts)),
                TextLists.count(many(copies, DuplicateGroup::acrossLabels))));
    List<String> lines = new ArrayList<>();
    for (DuplicateGroup group : copies.identical()) {
      lines.add(String.join(" = ", group.images()));
    }
    TextLists.append(text, lines);
  }

  private static void others(StringBuilder text, FoundCopies copies) {
    List<CopyGroup> others = copies.others();
    if (others == null) {
      return;
    }
    if (others.isEmpty()) {
      line(text, "other copies", "none");
    } else {
      Counted counted = Counted.of(others.size(), "group");
      long images = others.stream().mapToLong(group -> group.images().size()).sum();
      line(
          text,
          "other copies",
          "%s of images that are copies but not byte-identical, %s in %s; %s across subjects, %s across parts, %s across labels"
              .formatted(
                  counted.withCommas(),
                  Counted.of(images, "image").withCommas(),
                  counted.either("it", "them"),
                  TextLists.count(others.stream().filter(CopyGroup::acrossSubjects).count()),
                  TextLists.count(others.stream().filter(CopyGroup::acrossParts).count()),
                  TextLists.count(others.stream().filter(CopyGroup::acrossLabels).count())));
      List<String> lines = new ArrayList<>();
      for (CopyGroup group : others) {
        for (CopyPair copy : group.copies()) {
          lines.add(copy.image() + " ~ " + copy.other() + ": " + copy.words());
        }
      }
      TextLists.append(text, lines);
    }
    if (copies.faceless() > 0) {
      Counted faceless = Counted.of(copies.faceless(), "image");
      line(
          text,
          "not compared",
          "%s too even or too small to be told from others; only identical copies of %s are known"
              .formatted(faceless.are().withCommas(), faceless.either("it", "them")));
    }
  }

  private static long many(FoundCopies copies, Predicate<DuplicateGroup> which) {
    return copies.identical().stream().filter(which).count();
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
