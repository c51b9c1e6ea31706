package org.allnet.cli.comparison;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.allnet.cli.network.RunPredictions;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.TextTable;
import org.allnet.data.OptionException;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.comparison.Repeat;
import org.allnet.evaluation.comparison.Repeats;
import org.allnet.evaluation.comparison.RunMetrics;
import org.allnet.evaluation.comparison.Spread;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.report.RunMetricsFile;
import org.allnet.report.content.MarkWarnings;
import org.allnet.training.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code allnet repeats}: systems that were trained several times with other seeds. */
@Command(
    name = "repeats",
    description = {
      "Show how much metrics vary with the seed, and which differences are larger.",
      "",
      "Train each system several times with other seeds (--seed). Give all runs, those of one",
      "system under one name. By their run.json, they may differ in the seed alone. Runs of two",
      "systems with the same seed make a pair. A table shows mean +- standard deviation and the",
      "range over the repeats. Differences have Student's 95 %% interval over the pairs.",
      "",
      "The spread is that of seeds on these images. It says nothing about other people's cells."
    },
    customSynopsis = "allnet repeats NAME=RUN NAME=RUN ... [OPTIONS]")
public final class RepeatsCommand extends Subcommand {

  private static final String RUN = "run";

  @Parameters(
      arity = "1..*",
      paramLabel = "NAME=RUN",
      description = "The folder of a finished run.")
  private List<String> runs = List.of();

  @Mixin private JsonMixin json = new JsonMixin();

  @Override
  public Integer call() {
    Map<String, List<Repeat>> systems = new LinkedHashMap<>();
    Set<Path> seen = new LinkedHashSet<>();
    for (String word : runs) {
      int cut = word.indexOf('=');
      if (cut < 1) {
        throw OptionException.ofSetting(
            RUN,
            word,
            "repeats: '"
                + word
                + "' has no name; give each run as NAME=RUN, all of a system under one name");
      }
      Path folder = Path.of(word.substring(cut + 1));
      if (!seen.add(folder.toAbsolutePath().normalize())) {
        throw OptionException.ofSetting(
            RUN, folder, "repeats: " + folder + " is given twice; give each run once");
      }
      systems
          .computeIfAbsent(word.substring(0, cut), name -> new ArrayList<>())
          .add(repeat(folder));
    }
    Repeats repeats = new Repeats(systems);
    if (json.isWanted()) {
      out().println(JsonOutput.text(repeats.toJson()));
      return GOOD;
    }
    print(repeats);
    return GOOD;
  }

  private static Repeat repeat(Path folder) {
    RunMetrics metrics = RunMetricsFile.read(folder);
    Predictions evaluated = RunPredictions.evaluated(folder, metrics);
    return Repeat.of(folder.toString(), RunFolder.setup(folder), metrics, evaluated);
  }

  private void print(Repeats repeats) {
    repeats.systems().forEach((name, runs) -> printMarks(name, runs.get(0).metrics().origin()));
    List<Metric> metrics = repeats.headline();
    List<String> header = new ArrayList<>(List.of("system", "repeats"));
    metrics.forEach(metric -> header.add(metric.label()));
    TextTable table = new TextTable(1, header.toArray(String[]::new));
    repeats
        .systems()
        .forEach(
            (name, own) -> {
              List<String> row =
                  new ArrayList<>(List.of(repeats.marked(name), String.valueOf(own.size())));
              metrics.forEach(
                  metric ->
                      row.add(repeats.spread(name, metric).map(Spread::describe).orElse("-")));
              table.row(row.toArray(String[]::new));
              for (String baseline : own.get(0).metrics().baselines().keySet()) {
                List<String> beside = new ArrayList<>(List.of("  " + baseline, ""));
                metrics.forEach(
                    metric ->
                        beside.add(
                            repeats
                                .spread(name, baseline, metric)
                                .map(Spread::describe)
                                .orElse("-")));
                table.row(beside.toArray(String[]::new));
              }
            });
    table.lines().forEach(out()::println);
    out().println("mean +- standard deviation (least to most) over the repeats");
    if (repeats.imagesDiffer()) {
      out().println("the runs were evaluated on different numbers of images");
    }
    repeats.sharedSplits().forEach(out()::println);
    repeats.samePeople().forEach(out()::println);
    repeats.otherSplits().forEach(out()::println);
    repeats.statements().forEach(out()::println);
  }

  private void printMarks(String name, Origin first) {
    if (first.synthetic()) {
      out().println("SYNTHETIC: cells of " + name + " are synthetic");
    }
    if (first.transductive()) {
      out().println("transductive: images of " + name + " were labelled by the help of each other");
    }
    if (first.ruleChosenAnew()) {
      out().println(name + ": " + MarkWarnings.RULE);
    }
    if (first.foreignWeights()) {
      out().println(name + ": " + MarkWarnings.FOREIGN_WEIGHTS);
    }
    Protocol protocol = first.protocol();
    if (protocol != null && protocol.imageLevel()) {
      out()
          .println(
              protocol.label()
                  + ": "
                  + name
                  + "; cells of one person are on both sides of its split, its metrics are too good");
    } else if (protocol != null && protocol.presumed()) {
      out()
          .println(protocol.label() + ": " + name + "; a person may be on both sides of its split");
    }
  }
}
