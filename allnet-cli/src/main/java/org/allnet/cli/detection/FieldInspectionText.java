package org.allnet.cli.detection;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.cli.terminal.TextTable;
import org.allnet.data.Counted;
import org.allnet.data.Sentence;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.LabelFault;
import org.allnet.data.field.inspection.ClassLabels;
import org.allnet.data.field.inspection.FieldInspection;
import org.allnet.data.field.inspection.LackingFields;
import org.allnet.data.field.inspection.NearlyDoubled;
import org.allnet.data.field.inspection.Sides;
import org.allnet.data.field.inspection.SizeGroup;
import org.jspecify.annotations.Nullable;

/** The inspection of a set of fields for a person. */
final class FieldInspectionText {

  private static final int NAMED = 6;

  private FieldInspectionText() {}

  static List<String> lines(FieldInspection it) {
    FieldSet set = it.set();
    List<String> lines = new ArrayList<>();
    lines.add(set.name() + " (" + set.layout().words() + ")");
    lines.add(
        line(
            "fields",
            count(set.fields().size())
                + (it.background() == 0
                    ? ""
                    : ", " + count(it.background()) + " without a label")));
    if (it.parts().size() > 1) {
      lines.add(
          line(
              "parts",
              it.parts().entrySet().stream()
                  .map(part -> part.getKey() + " " + count(part.getValue()))
                  .collect(Collectors.joining(", "))));
    }
    lines.add("");
    lines.addAll(classes(it.classes()));
    lines.add("");
    lines.addAll(sizes(it.sizes()));
    lines.add("");
    faults(it, lines);
    lacking(it.lacking(), lines);
    for (Sentence note : set.notes()) {
      lines.add(line("note", note.in(CommandLineWording.TYPED)));
    }
    return lines;
  }

  private static List<String> classes(List<ClassLabels> classes) {
    boolean points = classes.stream().anyMatch(one -> one.points() > 0);
    List<String> header = new ArrayList<>(List.of("class", "boxes"));
    if (points) {
      header.add("points");
    }
    header.addAll(List.of("in fields", "side 5 %", "50 %", "95 %"));
    TextTable table = new TextTable(1, header.toArray(String[]::new));
    for (ClassLabels one : classes) {
      List<String> row = new ArrayList<>(List.of(one.label(), count(one.boxes())));
      if (points) {
        row.add(count(one.points()));
      }
      row.add(count(one.fields()));
      Sides sides = one.sides();
      row.add(sides == null ? "-" : pixels(sides.low()));
      row.add(pixels(sides));
      row.add(sides == null ? "-" : pixels(sides.high()));
      table.row(row.toArray(String[]::new));
    }
    return table.lines();
  }

  private static List<String> sizes(List<SizeGroup> sizes) {
    List<String> header = new ArrayList<>(List.of("size", "fields"));
    List<ClassLabels> classes = sizes.isEmpty() ? List.of() : sizes.get(0).classes();
    classes.forEach(one -> header.addAll(List.of(one.label(), "side 50 %")));
    TextTable table = new TextTable(1, header.toArray(String[]::new));
    for (SizeGroup group : sizes) {
      List<String> row = new ArrayList<>(List.of(group.size(), count(group.fields())));
      for (ClassLabels one : group.classes()) {
        row.add(count(one.boxes() + one.points()));
        row.add(pixels(one.sides()));
      }
      table.row(row.toArray(String[]::new));
    }
    return table.lines();
  }

  private static void faults(FieldInspection it, List<String> lines) {
    Map<LabelFault.Kind, List<LabelFault>> kinds = new EnumMap<>(LabelFault.Kind.class);
    it.set()
        .faults()
        .forEach(
            fault -> kinds.computeIfAbsent(fault.kind(), kind -> new ArrayList<>()).add(fault));
    for (LabelFault.Kind kind : LabelFault.Kind.values()) {
      List<LabelFault> faults = kinds.getOrDefault(kind, List.of());
      lines.add(line(kind.key(), faults.isEmpty() ? "none" : describe(kind, faults)));
    }
    List<NearlyDoubled> doubled = it.doubled();
    if (!doubled.isEmpty()) {
      Map<String, Integer> fields = new LinkedHashMap<>();
      doubled.forEach(pair -> fields.merge(pair.field(), 1, Integer::sum));
      lines.add(
          line(
              "nearly doubled",
              "%s whose boxes overlap by %.0f %% or more and that are kept, in %s"
                  .formatted(
                      Counted.of(doubled.size(), "pair of labels", "pairs of labels"),
                      100 * NearlyDoubled.LEAST,
                      named(fields))));
    }
  }

  private static String describe(LabelFault.Kind kind, List<LabelFault> faults) {
    Map<String, Integer> fields = new LinkedHashMap<>();
    faults.forEach(fault -> fields.merge(fault.field(), 1, Integer::sum));
    String how = "";
    if (kind == LabelFault.Kind.CLIPPED) {
      double most = faults.stream().mapToDouble(LabelFault::pixels).max().orElse(0);
      long little = faults.stream().filter(fault -> fault.pixels() < 1).count();
      how =
          String.format(
              Locale.ROOT, " (%,d by less than a pixel, %.4g pixels at most)", little, most);
    }
    return Counted.of(faults.size(), "label").withCommas()
        + " "
        + kind.words()
        + how
        + ", in "
        + named(fields);
  }

  private static String named(Map<String, Integer> fields) {
    return Counted.of(fields.size(), "field").withCommas()
        + ": "
        + fields.entrySet().stream()
            .limit(NAMED)
            .map(one -> one.getKey() + (one.getValue() > 1 ? " (" + one.getValue() + ")" : ""))
            .collect(Collectors.joining(", "))
        + (fields.size() > NAMED ? ", ..." : "");
  }

  /** All are named: each has to be looked at. */
  private static void lacking(List<LackingFields> lacking, List<String> lines) {
    if (lacking.isEmpty()) {
      lines.add(line("lacking labels", "none"));
    }
    for (LackingFields one : lacking) {
      String usual =
          String.format(
              Locale.ROOT,
              "%.0f %% of the fields of %s have it, %s in the median",
              100 * one.having(),
              one.size(),
              trimmed(one.usual()));
      if (!one.without().isEmpty()) {
        lines.add(
            line(
                "without " + one.label(),
                "%s (%s): %s"
                    .formatted(
                        Counted.of(one.without().size(), "field"),
                        usual,
                        String.join(", ", one.without()))));
      }
      if (!one.few().isEmpty()) {
        lines.add(
            line(
                "few " + one.label(),
                "%s (%s): %s"
                    .formatted(
                        Counted.of(one.few().size(), "field"),
                        usual,
                        one.few().entrySet().stream()
                            .map(few -> few.getKey() + " (" + few.getValue() + ")")
                            .collect(Collectors.joining(", ")))));
      }
    }
  }

  private static String trimmed(double number) {
    return String.format(Locale.ROOT, "%.1f", number).replace(".0", "");
  }

  private static String pixels(@Nullable Sides sides) {
    return sides == null ? "-" : pixels(sides.median());
  }

  private static String pixels(double side) {
    return String.format(Locale.ROOT, "%.1f", side);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String line(String key, String value) {
    return FieldCopiesText.line(key, value);
  }
}
