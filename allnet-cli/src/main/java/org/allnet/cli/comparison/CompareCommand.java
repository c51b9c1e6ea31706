package org.allnet.cli.comparison;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.cli.network.TrainingChoice;
import org.allnet.cli.terminal.DatasetChoice;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.RunException;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.comparison.Comparison;
import org.allnet.evaluation.figure.EvaluationOptions;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.report.ReportFiles;
import org.allnet.evaluation.report.RunReport;
import org.allnet.evaluation.report.assembly.ComparisonReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet compare}: several systems on the same images. */
@Command(
    name = "compare",
    description = {
      "Set systems side by side on the same images.",
      "",
      "Each is the folder of a run, or predictions of any system as CSV; NAME= before it says what",
      "to call it. Differences have intervals from the same resamples of subjects, calls are",
      "tested by McNemar, corrected by Holm for the number of pairs.",
      "",
      "With --recipes each of them is trained first, on the same split of --data, into a folder of",
      "its own below --out; the options of training are those of 'allnet crossval'."
    })
public final class CompareCommand extends Subcommand {

  @Parameters(
      arity = "0..*",
      paramLabel = "[NAME=]RUN_OR_CSV",
      description = "A run's folder, or a predictions file.")
  private List<String> systems = List.of();

  @Option(
      names = "--recipes",
      paramLabel = "NAME,...",
      split = ",",
      description =
          "Train these recipes ('allnet recipe list', or .recipe files) and compare them.")
  private List<String> recipes = List.of();

  @Option(names = "--data", paramLabel = "DIR", description = "What recipes are trained on.")
  private @Nullable Path data;

  @Option(
      names = "--resume",
      description =
          "Go on with what is in --out: finished recipes stay, one that was stopped goes on.")
  private boolean resume;

  @Mixin private TrainingChoice training = new TrainingChoice();

  @Mixin private DatasetChoice choice = new DatasetChoice();

  @Option(
      names = "--threshold",
      paramLabel = "P",
      description =
          "Call an image positive from this probability on, in all systems. Default: the most"
              + " probable class.")
  private @Nullable Double threshold;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Also write report.html and comparison.json there; recipes are trained below it.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (recipes.isEmpty() && systems.isEmpty()) {
      throw new OptionException(
          "compare: nothing to compare; give runs or predictions files, or --recipes with --data and --out");
    }
    List<RecipeTraining.Trained> trained = train();
    List<String> compared = new ArrayList<>(systems);
    trained.stream()
        .filter(RecipeTraining.Trained::finished)
        .forEach(run -> compared.add(run.recipe() + "=" + run.folder()));
    if (compared.isEmpty()) {
      throw new RunException("compare: no recipe could be trained; the lines above say why");
    }
    Map<String, Predictions> read = new LinkedHashMap<>();
    boolean synthetic = false;
    Map<String, @Nullable Protocol> protocols = new LinkedHashMap<>();
    for (String system : compared) {
      Named named = Named.of(system);
      String name = named.name();
      Path path = named.path();
      if (read.put(name, PredictionFile.read(predictions(path), choice.options())) != null) {
        throw new OptionException(
            "compare: two systems are called '" + name + "'; name them: NAME=" + path);
      }
      ReportFiles.Limits limits = ReportFiles.limits(path);
      synthetic |= limits.synthetic();
      protocols.put(name, limits.protocol());
    }
    EvaluationOptions options = new EvaluationOptions(threshold);
    Comparison comparison = Comparison.of(read, options, BootstrapOptions.DEFAULTS);
    com.fasterxml.jackson.databind.node.ObjectNode tree = comparison.toJson();
    if (!trained.isEmpty()) {
      tree.set("recipes", RecipeCosts.toJson(trained));
    }
    String text = JsonOutput.text(tree);
    if (json) {
      out().println(text);
    } else {
      if (synthetic) {
        out().println("SYNTHETIC: cells of a run were painted");
      }
      protocols.forEach(
          (name, protocol) -> {
            if (protocol != null && protocol.imageLevel()) {
              out()
                  .println(
                      protocol.label()
                          + ": "
                          + name
                          + "; cells of one person are on both sides of its split");
            }
          });
      out().print(comparison.describe());
      comparison.statements().forEach(out()::println);
      comparison.byChance().ifPresent(out()::println);
      if (!trained.isEmpty()) {
        RecipeCosts.lines(trained).forEach(out()::println);
      }
    }
    if (out != null) {
      AtomicFile.writeText(out.resolve("comparison.json"), text + "\n");
      RunReport report =
          ComparisonReport.of(
              read,
              comparison,
              options,
              new ReportFiles.Limits(synthetic, Protocol.weakest(protocols.values())),
              trained.isEmpty() ? List.of() : List.of(RecipeCosts.table(trained)),
              making());
      talk("report: " + ReportFiles.write(out, report));
    }
    return trained.stream().allMatch(RecipeTraining.Trained::finished) ? GOOD : FAILED;
  }

  private List<RecipeTraining.Trained> train() {
    if (recipes.isEmpty()) {
      return List.of();
    }
    if (data == null || out == null) {
      throw new OptionException(
          "compare: --recipes need --data DIR to train on and --out DIR for their runs");
    }
    return new RecipeTraining(training, choice.options(), making(), this::talk)
        .train(recipes, data, out, resume, (task, images) -> progress(task, "images", images));
  }

  /** What to call a system, and where it is. */
  private record Named(String name, Path path) {

    /** A path that is there may hold an equals sign itself. */
    static Named of(String word) {
      int cut = word.indexOf('=');
      if (cut > 0 && !Files.exists(Path.of(word))) {
        return new Named(word.substring(0, cut), Path.of(word.substring(cut + 1)));
      }
      Path path = Path.of(word);
      Path last = path.toAbsolutePath().normalize().getFileName();
      String name = last == null ? word : last.toString().replaceFirst("\\.csv$", "");
      return new Named(name, path);
    }
  }

  private static Path predictions(Path path) {
    if (!Files.isDirectory(path)) {
      return path;
    }
    Path file = path.resolve("predictions.csv");
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          path
              + ": holds no predictions.csv; give the folder of a finished run (else go on with it by"
              + " --resume), or a predictions file");
    }
    return file;
  }
}
