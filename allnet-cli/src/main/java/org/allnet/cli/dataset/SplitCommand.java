package org.allnet.cli.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.allnet.cli.terminal.DatasetChoice;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.TextTable;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitCheck;
import org.allnet.data.split.SplitFile;
import org.allnet.data.split.SplitOptions;
import org.allnet.data.split.Splitter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet dataset split}: draws a split, or checks one that somebody made. */
@Command(
    name = "split",
    description = {
      "Draw a hold-out and folds, or check a split that is there.",
      "",
      "By subject, all cells of a person, and of every person who shares a byte-identical image,",
      "stay on one side. A check refuses a split that breaks this, whoever made it."
    },
    customSynopsis = {
      "allnet dataset split PATH --out FILE [OPTIONS]",
      "       allnet dataset split PATH --check FILE"
    })
public final class SplitCommand extends Subcommand {

  @Parameters(paramLabel = "PATH", description = "The data set.")
  private Path path = Path.of("");

  @Option(names = "--out", paramLabel = "FILE", description = "Where to write the split, as CSV.")
  private @Nullable Path out;

  @Option(names = "--check", paramLabel = "FILE", description = "Check this split instead.")
  private @Nullable Path check;

  @Option(
      names = "--folds",
      paramLabel = "K",
      defaultValue = "5",
      description = "Folds, at least 2. Default: ${DEFAULT-VALUE}.")
  private int folds;

  @Option(
      names = "--hold-out",
      paramLabel = "SHARE",
      defaultValue = "0.2",
      description = "Share kept for the final figures. Default: ${DEFAULT-VALUE}.")
  private double holdOut;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      defaultValue = "subject",
      description = "subject, or image as the paper did. Default: ${DEFAULT-VALUE}.")
  private Protocol protocol = Protocol.SUBJECT;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "What the split is drawn from. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private DatasetChoice choice = new DatasetChoice();

  @Override
  public Integer call() {
    if ((out == null) == (check == null)) {
      throw new OptionException(
          "dataset split: give --out FILE to draw a split, or --check FILE to check one");
    }
    Dataset dataset = choice.open(path);
    SubjectGroups groups = SubjectGroups.of(dataset.images(), ImageHashes.sha256(dataset));
    if (check != null) {
      Split split = SplitFile.read(check);
      SplitCheck.check(split, dataset.labelled(), groups);
      out().println(check + ": good, " + describe(split));
      return GOOD;
    }
    Split split = Splitter.split(dataset, groups, new SplitOptions(protocol, folds, holdOut, seed));
    SplitFile.write(Objects.requireNonNull(out), split);
    int leftOut = Splitter.leftOut(dataset).size();
    if (leftOut > 0) {
      talk(leftOut + " labelled images of other parts are left out: they are test images");
    }
    table(split).forEach(out()::println);
    out().println(describe(split) + "; written to " + out);
    if (protocol == Protocol.IMAGE) {
      talk(
          "warning: image-level: cells of one person stand on both sides; figures will be too"
              + " good");
    }
    return GOOD;
  }

  private static String describe(Split split) {
    return split.places().size()
        + " images in a hold-out and "
        + split.folds()
        + " folds by "
        + split.protocol().name().toLowerCase(java.util.Locale.ROOT);
  }

  private static List<String> table(Split split) {
    Set<String> classes = new LinkedHashSet<>();
    Map<Integer, Map<String, Integer>> counts = new TreeMap<>();
    Map<Integer, Set<String>> subjects = new TreeMap<>();
    for (Split.Place place : split.places()) {
      classes.add(place.label());
      counts
          .computeIfAbsent(place.fold(), fold -> new TreeMap<>())
          .merge(place.label(), 1, Integer::sum);
      if (place.subject() != null) {
        subjects.computeIfAbsent(place.fold(), fold -> new LinkedHashSet<>()).add(place.subject());
      }
    }
    List<String> names = classes.stream().sorted().toList();
    List<String> header = new ArrayList<>(List.of("side", "subjects"));
    header.addAll(names);
    TextTable table = new TextTable(1, header.toArray(String[]::new));
    counts.forEach(
        (fold, byClass) -> {
          List<String> row = new ArrayList<>();
          row.add(fold == Split.HOLD_OUT ? "hold-out" : "fold " + fold);
          row.add(String.valueOf(subjects.getOrDefault(fold, Set.of()).size()));
          names.forEach(name -> row.add(String.valueOf(byClass.getOrDefault(name, 0))));
          table.row(row.toArray(String[]::new));
        });
    return table.lines();
  }
}
