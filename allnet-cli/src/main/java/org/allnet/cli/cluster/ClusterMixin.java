package org.allnet.cli.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.OptionException;
import org.allnet.spark.session.ClusterSettings;
import org.allnet.spark.session.SparkLibraries;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which cluster computes. */
public final class ClusterMixin {

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "The cluster: local[CORES] for this machine alone, or spark://HOST:PORT. Leave it out under"
              + " spark-submit, which says it.")
  private @Nullable String master;

  @Option(
      names = "--executor-cores",
      paramLabel = "N",
      description = "Cores of an executor. Default: 1.")
  private @Nullable Integer cores;

  @Option(
      names = "--executor-memory",
      paramLabel = "SIZE",
      description =
          "Memory of an executor's Java; the tensor engine's is beside it. Default: 1g to train; else 256m"
              + " and as much for each core.")
  private @Nullable String memory;

  /** Answers need room for a few images of each core at a time, training for all of a set. */
  private static final int TO_ANSWER = 256;

  private static final String TO_TRAIN = "1g";

  @Option(
      names = "--spark",
      paramLabel = "KEY=VALUE",
      description =
          "Another setting of Spark, such as spark.cores.max=8; may be given several times.")
  private Map<String, String> further = new LinkedHashMap<>();

  @Option(
      names = "--spark-home",
      paramLabel = "DIR",
      description =
          "An installation of Spark "
              + SparkLibraries.VERSION
              + ". Default: the variable SPARK_HOME, then what was fetched.")
  private @Nullable Path home;

  /** For the command line to fill. */
  public ClusterMixin() {}

  /**
   * Refuses what {@code spark-submit} has said, if that started this process.
   *
   * @param command the command with these options
   */
  void refuseSubmitted(Subcommand command) {
    if (submitted("master") != null) {
      command.refuse(
          "under spark-submit, which takes them itself",
          "--master",
          "--executor-cores",
          "--executor-memory",
          "--spark-home");
    }
  }

  /**
   * {@return the cluster}
   *
   * @param wholeExecutors whether a task takes all cores of its executor
   */
  ClusterSettings settings(boolean wholeExecutors) {
    if (master == null && submitted("master") == null) {
      throw new OptionException(
          "which cluster? give --master local[2] or --master spark://HOST:PORT");
    }
    String submittedCores = submitted("executor.cores");
    String submittedMemory = submitted("executor.memory");
    int count =
        cores != null ? cores : submittedCores == null ? 1 : Integer.parseInt(submittedCores);
    String usual = wholeExecutors ? TO_TRAIN : TO_ANSWER * (1 + count) + "m";
    return new ClusterSettings(
        master,
        count,
        memory != null ? memory : submittedMemory == null ? usual : submittedMemory,
        wholeExecutors,
        further);
  }

  /** What {@code spark-submit} was told; null if it was not, or did not start this process. */
  private static @Nullable String submitted(String setting) {
    return System.getProperty("spark." + setting);
  }

  /** {@return whether the driver is on the machine that computes} */
  boolean isThisMachine() {
    return master != null && master.matches("local.*|spark://(127\\.|localhost).*");
  }

  /** {@return the folder of Spark} */
  Path spark() {
    if (home != null) {
      return SparkLibraries.find(List.of(home))
          .orElseThrow(
              () ->
                  OptionException.ofSetting(
                      "spark-home",
                      Objects.requireNonNull(home),
                      "--spark-home %s: has no jars/spark-sql_*.jar; name the folder of an installation of Spark"
                          .formatted(home)));
    }
    List<Path> homes = new ArrayList<>();
    String variable = System.getenv("SPARK_HOME");
    if (variable != null && !variable.isBlank()) {
      homes.add(Path.of(variable));
    }
    homes.add(fetched());
    return SparkLibraries.find(homes)
        .orElseThrow(
            () ->
                new OptionException(
                    "Spark is not here: set SPARK_HOME to an installation of Spark %s, or fetch its libraries once by 'allnet cluster fetch'"
                        .formatted(SparkLibraries.VERSION)));
  }

  /** {@return where fetched libraries are} */
  static Path fetched() {
    String cache = System.getenv("XDG_CACHE_HOME");
    return SparkLibraries.home(
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache));
  }
}
