package org.allnet.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** What a comparison on one machine has not, or is told here. */
  private static final Set<String> OF_A_CLUSTER =
      Set.of(
          "--master",
          "--executor-cores",
          "--executor-memory",
          "--spark",
          "--spark-home",
          "--data",
          "--out",
          "--resume");

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
    return runCommand(comparison(whole));
  }

  /** The words of the comparison on one machine, which finds all folds trained. */
  private List<String> comparison(Path whole) {
    List<String> words = new ArrayList<>(List.of("compare", "--recipes"));
    words.add(String.join(",", recipes.stream().map(String::strip).toList()));
    words.addAll(List.of("--data", data.toAbsolutePath().normalize().toString()));
    words.addAll(List.of("--out", whole.toString(), "--resume"));
    for (String option : given()) {
      if (OF_A_CLUSTER.contains(option)) {
        continue;
      }
      List<String> values = typed(option);
      if (values.isEmpty()) {
        words.add(option);
      }
      values.forEach(value -> words.add(option + "=" + value));
    }
    return words;
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
