package org.allnet.spark.session;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import org.allnet.data.ForeignFailure;
import org.allnet.data.RunException;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Begins sessions of Spark whose executors have what a model needs. */
public final class ClusterSession {

  /**
   * What Arrow's memory needs of Java 24 and newer. Older ones do not know it, and pass it over by
   * {@code -XX:+IgnoreUnrecognizedVMOptions}.
   */
  public static final String ARROW_ON_NEW_JAVA = "--sun-misc-unsafe-memory-access=allow";

  /**
   * System property with what executors need on their class path, separated as a class path: jars,
   * which are sent to them, or folders of classes, which they have to see.
   */
  public static final String CLASSES = "allnet.cluster.classes";

  private static final String LOG = "log4j2.configurationFile";

  /** Megabytes for what lives no longer than an image, unless that is most of the memory. */
  private static final int YOUNG_OF_A_CORE = 40;

  private static final int MOST_YOUNG = 4;

  /** Megabytes for the rest of Java's memory in the beginning, which grows. */
  private static final int HELD_AT_FIRST = 24;

  private static final String MEMORY = "spark.executor.memory";

  /** What an administrator of a cluster says for all programs. Java takes one collector alone. */
  private static final String DEFAULT_OPTIONS = "spark.executor.defaultJavaOptions";

  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC\\b");

  private static final Map<String, String> USUAL =
      Map.ofEntries(
          Map.entry("spark.ui.enabled", "false"),
          // What the driver remembers of rounds that are over, which nobody looks at.
          Map.entry("spark.ui.retainedJobs", "100"),
          Map.entry("spark.ui.retainedStages", "100"),
          Map.entry("spark.ui.retainedTasks", "1000"),
          Map.entry("spark.sql.ui.retainedExecutions", "20"),
          Map.entry("spark.sql.session.timeZone", "UTC"),
          // Some thousand images at once would be gigabytes.
          Map.entry("spark.sql.parquet.columnarReaderBatchSize", "32"),
          Map.entry("spark.sql.files.maxPartitionBytes", "64m"),
          Map.entry("spark.sql.files.openCostInBytes", "0"),
          Map.entry("spark.sql.shuffle.partitions", "16"),
          // Answers are there as a whole or not at all, and a mark says so.
          Map.entry("spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version", "1"),
          Map.entry("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "true"),
          // Waiting tensor threads sleep: executors share their machine.
          Map.entry("spark.executorEnv.OMP_WAIT_POLICY", "PASSIVE"),
          Map.entry("spark.executorEnv.OPENBLAS_THREAD_TIMEOUT", "4"));

  private ClusterSession() {}

  /**
   * Begins a session, or takes that which this process has.
   *
   * @param settings the cluster
   * @param name what the cluster's pages call it
   * @return the session; the caller stops it
   * @throws RunException if the cluster can't be reached
   */
  public static SparkSession begin(ClusterSettings settings, String name) {
    if (System.getProperty(LOG) == null) {
      // Before the first class of Spark is touched, which begins to log.
      System.setProperty(LOG, "classpath:org/allnet/spark/session/log4j2.properties");
    }
    SparkConf conf = new SparkConf().setAppName(name);
    USUAL.forEach(conf::setIfMissing);
    String master = settings.master();
    if (master != null) {
      conf.setMaster(master);
    }
    int task = settings.wholeExecutors() ? settings.cores() : 1;
    conf.set("spark.task.cpus", Integer.toString(settings.isLocal() ? 1 : task));
    if (!settings.isLocal()) {
      conf.setIfMissing(MEMORY, settings.memory());
      conf.setIfMissing("spark.executor.cores", Integer.toString(settings.cores()));
      conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", Integer.toString(task));
      conf.setIfMissing("spark.executorEnv.MALLOC_ARENA_MAX", Integer.toString(settings.cores()));
      conf.setIfMissing("spark.executor.extraJavaOptions", javaOptions(settings, conf));
      classes(conf);
    }
    if (settings.isLocal() || (master != null && master.matches("spark://(127\\.|localhost).*"))) {
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    settings.further().forEach(conf::set);
    try {
      SparkSession session = SparkSession.builder().config(conf).getOrCreate();
      session.sparkContext().setLogLevel(conf.get("spark.log.level", "ERROR"));
      return session;
    } catch (RuntimeException e) {
      throw new RunException(
          "%s: no session could be begun (%s); check that the cluster runs and is of the same version of Spark"
              .formatted(master == null ? "the cluster" : master, ForeignFailure.words(e)),
          e);
    }
  }

  /**
   * Answers leave nothing behind, so that Java's memory stays near what is held at a time: else it
   * would grow to all that it may have, beside the weights of a model.
   */
  static String javaOptions(ClusterSettings settings, SparkConf conf) {
    String all =
        "-XX:ActiveProcessorCount=%d -Djava.awt.headless=true -XX:+IgnoreUnrecognizedVMOptions %s"
            .formatted(settings.cores(), ARROW_ON_NEW_JAVA);
    Map<String, String> further = settings.further();
    String usual = further.getOrDefault(DEFAULT_OPTIONS, conf.get(DEFAULT_OPTIONS, ""));
    if (settings.wholeExecutors() || COLLECTOR.matcher(usual).find()) {
      return all;
    }
    String memory = further.getOrDefault(MEMORY, conf.get(MEMORY, settings.memory()));
    long young =
        Math.min(
            (long) YOUNG_OF_A_CORE * settings.cores(), Math.max(1, megabytes(memory) / MOST_YOUNG));
    return all
        + " -XX:+UseSerialGC -Xms%2$dm -XX:NewSize=%1$dm -XX:MaxNewSize=%1$dm"
            .formatted(young, young + HELD_AT_FIRST)
        + " -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40";
  }

  /** Of what is no size Spark itself says so as it begins. */
  private static long megabytes(String size) {
    try {
      return new SparkConf(false).set(MEMORY, size).getSizeAsMb(MEMORY);
    } catch (IllegalArgumentException | NoSuchElementException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Jars are sent; folders can't be, and have to be where the executors are. */
  private static void classes(SparkConf conf) {
    String listed = System.getProperty(CLASSES);
    if (listed == null || listed.isBlank()) {
      return; // whoever submitted the program has sent it
    }
    List<String> jars = new ArrayList<>();
    for (String entry : listed.split(File.pathSeparator)) {
      if (Files.isDirectory(Path.of(entry))) {
        conf.set("spark.executor.extraClassPath", listed);
        return;
      }
      jars.add(Path.of(entry).toUri().toString());
    }
    conf.set("spark.jars", String.join(",", jars));
  }
}
