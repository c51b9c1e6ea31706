package org.allnet.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.allnet.benchmark.engine.Competitor;
import org.allnet.benchmark.engine.WorkOrder;
import org.allnet.benchmark.engine.Workload;
import org.allnet.benchmark.worker.Launch;
import org.allnet.benchmark.worker.WorkerProcess;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.Precision;

/**
 * Measures ALLNet and its peers side by side. Those that are compared live in one process each, all
 * at the same time, and take turns round by round: what slows the machine down for a while slows
 * all of them. The first rounds warm up and are not counted: as many as it takes until Java has
 * compiled what it will.
 */
public final class Benchmark {

  /** Rounds that are not counted, if a round takes long or measures a curve. */
  private static final int WARM_UP = 4;

  /** Images that are not counted, before a system's answers are timed. */
  private static final int WARM_UP_IMAGES = 96;

  /** The same if images are decoded. */
  private static final int WARM_UP_FILES = 192;

  /** How many times narrower the smaller network is on which refusal is timed. */
  private static final double NARROWER = 4;

  private static final List<Integer> BATCHES = List.of(1, 2, 4, 8, 16);
  private static final List<Double> WINDOWS = List.of(0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 1.0);

  private final BenchmarkOptions options;
  private final Rounds most;
  private final Launch launch;
  private final Consumer<String> status;
  private final Path folder;
  private final Turns turns;
  private final List<CostPoint> costs = new ArrayList<>();

  private Benchmark(
      BenchmarkOptions options, Rounds most, Launch launch, Consumer<String> status, Path folder) {
    this.options = options;
    this.most = most;
    this.launch = launch;
    this.status = status;
    this.folder = folder;
    this.turns = new Turns(launch, status);
  }

  /**
   * Returns what every system takes for every task.
   *
   * @param options what
   * @param launch how child processes are started
   * @param status is told what is going on, a line each
   * @return what was found
   * @throws org.allnet.data.AllNetException if the data can't be used or ALLNet itself fails;
   *     another system that fails is left out and told of
   */
  public static BenchmarkReport run(
      BenchmarkOptions options, Launch launch, Consumer<String> status) {
    return run(options, Rounds.ALL, launch, status);
  }

  /** Measures everything, in no more rounds of each kind than those: then times say little. */
  static BenchmarkReport run(
      BenchmarkOptions options, Rounds most, Launch launch, Consumer<String> status) {
    try (BenchmarkFolder folder = BenchmarkFolder.create()) {
      return new Benchmark(options, most, launch, status, folder.path()).report();
    }
  }

  private BenchmarkReport report() {
    WorkOrder first = order(Competitor.ALLNET, Workload.INFERENCE, 1);
    status.accept("cells and model");
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
    List<Competitor> all = List.of(Competitor.ALLNET, Competitor.EXACT);
    compare(
        Workload.INFERENCE,
        1,
        quick ? new Rounds(WARM_UP, 5) : new Rounds(WARM_UP_IMAGES, 48),
        with(all, cuda, Competitor.ONNX_RUNTIME, Competitor.DJL));
    List<Competitor> eight = new ArrayList<>(all);
    eight.add(Competitor.GEMM_FLOOR);
    compare(
        Workload.INFERENCE,
        8,
        quick ? new Rounds(WARM_UP, 3) : new Rounds(WARM_UP_IMAGES / 8, 18),
        with(eight, cuda, Competitor.ONNX_RUNTIME, Competitor.DJL));
    List<Competitor> training = new ArrayList<>(all);
    training.add(Competitor.BATCHES);
    compare(
        Workload.TRAINING,
        16,
        new Rounds(WARM_UP, quick ? 2 : 7),
        with(training, cuda, Competitor.DJL));
    compare(
        Workload.INFERENCE,
        8,
        quick ? new Rounds(WARM_UP, 2) : new Rounds(WARM_UP_FILES / 8, 12),
        List.of(Competitor.FOLDER, Competitor.DECODED, Competitor.PREPARATION));
    starts(
        new Rounds(1, quick ? 2 : 7),
        with(List.of(Competitor.ALLNET), cuda, Competitor.ONNX_RUNTIME, Competitor.DJL),
        cells.images().get(0));
    explanations();
    refusal(first);
    if (!quick) {
      costs();
    }
    return new BenchmarkReport(
        device,
        cells.source(),
        turns.results(),
        BenchmarkReport.ratios(turns.results()),
        costs,
        turns.agreement(),
        notes,
        turns.failures());
  }

  private void explanations() {
    boolean quick = options.quick();
    compare(
        Workload.EXPLANATION,
        8,
        quick ? new Rounds(WARM_UP, 3) : new Rounds(WARM_UP_IMAGES / 8, 18),
        List.of(Competitor.ANSWERS, Competitor.HIRES_CAM));
    // A round of SHAP is 512 images already.
    compare(
        Workload.EXPLANATION,
        1,
        quick ? new Rounds(0, 2) : new Rounds(1, 7),
        List.of(Competitor.ONE_IMAGE, Competitor.SHAP));
  }

  /** What is looked for is a few in a hundred, so that it takes many rounds. */
  private void refusal(WorkOrder wide) {
    WorkOrder narrow = narrow(wide);
    status.accept("a narrow model");
    WorkerProcess.prepare(launch, narrow);
    for (WorkOrder size : List.of(wide, narrow)) {
      compare(
          new Rounds(WARM_UP_IMAGES / 8, options.quick() ? 24 : 48),
          Stream.of(Competitor.ANSWERS, Competitor.REFUSING)
              .map(system -> size.as(system, Workload.REFUSAL, 8))
              .toList());
    }
  }

  /** The same cells for a smaller network. */
  private WorkOrder narrow(WorkOrder wide) {
    Path below = folder.resolve("narrow");
    NetworkOptions network =
        NetworkOptions.allnet(2, options.inputSize(), options.width() / NARROWER, 0.5);
    WorkOrder narrow = wide.with(below, network);
    try {
      Files.createDirectory(below);
      Files.copy(wide.cells(), narrow.cells());
      narrow.writeImages(wide.images());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return narrow;
  }

  private static List<Competitor> with(List<Competitor> own, boolean cuda, Competitor... peers) {
    List<Competitor> list = new ArrayList<>(own);
    if (!cuda) {
      list.addAll(List.of(peers));
    }
    return list;
  }

  private WorkOrder order(Competitor system, Workload task, int batch) {
    return order(system, task, batch, options.threads());
  }

  private WorkOrder order(Competitor system, Workload task, int batch, int threads) {
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

  private void compare(Workload task, int batch, Rounds rounds, List<Competitor> systems) {
    compare(rounds, systems.stream().map(system -> order(system, task, batch)).toList());
  }

  private void compare(Rounds rounds, List<WorkOrder> orders) {
    boolean alike =
        orders.get(0).task() == Workload.INFERENCE
            && orders.stream().anyMatch(order -> order.system() == Competitor.EXACT);
    turns.compare(rounds.atMost(most), orders, alike);
  }

  private void starts(Rounds all, List<Competitor> systems, Path image) {
    String what = "start to answer";
    Rounds rounds = all.atMost(most);
    Map<Competitor, List<WorkerProcess.Start>> starts = new LinkedHashMap<>();
    List<Competitor> running = new ArrayList<>(systems);
    for (int round = -rounds.warmUp(); round < rounds.counted(); round++) {
      status.accept(what + ": round %d of %d".formatted(round + 1, rounds.counted()));
      boolean counts = round >= 0;
      running.removeIf(
          system -> {
            Optional<WorkerProcess.Start> start =
                turns.attempt(
                    system,
                    what,
                    () -> WorkerProcess.once(launch, order(system, Workload.START, 1), image));
            if (counts) {
              start.ifPresent(
                  one -> starts.computeIfAbsent(system, none -> new ArrayList<>()).add(one));
            }
            return start.isEmpty();
          });
    }
    starts.keySet().retainAll(running);
    starts.forEach(
        (system, own) ->
            turns.add(
                order(system, Workload.START, 1),
                own.stream().map(WorkerProcess.Start::seconds).toList(),
                own.stream().mapToLong(WorkerProcess.Start::peakBytes).max().orElse(0)));
  }

  private void costs() {
    for (Competitor system : List.of(Competitor.ALLNET, Competitor.EXACT)) {
      turns.attempt(system, "cost", () -> costs(system)).ifPresent(costs::addAll);
    }
  }

  private List<CostPoint> costs(Competitor system) {
    List<CostPoint> points = new ArrayList<>();
    status.accept("cost by window: " + system.key());
    try (WorkerProcess worker = WorkerProcess.start(launch, order(system, Workload.INFERENCE, 8))) {
      for (double fraction : WINDOWS) {
        int side = (int) Math.round(fraction * options.inputSize());
        worker.window(side);
        points.add(new CostPoint(system, "window", side, median(worker)));
      }
    }
    for (int batch : BATCHES) {
      status.accept("cost by batch: " + system.key());
      points.add(point(order(system, Workload.INFERENCE, batch), "batch", batch));
    }
    for (int threads = 1; threads <= options.threads(); threads *= 2) {
      status.accept("cost by threads: " + system.key());
      points.add(point(order(system, Workload.INFERENCE, 8, threads), "threads", threads));
    }
    return points;
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
    return Quartiles.of(seconds).median();
  }
}
