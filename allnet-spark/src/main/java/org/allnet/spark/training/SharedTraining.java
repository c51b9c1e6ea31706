package org.allnet.spark.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.allnet.data.Counted;
import org.allnet.data.ForeignFailure;
import org.allnet.data.OptionException;
import org.allnet.data.RunException;
import org.allnet.spark.session.ClusterSession;
import org.allnet.spark.session.ClusterSettings;
import org.allnet.training.run.FoldsApart;
import org.allnet.training.run.MapChecker;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import scala.reflect.ClassTag$;

/**
 * Trains each network on several executors at once: each computes a part of every batch, and they
 * add up their gradients. The tasks of such a stage run all at once or not at all, and if one is
 * lost all begin anew with the last whole epoch. The run is on a disk that driver and executors see
 * under one path.
 */
public final class SharedTraining {

  /** How long an executor may keep the others waiting. */
  public static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Spark looks this often for room for all tasks at once, every five seconds. */
  private static final int LOOKS_FOR_ROOM = 24;

  /** How often the tasks of a fold are begun. */
  private static final int ATTEMPTS = 4;

  /** What Spark says if the cluster has too few cores. */
  private static final String NO_ROOM = "more slots";

  private SharedTraining() {}

  /**
   * Trains all folds that are left, one after the other.
   *
   * @param settings the cluster
   * @param executors how many executors train together, at least 1
   * @param run the run's folder
   * @param begun the run
   * @param version ALLNet's version, for model files
   * @param maps measures whether maps can be believed; a class without arguments that executors
   *     have
   * @param status is told how it goes, a line each
   * @return what failed, a line each; the run is joined
   * @throws OptionException if executors would be threads of one process, are more than a batch has
   *     images, or have too little memory
   * @throws RunException if executors were lost too often
   * @throws org.allnet.data.AllNetException if the cluster can't be reached
   */
  public static List<String> train(
      ClusterSettings settings,
      int executors,
      Path run,
      FoldsApart.Begun begun,
      String version,
      Class<? extends MapChecker> maps,
      Consumer<String> status) {
    TogetherCheck.require(settings, executors, begun.batch());
    ClusterTraining.requireMemory(settings, begun);
    SparkSession spark =
        ClusterSession.begin(together(settings, executors), "ALLNet training together");
    try {
      return in(spark, executors, run, begun, version, maps, PATIENCE, status);
    } finally {
      spark.stop();
    }
  }

  /** As many executors as are wanted, and no endless search for them. */
  private static ClusterSettings together(ClusterSettings settings, int executors) {
    Map<String, String> further = new HashMap<>();
    further.put("spark.executor.instances", Integer.toString(executors));
    further.put("spark.cores.max", Integer.toString(executors * settings.cores()));
    further.put("spark.dynamicAllocation.enabled", "false");
    further.put("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "5s");
    further.put(
        "spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures",
        Integer.toString(LOOKS_FOR_ROOM));
    further.putAll(settings.further());
    return new ClusterSettings(
        settings.master(), settings.cores(), settings.memory(), true, further);
  }

  /** The same in a session of its caller. */
  static List<String> in(
      SparkSession spark,
      int executors,
      Path run,
      FoldsApart.Begun begun,
      String version,
      Class<? extends MapChecker> maps,
      Duration patience,
      Consumer<String> status) {
    List<String> failures = new ArrayList<>();
    for (int fold : begun.left()) {
      status.accept(
          "training fold model %d on %s".formatted(fold, Counted.of(executors, "executor")));
      TrainTogether task =
          new TrainTogether(
              run.toAbsolutePath().normalize().toString(),
              fold,
              new TrainFold(version, maps),
              patience);
      try (EpochsTold told = EpochsTold.of(run, fold, status)) {
        failures.addAll(again(spark, executors, run, task, status));
        told.look();
      }
    }
    FoldsApart.join(run, begun.foldModels());
    return failures;
  }

  /** Spark does not begin such a stage anew by itself once a task of it was lost. */
  private static List<String> again(
      SparkSession spark, int executors, Path run, TrainTogether task, Consumer<String> status) {
    for (int attempt = 1; ; attempt++) {
      try {
        return stage(spark, executors, task);
      } catch (Exception e) {
        String words = ForeignFailure.words(e);
        if (attempt == ATTEMPTS || words.contains(NO_ROOM)) {
          throw RunException.in(
              run,
              "executors were lost too often, or there is no room for all of them at once (%s); whole epochs are kept, resume the run"
                  .formatted(words),
              e);
        }
        status.accept("an executor was lost; all begin anew with the last whole epoch");
      }
    }
  }

  private static List<String> stage(SparkSession spark, int executors, TrainTogether task) {
    List<Integer> ranks = IntStream.range(0, executors).boxed().toList();
    return new JavaSparkContext(spark.sparkContext())
            .parallelize(ranks, executors)
            .rdd()
            .barrier()
            .mapPartitions(task, false, ClassTag$.MODULE$.<String>apply(String.class))
            .toJavaRDD()
            .collect()
            .stream()
            .filter(failure -> !failure.isEmpty())
            .distinct()
            .toList();
  }
}
