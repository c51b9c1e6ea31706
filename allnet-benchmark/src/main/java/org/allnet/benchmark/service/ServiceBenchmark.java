package org.allnet.benchmark.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.allnet.benchmark.BenchmarkFolder;
import org.allnet.benchmark.worker.AnsweringProcess;
import org.allnet.benchmark.worker.Launch;
import org.allnet.data.RunException;

/**
 * Measures a service of its own on this machine's loopback, beside the classifier alone in the same
 * run. Each part lasts a fixed time, so that it ends by itself.
 */
public final class ServiceBenchmark {

  private static final int SIDE = 450;
  private static final double READY_SECONDS = 3;

  private final ServiceBenchmarkOptions options;
  private final Launch launch;
  private final Consumer<String> progress;
  private final List<Goal> goals = new ArrayList<>();
  private final Map<String, Double> figures = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  private ServiceBenchmark(
      ServiceBenchmarkOptions options, Launch launch, Consumer<String> progress) {
    this.options = options;
    this.launch = launch;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @param options what
   * @param launch how processes are started
   * @param progress gets a line at each step
   * @return what came out
   * @throws RunException if a process fails, or the service answers what it must not
   */
  public static ServiceReport run(
      ServiceBenchmarkOptions options, Launch launch, Consumer<String> progress) {
    try (BenchmarkFolder folder = BenchmarkFolder.create()) {
      return new ServiceBenchmark(options, launch, progress).measure(folder.path());
    }
  }

  private ServiceReport measure(Path folder) {
    double load = BenchMachine.load();
    SentCells cells = SentCells.make(folder, SIDE);
    Path model = options.model() == null ? folder.resolve("model.safetensors") : options.model();
    if (options.model() == null) {
      answer(folder, ServiceWorker.Part.MODEL, model, options.inputSize(), options.width());
    }
    progress.accept("filling a service with %d cells".formatted(options.cells()));
    Path place = folder.resolve("service");
    JsonNode seeded =
        answer(folder, ServiceWorker.Part.SEED, place, model, cells.first(), options.cells());
    try (ClassifierTurns bare =
        ClassifierTurns.start(launch, folder, cells.folder(), model, options)) {
      serve(folder, place, seeded, cells, bare);
    }
    goals.sort(Comparator.comparing(Goal::key));
    notes.add("f: KilledWorkTest and KilledServiceTest kill a process fifty times and compare");
    notes.add("g: other servers on the same weights are measured by themselves");
    notes.add(BenchMachine.loads(load));
    if (!options.isWhole()) {
      notes.add("a look, no result: shorter and with fewer cells than the goals ask for");
    }
    return new ServiceReport(
        BenchMachine.words(),
        BenchMachine.model(options.model(), options.inputSize(), options.width())
            + "; "
            + cells.words(),
        goals,
        figures,
        notes);
  }

  private void serve(
      Path folder, Path place, JsonNode seeded, SentCells cells, ClassifierTurns bare) {
    progress.accept("starting it");
    long started = System.nanoTime();
    try (AnsweringProcess process =
        ServiceWorker.start(launch, folder, ServiceWorker.Part.SERVE, place)) {
      String address = process.answer().path("address").asText().replaceAll("/$", "");
      ServiceClient client = new ServiceClient(Served.of(seeded, address));
      ready(client, started, bare.load());
      new ServiceLoads(options, client, cells.files(), goals, figures, progress)
          .measure(bare, process.id());
    }
  }

  private JsonNode answer(Path folder, ServiceWorker.Part part, Object... words) {
    try (AnsweringProcess process = ServiceWorker.start(launch, folder, part, words)) {
      return process.answer();
    }
  }

  /** How long it took until the service said that it is ready, model and all. */
  private void ready(ServiceClient client, long started, double load) {
    client.awaitReady();
    double seconds = (System.nanoTime() - started) / 1e9;
    figures.put("model load alone, s", load);
    goals.add(
        Goal.atMost(
            "e",
            "start of the process to ready, without the model's load",
            seconds - load,
            READY_SECONDS,
            "s"));
  }
}
