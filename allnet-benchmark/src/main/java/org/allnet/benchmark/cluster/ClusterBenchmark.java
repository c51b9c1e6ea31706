package org.allnet.benchmark.cluster;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.allnet.benchmark.Quartiles;
import org.allnet.benchmark.Ratio;
import org.allnet.benchmark.worker.Launch;
import org.allnet.benchmark.worker.UntrainedModel;
import org.allnet.data.RunException;
import org.allnet.data.synthetic.SyntheticDataset;
import org.allnet.data.synthetic.SyntheticOptions;
import org.allnet.spark.scoring.Scoring;
import org.allnet.spark.scoring.ScoringOptions;
import org.allnet.spark.session.ClusterSettings;

/**
 * Measures how fast two executors of one core score image files, beside the classifier alone with
 * two threads. The two take turns: a turn of the cluster is a round of scoring, with its list of
 * files and its answers in Parquet files, and between two rounds the classifier has its turn.
 */
public final class ClusterBenchmark {

  private static final int SIDE = 450;
  private static final int CORES = 2;
  private static final double GOAL = 0.9;
  private static final String CLUSTER = "local-cluster[%d,1,1536]".formatted(CORES);

  private final ClusterBenchmarkOptions options;
  private final Launch launch;
  private final Consumer<String> progress;
  private final List<ClusterTurn> bare = new ArrayList<>();
  private final List<ClusterTurn> cluster = new ArrayList<>();
  private double startUp;
  private double firstRound;

  private ClusterBenchmark(
      ClusterBenchmarkOptions options, Launch launch, Consumer<String> progress) {
    this.options = options;
    this.launch = launch;
    this.progress = progress;
  }

  /**
   * Measures. Spark has to be on the class path.
   *
   * @param options what
   * @param launch how processes are started
   * @param progress gets a line at each step
   * @return what came out
   * @throws RunException if a process fails
   */
  public static ClusterBenchmarkReport run(
      ClusterBenchmarkOptions options, Launch launch, Consumer<String> progress) {
    try {
      Path folder = Files.createTempDirectory("allnet-bench");
      try {
        return new ClusterBenchmark(options, launch, progress).measure(folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new RunException("benchmark: its folder can't be made", e);
    }
  }

  private ClusterBenchmarkReport measure(Path folder) throws IOException {
    double load = load();
    Path cells = cells(folder);
    Path model = options.model() == null ? folder.resolve("model.safetensors") : options.model();
    if (options.model() == null) {
      UntrainedModel.write(model, options.inputSize(), options.width());
    }
    try (BareTurns alone = BareTurns.start(launch, folder, model, cells.resolve("0"), CORES)) {
      progress.accept("the classifier alone: warming up");
      alone.take();
      progress.accept("starting a cluster");
      long began = System.nanoTime();
      Scoring.run(
          new ClusterSettings(CLUSTER, 1, "512m", false, Map.of()),
          new ScoringOptions(
              model,
              List.of(cells.toString()),
              folder.resolve("scored").toString(),
              false,
              "image",
              "content",
              ScoringOptions.Labels.NONE,
              options.cells()),
          new Rounds(alone, began));
    }
    List<String> notes =
        List.of(
            "start-up is not in the ratio: session %.1f s, and the first round, with the start of the executors and of their models, %.1f s"
                .formatted(startUp, firstRound),
            "load average %.1f before and %.1f after, on %d cores; figures are worth something on a quiet machine alone"
                .formatted(load, load(), Runtime.getRuntime().availableProcessors()),
            options.cells() < ClusterBenchmarkOptions.GOAL_CELLS
                ? "a look, no result: fewer cells than the goal asks for"
                : "%d cells, %d turns of each".formatted(options.cells(), options.turns()));
    return new ClusterBenchmarkReport(machine(), asked(), ratio(), figures(), notes);
  }

  /** Takes the time of rounds, and lets the classifier have its turn between them. */
  private final class Rounds implements Scoring.Listener {

    private final BareTurns alone;
    private final long began;
    private long start;
    private double processors;

    Rounds(BareTurns alone, long began) {
      this.alone = alone;
      this.began = began;
    }

    @Override
    public void planned(long files, String what, int rounds) {
      startUp = (System.nanoTime() - began) / 1e9;
      progress.accept("warming up the cluster");
      begin();
    }

    @Override
    public void finished(int round, int of) {
      double seconds = (System.nanoTime() - start) / 1e9;
      double used = processors() - processors;
      if (round == 1) {
        firstRound = seconds;
      } else {
        cluster.add(new ClusterTurn(options.cells(), seconds, used));
      }
      if (round < of) {
        progress.accept("turn %d of %d: the classifier alone".formatted(round, of - 1));
        bare.add(alone.take());
        progress.accept("turn %d of %d: the cluster".formatted(round, of - 1));
      }
      begin();
    }

    private void begin() {
      processors = processors();
      start = System.nanoTime();
    }

    private double processors() {
      return ProcessorTime.ofAllBelow(process -> process.pid() != alone.id());
    }
  }

  private Ratio ratio() {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < cluster.size(); i++) {
      ratios.add(cluster.get(i).perSecond() / bare.get(i).perSecond());
    }
    Quartiles spread = Quartiles.of(ratios);
    return new Ratio(
        "two executors by the classifier on two cores", spread.median(), true, GOAL, spread);
  }

  private Map<String, Quartiles> figures() {
    Map<String, Quartiles> figures = new LinkedHashMap<>();
    figures.put("cells a second, classifier alone", spread(bare, ClusterTurn::perSecond));
    figures.put("cells a second, cluster", spread(cluster, ClusterTurn::perSecond));
    figures.put("ms of a core for a cell, classifier alone", spread(bare, ClusterTurn::coreMillis));
    figures.put(
        "ms of a core for a cell, executors and driver", spread(cluster, ClusterTurn::coreMillis));
    return figures;
  }

  private static Quartiles spread(List<ClusterTurn> turns, ToDoubleFunction<ClusterTurn> of) {
    return Quartiles.of(turns.stream().map(turn -> of.applyAsDouble(turn)).toList());
  }

  /** A folder for the first round and for each turn, of the same cells under other names. */
  private Path cells(Path folder) throws IOException {
    Path synthetic = folder.resolve("synthetic");
    SyntheticDataset.write(synthetic, new SyntheticOptions(4, 8, SIDE, 1));
    List<Path> few;
    try (Stream<Path> all = Files.walk(synthetic)) {
      few = all.filter(file -> file.toString().endsWith(".bmp")).sorted().toList();
    }
    Path cells = folder.resolve("cells");
    for (int turn = 0; turn <= options.turns(); turn++) {
      Path one = Files.createDirectories(cells.resolve(String.valueOf(turn)));
      for (int i = 0; i < options.cells(); i++) {
        Files.createLink(
            one.resolve(String.format(Locale.ROOT, "cell-%05d.bmp", i)), few.get(i % few.size()));
      }
    }
    return cells;
  }

  private String asked() {
    String network =
        options.model() == null
            ? "an untrained network, input %d, width %s"
                .formatted(options.inputSize(), options.width())
            : options.model().toString();
    return "%s; synthetic cells of %d x %d pixels, BMP".formatted(network, SIDE, SIDE);
  }

  private static String machine() {
    return "%s %s, %d cores, Java %s"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("java.version"));
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    }
  }
}
