package org.allnet.benchmark.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.benchmark.worker.Launch;
import org.allnet.data.RunException;
import org.allnet.data.synthetic.SyntheticDataset;
import org.allnet.data.synthetic.SyntheticOptions;

/**
 * Measures a service of its own on this machine's loopback, beside the classifier alone in the same
 * run. Each part lasts a fixed time, so that it ends by itself.
 */
public final class ServiceBenchmark {

  private static final int SIDE = 450;
  private static final double READY_SECONDS = 3;
  private static final Duration READY_WITHIN = Duration.ofMinutes(3);

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
    try {
      Path folder = Files.createTempDirectory("allnet-bench");
      try {
        return new ServiceBenchmark(options, launch, progress).measure(folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new RunException("benchmark: its folder can't be made", e);
    }
  }

  private ServiceReport measure(Path folder) throws IOException {
    double load = load();
    Path images = Files.createDirectories(folder.resolve("cells"));
    cells(folder.resolve("synthetic"), images);
    List<byte[]> cells = ServiceWorker.images(images);
    Path model = options.model() == null ? folder.resolve("model.safetensors") : options.model();
    if (options.model() == null) {
      answer(folder, ServiceWorker.Part.MODEL, model, options.inputSize(), options.width());
    }
    progress.accept("the classifier alone");
    JsonNode bare =
        answer(folder, ServiceWorker.Part.BARE, images, model, options.each().toMillis());
    progress.accept("filling a service with %d cells".formatted(options.cells()));
    Path place = folder.resolve("service");
    Path first = images.resolve(name(0));
    JsonNode seeded = answer(folder, ServiceWorker.Part.SEED, place, model, first, options.cells());
    progress.accept("starting it");
    long started = System.nanoTime();
    try (ServiceProcess process =
        ServiceProcess.start(launch, folder, ServiceWorker.Part.SERVE, place)) {
      String address = process.answer().path("address").asText().replaceAll("/$", "");
      ServiceClient client = new ServiceClient(Served.of(seeded, address));
      ready(client, started, bare);
      new ServiceLoads(options, client, cells, goals, figures, progress)
          .measure(bare, process.id());
    }
    goals.sort(Comparator.comparing(Goal::key));
    notes.add("f: KilledWorkTest and KilledServiceTest kill a process fifty times and compare");
    notes.add("g: peers on the same weights were not run");
    notes.add(
        "load average %.1f before and %.1f after, on %d cores; figures are worth something on a quiet machine alone"
            .formatted(load, load(), cores()));
    if (options.cells() < 100_000 || options.open().compareTo(ServiceBenchmarkOptions.WHOLE) < 0) {
      notes.add("a look, no result: shorter and with fewer cells than the goals ask for");
    }
    return new ServiceReport(machine(), model(cells), goals, figures, notes);
  }

  private JsonNode answer(Path folder, ServiceWorker.Part part, Object... words) {
    try (ServiceProcess process = ServiceProcess.start(launch, folder, part, words)) {
      return process.answer();
    }
  }

  /** Until the service says that it is ready, model and all. */
  private void ready(ServiceClient client, long started, JsonNode bare) {
    long end = started + READY_WITHIN.toNanos();
    while (!client.isReady()) {
      if (System.nanoTime() > end) {
        throw new RunException("the service was not ready within " + READY_WITHIN);
      }
      pause();
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    double load = bare.path("load").asDouble();
    figures.put("model load alone, s", load);
    goals.add(
        Goal.atMost(
            "e",
            "start of the process to ready, without the model's load",
            seconds - load,
            READY_SECONDS,
            "s"));
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException("benchmark: was interrupted", e);
    }
  }

  private static String name(int number) {
    return String.format(Locale.ROOT, "cell-%03d.png", number);
  }

  /** Synthetic cells as PNG files. */
  private static void cells(Path synthetic, Path images) throws IOException {
    SyntheticDataset.write(synthetic, new SyntheticOptions(4, 8, SIDE, 1));
    List<Path> files;
    try (Stream<Path> all = Files.walk(synthetic)) {
      files = all.filter(file -> file.toString().endsWith(".bmp")).sorted().toList();
    }
    for (int i = 0; i < files.size(); i++) {
      BufferedImage image = ImageIO.read(files.get(i).toFile());
      ImageIO.write(image, "png", images.resolve(name(i)).toFile());
    }
  }

  private String model(List<byte[]> cells) {
    long bytes = cells.stream().mapToLong(one -> one.length).sum() / cells.size();
    String asked =
        options.model() == null
            ? "an untrained network, input %d, width %s"
                .formatted(options.inputSize(), options.width())
            : options.model().toString();
    return "%s; synthetic cells of %d x %d pixels, PNG of %d kB on average"
        .formatted(asked, SIDE, SIDE, bytes / 1000);
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static String machine() {
    return "%s %s, %d cores, Java %s"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            cores(),
            System.getProperty("java.version"));
  }

  private static double load() {
    return java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    }
  }
}
