package org.allnet.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.allnet.benchmark.engine.Competitor;
import org.allnet.benchmark.engine.Task;
import org.allnet.benchmark.engine.WorkOrder;
import org.allnet.benchmark.worker.Launch;
import org.allnet.benchmark.worker.WorkerProcess;
import org.allnet.network.architecture.NetworkOptions;
import org.allnet.network.architecture.Precision;

/**
 * Measures ALLNet and its peers side by side. Those that are compared live in one process each, all
 * at the same time, and take turns round by round: what slows the machine down for a while slows
 * all of them. The first rounds warm up and are not counted: as many as it takes until Java has
 * compiled what it will.
 */
public final class Benchmark {

  /** Rounds that are not counted, where a round takes long or measures a curve. */
  private static final int WARM_UP = 4;

  /** Images that are not counted, before a system's answers are timed. */
  private static final int WARM_UP_IMAGES = 96;

  /** The same where images are decoded. */
  private static final int WARM_UP_FILES = 192;

  private static final List<Integer> BATCHES = List.of(1, 2, 4, 8, 16);
  private static final List<Double> WINDOWS = List.of(0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 1.0);

  private final BenchmarkOptions options;
  private final Launch launch;
  private final Consumer<String> talk;
  private final Path folder;
  private final List<Measurement> results = new ArrayList<>();
  private final List<CostPoint> costs = new ArrayList<>();
  private final Map<Competitor, Double> agreement = new EnumMap<>(Competitor.class);

  private Benchmark(BenchmarkOptions options, Launch launch, Consumer<String> talk, Path folder) {
    this.options = options;
    this.launch = launch;
    this.talk = talk;
    this.folder = folder;
  }

  /**
   * Measures everything.
   *
   * @param options what
   * @param launch how child processes are started
   * @param talk is told what is going on, a line each
   * @return what was found
   * @throws org.allnet.data.AllNetException where the data can't be used or a system fails
   */
  public static BenchmarkReport run(
      BenchmarkOptions options, Launch launch, Consumer<String> talk) {
    try {
      Path folder = Files.createTempDirectory("allnet-bench");
      Thread interrupted = new Thread(() -> delete(folder));
      Runtime.getRuntime().addShutdownHook(interrupted);
      try {
        return new Benchmark(options, launch, talk, folder).report();
      } finally {
        Runtime.getRuntime().removeShutdownHook(interrupted);
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Workers that are just ending may still write there: what is in the way is left. */
  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      folder.toFile().deleteOnExit();
    }
  }

  private BenchmarkReport report() {
    WorkOrder first = order(Competitor.ALLNET, Task.INFERENCE, 1);
    talk.accept("cells and model");
    BenchmarkCells cells = BenchmarkCells.prepare(options, first);
    String device = WorkerProcess.prepare(launch, first);
    boolean cuda = !options.withPeers();
    List<String> notes = new ArrayList<>();
    if (cuda) {
      notes.add("the peers' builds are for the processor: on cuda ALLNet is measured alone");
      notes.add("the targets are meant for two cores of a processor");
    }
    if (options.precision() != Precision.FP32) {
      notes.add("ALLNet's training steps are computed in " + options.precision().key());
    }
    if (options.inputSize() != NetworkOptions.ALLNET.inputSize() || options.width() != 1) {
      notes.add("the targets are meant for the paper's network, 450 pixels at width 1");
    }
    boolean quick = options.quick();
    List<Competitor> all = List.of(Competitor.ALLNET, Competitor.DENSE);
    compare(
        Task.INFERENCE,
        1,
        quick ? WARM_UP : WARM_UP_IMAGES,
        quick ? 5 : 48,
        with(all, cuda, Competitor.ONNX_RUNTIME, Competitor.DJL));
    List<Competitor> eight = new ArrayList<>(all);
    eight.add(Competitor.GEMM_FLOOR);
    compare(
        Task.INFERENCE,
        8,
        quick ? WARM_UP : WARM_UP_IMAGES / 8,
        quick ? 3 : 18,
        with(eight, cuda, Competitor.ONNX_RUNTIME, Competitor.DJL));
    List<Competitor> training = new ArrayList<>(all);
    training.add(Competitor.BATCHES);
    compare(Task.TRAINING, 16, WARM_UP, quick ? 2 : 7, with(training, cuda, Competitor.DJL));
    compare(
        Task.INFERENCE,
        8,
        quick ? WARM_UP : WARM_UP_FILES / 8,
        quick ? 2 : 12,
        List.of(Competitor.FOLDER, Competitor.DECODED, Competitor.PREPARATION));
    starts(
        quick ? 2 : 7,
        with(List.of(Competitor.ALLNET), cuda, Competitor.ONNX_RUNTIME, Competitor.DJL),
        cells.images().get(0));
    if (!quick) {
      costs();
    }
    return new BenchmarkReport(
        device, cells.source(), results, BenchmarkReport.ratios(results), costs, agreement, notes);
  }

  private static List<Competitor> with(List<Competitor> own, boolean cuda, Competitor... peers) {
    List<Competitor> list = new ArrayList<>(own);
    if (!cuda) {
      list.addAll(List.of(peers));
    }
    return list;
  }

  private WorkOrder order(Competitor system, Task task, int batch) {
    return order(system, task, batch, options.threads());
  }

  private WorkOrder order(Competitor system, Task task, int batch, int threads) {
    return new WorkOrder(
        system,
        task,
        batch,
        threads,
        options.device(),
        folder,
        options.network(),
        options.precision());
  }

  private void compare(Task task, int batch, int warmUp, int rounds, List<Competitor> systems) {
    List<WorkerProcess> workers = new ArrayList<>();
    try {
      for (Competitor system : systems) {
        talk.accept("%s, batch %d: starting %s".formatted(task.key(), batch, system.key()));
        workers.add(WorkerProcess.start(launch, order(system, task, batch)));
      }
      if (task == Task.INFERENCE && systems.contains(Competitor.DENSE)) {
        agree(workers);
      }
      List<List<Double>> seconds = new ArrayList<>();
      workers.forEach(worker -> seconds.add(new ArrayList<>()));
      for (int round = -warmUp; round < rounds; round++) {
        talk.accept(
            round < 0
                ? "%s, batch %d: warming up".formatted(task.key(), batch)
                : "%s, batch %d: round %d of %d".formatted(task.key(), batch, round + 1, rounds));
        for (int i = 0; i < workers.size(); i++) {
          double took = workers.get(i).run(warmUp + round);
          if (round >= 0) {
            seconds.get(i).add(took);
          }
        }
      }
      for (int i = 0; i < workers.size(); i++) {
        results.add(
            new Measurement(
                systems.get(i),
                task,
                batch,
                options.threads(),
                options.device(),
                Spread.of(seconds.get(i)),
                workers.get(i).peakBytes()));
      }
    } finally {
      workers.forEach(WorkerProcess::close);
    }
  }

  /** Holds every system's probabilities of the first batch against ALLNet's. */
  private void agree(List<WorkerProcess> workers) {
    List<double[]> expected = workers.get(0).answers();
    for (WorkerProcess worker : workers.subList(1, workers.size())) {
      Competitor system = worker.order().system();
      if (system == Competitor.GEMM_FLOOR) {
        continue;
      }
      List<double[]> answers = worker.answers();
      double greatest = 0;
      for (int i = 0; i < expected.size(); i++) {
        for (int k = 0; k < expected.get(i).length; k++) {
          greatest = Math.max(greatest, Math.abs(answers.get(i)[k] - expected.get(i)[k]));
        }
      }
      agreement.merge(system, greatest, Math::max);
    }
  }

  private void starts(int rounds, List<Competitor> systems, Path image) {
    List<List<Double>> seconds = new ArrayList<>();
    long[] peaks = new long[systems.size()];
    systems.forEach(system -> seconds.add(new ArrayList<>()));
    for (int round = -1; round < rounds; round++) {
      talk.accept("start to answer: round %d of %d".formatted(round + 1, rounds));
      for (int i = 0; i < systems.size(); i++) {
        WorkerProcess.Start start =
            WorkerProcess.once(launch, order(systems.get(i), Task.START, 1), image);
        if (round >= 0) {
          seconds.get(i).add(start.seconds());
          peaks[i] = Math.max(peaks[i], start.peakBytes());
        }
      }
    }
    for (int i = 0; i < systems.size(); i++) {
      results.add(
          new Measurement(
              systems.get(i),
              Task.START,
              1,
              options.threads(),
              options.device(),
              Spread.of(seconds.get(i)),
              peaks[i]));
    }
  }

  private void costs() {
    List<Competitor> both = List.of(Competitor.ALLNET, Competitor.DENSE);
    for (Competitor system : both) {
      talk.accept("cost by window: " + system.key());
      try (WorkerProcess worker = WorkerProcess.start(launch, order(system, Task.INFERENCE, 8))) {
        for (double share : WINDOWS) {
          int side = (int) Math.round(share * options.inputSize());
          worker.window(side);
          costs.add(new CostPoint(system, "window", side, median(worker)));
        }
      }
      for (int batch : BATCHES) {
        talk.accept("cost by batch: " + system.key());
        costs.add(point(order(system, Task.INFERENCE, batch), "batch", batch));
      }
      for (int threads = 1; threads <= options.threads(); threads *= 2) {
        talk.accept("cost by threads: " + system.key());
        costs.add(point(order(system, Task.INFERENCE, 8, threads), "threads", threads));
      }
    }
  }

  private CostPoint point(WorkOrder order, String along, int x) {
    try (WorkerProcess worker = WorkerProcess.start(launch, order)) {
      return new CostPoint(order.system(), along, x, median(worker));
    }
  }

  private static double median(WorkerProcess worker) {
    List<Double> seconds = new ArrayList<>();
    for (int round = -WARM_UP; round < 5; round++) {
      double took = worker.run(Math.max(0, round));
      if (round >= 0) {
        seconds.add(took);
      }
    }
    return Spread.of(seconds).median();
  }
}
