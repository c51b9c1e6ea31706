package org.allnet.spark.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.allnet.data.Counted;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.spark.session.ClusterSession;
import org.allnet.spark.session.ClusterSettings;
import org.allnet.training.run.FoldsApart;
import org.allnet.training.run.MapChecker;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Trains the folds of runs on a cluster: each is a task, and an executor has one at a time. The
 * runs are on a disk that driver and executors see under one path.
 */
public final class ClusterTraining {

  private ClusterTraining() {}

  /**
   * Trains all folds that are left. A fold whose executor dies is taken up by another.
   *
   * @param settings the cluster
   * @param runs the runs by their folders, begun
   * @param version ALLNet's version, for model files
   * @param maps measures whether maps can be believed; a class without arguments that executors
   *     have
   * @param status is told how it goes, a line each
   * @return what failed, a line each; the runs without a failure are joined
   * @throws OptionException if executors have too little memory for a fold
   * @throws org.allnet.data.AllNetException if the cluster can't be reached
   */
  public static List<String> train(
      ClusterSettings settings,
      Map<Path, FoldsApart.Begun> runs,
      String version,
      Class<? extends MapChecker> maps,
      Consumer<String> status) {
    runs.values().forEach(begun -> requireMemory(settings, begun));
    SparkSession spark = ClusterSession.begin(settings, "ALLNet training");
    try {
      return in(spark, runs, version, maps, status);
    } finally {
      spark.stop();
    }
  }

  /**
   * Trains all folds that are left in a session of its caller.
   *
   * @param spark the session
   * @param runs the runs by their folders, begun
   * @param version ALLNet's version, for model files
   * @param maps measures whether maps can be believed; a class without arguments that executors
   *     have
   * @param status is told how it goes, a line each
   * @return what failed, a line each; the runs without a failure are joined
   */
  public static List<String> in(
      SparkSession spark,
      Map<Path, FoldsApart.Begun> runs,
      String version,
      Class<? extends MapChecker> maps,
      Consumer<String> status) {
    List<String> tasks = new ArrayList<>();
    runs.forEach(
        (folder, begun) -> {
          for (int fold : begun.left()) {
            tasks.add(folder.toAbsolutePath().normalize().toString() + TrainFold.BETWEEN + fold);
          }
        });
    List<String> failures = new ArrayList<>();
    if (tasks.isEmpty()) {
      status.accept("all folds are trained already");
    } else {
      status.accept(
          "training %s; each needs about %d MiB of Java's memory and %d MiB beside it"
              .formatted(
                  Counted.of(tasks.size(), "fold"),
                  mebibytes(most(runs, true)),
                  mebibytes(most(runs, false))));
      FoldsTold told = new FoldsTold(tasks, status);
      spark.sparkContext().addSparkListener(told);
      try {
        new JavaSparkContext(spark.sparkContext())
            .parallelize(tasks, tasks.size()).map(new TrainFold(version, maps)).collect().stream()
                .filter(failure -> !failure.isEmpty())
                .forEach(failures::add);
      } finally {
        spark.sparkContext().removeSparkListener(told);
      }
    }
    runs.forEach((folder, begun) -> FoldsApart.join(folder, begun.foldModels()));
    return failures;
  }

  /** Rounded up: nothing needs no memory. */
  static long mebibytes(long bytes) {
    return Math.max(1, (bytes + (1 << 20) - 1) >> 20);
  }

  private static long most(Map<Path, FoldsApart.Begun> runs, boolean heap) {
    return runs.values().stream()
        .mapToLong(begun -> heap ? begun.heapBytes() : begun.engineBytes())
        .max()
        .orElse(0);
  }

  /**
   * Refuses executors whose Java has too little memory for a fold.
   *
   * @throws OptionException if they have
   */
  static void requireMemory(ClusterSettings settings, FoldsApart.Begun begun) {
    if (!settings.isLocal() && begun.heapBytes() > bytes(settings.memory())) {
      throw new OptionException(
          OptionName.EXECUTOR_MEMORY.with(settings.memory()),
          Sentence.of(
              "%s: a fold needs about %d MiB of Java's memory; give executors more by %s",
              OptionName.EXECUTOR_MEMORY.with(settings.memory()),
              begun.heapBytes() >> 20,
              OptionName.EXECUTOR_MEMORY));
    }
  }

  /** The bytes of a size as Spark writes it, such as {@code 512m}. */
  static long bytes(String size) {
    String low = size.strip().toLowerCase(Locale.ROOT).replaceFirst("b$", "");
    int unit = low.isEmpty() ? -1 : "kmgt".indexOf(low.charAt(low.length() - 1));
    String number = unit < 0 ? low : low.substring(0, low.length() - 1);
    if (!number.matches("\\d{1,9}")) {
      throw OptionException.unknown(
          OptionName.EXECUTOR_MEMORY, size, "a whole number with k, m, g or t, such as 2g");
    }
    return Long.parseLong(number) << (unit < 0 ? 0 : 10 * (unit + 1));
  }
}
