package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.cli.terminal.FirstLine;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.SeedMixin;
import org.allnet.cli.terminal.SplitMixin;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.TextTable;
import org.allnet.data.Counted;
import org.allnet.data.OptionName;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.inspection.FieldSources;
import org.allnet.data.field.inspection.FieldSplit;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitFile;
import org.allnet.data.split.SplitOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet detect split}: draws a split of fields. */
@Command(
    name = "split",
    description = {
      "Draw a hold-out and folds of fields.",
      "",
      "Fields of a slide or person stay on one side if a subjects.csv or words in all names, such",
      "as slide_3 or patient12, tell it; if not, fields are assigned one by one. Copies of a field",
      "stay together in any case. Fields of a part test are left out."
    },
    customSynopsis = "allnet detect split DATA --out FILE [OPTIONS]")
public final class DetectSplitCommand extends Subcommand {

  private static final int NAMED = 10;

  @Parameters(paramLabel = "DATA", description = "A folder or a file of labels.")
  private Path data = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where to write the split, as CSV.")
  private Path out = Path.of("");

  @Mixin private OverwriteMixin overwrite = new OverwriteMixin();

  @Mixin private FieldsMixin fields = new FieldsMixin();

  @Mixin private SplitMixin drawn = new SplitMixin();

  @Mixin private SeedMixin seed = new SeedMixin();

  /** For the command line to make. */
  public DetectSplitCommand() {}

  @Override
  public Integer call() {
    SplitOptions asked = drawn.options(drawn.unit().protocol(), seed.seed());
    overwrite.checkFile(OptionName.OUT, out, List.of(data));
    FieldSet set;
    try (FirstLine line = ifSilent("reading " + data)) {
      set = fields.read(data);
    }
    fields.tell(set, this::status);
    overwrite.checkFile(OptionName.OUT, out, set.fields().stream().map(Field::file).toList());
    FieldSources sources = FieldSources.of(set);
    sources.notes().forEach(note -> status("note: " + note));
    boolean known = !sources.byField().isEmpty();
    Protocol protocol = given("--protocol") || known ? asked.protocol() : Protocol.IMAGE;
    SplitOptions options = drawn.options(protocol, seed.seed());
    FieldSplit made;
    try (StepProgress progress = steps()) {
      made = FieldSplit.draw(set, options, progress);
    }
    tellLeftOut(made.leftOut());
    Split split = made.split();
    SplitFile.write(out, split);
    table(set, split).lines().forEach(out()::println);
    out()
        .println(
            "%s split by %s; written to %s"
                .formatted(
                    Counted.of(split.places().size(), "field").withCommas(),
                    known && !protocol.imageLevel() ? "slide or person" : "field",
                    out));
    if (protocol.imageLevel()) {
      status(
          known
              ? "warning: fields of one slide or person are on both sides; metrics will be too good"
              : "warning: names tell no slide or person, which may be on both sides; metrics may be too good");
    }
    return GOOD;
  }

  private void tellLeftOut(Set<String> names) {
    if (!names.isEmpty()) {
      status(
          "note: left out, because they can't be decoded or show nothing: "
              + names.stream().limit(NAMED).collect(Collectors.joining(", "))
              + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : ""));
    }
  }

  private static TextTable table(FieldSet set, Split split) {
    Map<String, Field> fields = new HashMap<>();
    set.fields().forEach(field -> fields.put(field.name(), field));
    List<String> header = new ArrayList<>(List.of("side", "fields"));
    header.addAll(set.classes());
    TextTable table = new TextTable(1, header.toArray(String[]::new));
    for (int fold = 1; fold <= split.folds(); fold++) {
      row(table, "fold " + fold, split.validation(fold), set, fields);
    }
    row(table, "hold-out", split.holdOut(), set, fields);
    row(table, "total", split.places(), set, fields);
    return table;
  }

  private static void row(
      TextTable table,
      String side,
      List<Split.Place> places,
      FieldSet set,
      Map<String, Field> fields) {
    List<String> row = new ArrayList<>(List.of(side, count(places.size())));
    for (String label : set.classes()) {
      row.add(
          count(
              places.stream()
                  .mapToLong(
                      place -> Objects.requireNonNull(fields.get(place.image())).count(label))
                  .sum()));
    }
    table.row(row.toArray(String[]::new));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
