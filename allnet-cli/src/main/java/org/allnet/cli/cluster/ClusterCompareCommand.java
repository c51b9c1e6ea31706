package org.allnet.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.cli.network.TrainingMixin;
import org.allnet.cli.network.TrainingProgress;
import org.allnet.cli.terminal.DatasetMixin;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.Version;
import org.allnet.data.ForeignFailure;
import org.allnet.data.OptionException;
import org.allnet.data.RunException;
import org.allnet.spark.training.ClusterTraining;
import org.allnet.training.run.FoldsApart;
import org.allnet.training.run.RunOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet cluster compare}: folds of several recipes side by side, then their comparison. */
@Command(
    name = "compare",
    description = {
      "Train recipes on the same split on a cluster, and compare them.",
      "",
      "All folds of all recipes are tasks, one at a time on an executor. --data and --out are on a",
      "disk that driver and executors see under one path. --resume goes on after any stop."
    })
public final class ClusterCompareCommand extends SparkSubcommand {

  private static final String SPLIT = "split.csv";
  private static final String BEGUN = "run.json";

  @Parameters(
      arity = "2..*",
      paramLabel = "RECIPE",
      description = "The recipes ('allnet recipe list', or .recipe files), at least two.")
  private List<String> recipes = List.of();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "The data set that recipes train on.")
  private Path data = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for a run of each recipe, and for the report of the comparison.")
  private Path out = Path.of("");

  @Option(names = "--resume", description = "Go on with what is in --out.")
  private boolean resume;

  @Mixin private TrainingMixin training = new TrainingMixin();

  @Mixin private DatasetMixin choice = new DatasetMixin();

  @Mixin private JsonMixin json = new JsonMixin();

  /** For the command line to make. */
  public ClusterCompareCommand() {}

  @Override
  void check() {
    training.refuseIdle(this, recipes);
    if (!resume && Files.exists(out.resolve(SPLIT))) {
      throw OptionException.ofSetting(
          "out",
          out,
          "--out %s: holds a comparison already; choose another one, or go on with --resume"
              .formatted(out));
    }
  }

  @Override
  int callHere() {
    Path whole = out.toAbsolutePath().normalize();
    Map<Path, FoldsApart.Begun> runs = new LinkedHashMap<>();
    for (String recipe : recipes) {
      RunOptions own =
          training.options(
              recipe.strip(), data.toAbsolutePath().normalize(), choice.options(), true);
      Path folder = whole.resolve(own.recipe().name());
      TrainingProgress listener =
          new TrainingProgress(
              folder, this::status, (task, images) -> progress(task, "images", images));
      if (Files.exists(folder.resolve(BEGUN))) {
        runs.put(folder, FoldsApart.resume(folder, listener));
        continue;
      }
      Path split = whole.resolve(SPLIT);
      RunOptions shared = Files.exists(split) && own.splitFile() == null ? own.splitBy(split) : own;
      runs.put(folder, FoldsApart.begin(shared, folder, context().command(), listener));
      share(folder.resolve(SPLIT), split);
    }
    List<String> failures =
        ClusterTraining.train(
            cluster().settings(true),
            runs,
            Version.withCommit(),
            ClusterMapChecker.class,
            this::status);
    failures.forEach(this::status);
    if (!failures.isEmpty()) {
      throw RunException.in(
          out, "%d folds are not trained; go on with --resume".formatted(failures.size()));
    }
    List<String> compared = new ArrayList<>(List.of("compare"));
    for (Path run : runs.keySet()) {
      // With --json the results of the comparison alone are the output.
      int code = runCommand(List.of("crossval", "--resume", run.toString()));
      if (code != GOOD) {
        return code;
      }
      compared.add(run.toString());
    }
    compared.addAll(List.of("--out", whole.toString()));
    if (json.isWanted()) {
      compared.add("--json");
    }
    return runCommand(compared);
  }

  private static void share(Path own, Path split) {
    try {
      if (!Files.exists(split)) {
        Files.copy(own, split);
      }
    } catch (IOException e) {
      throw RunException.in(split, "can't be written (" + ForeignFailure.words(e) + ")", e);
    }
  }
}
