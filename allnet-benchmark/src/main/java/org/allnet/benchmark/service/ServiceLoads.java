package org.allnet.benchmark.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.allnet.data.RunException;
import org.allnet.data.file.Json;

/** Puts loads on a service and compares what it does with the goals. */
final class ServiceLoads {

  private static final int TIMES_CAPACITY = 3;
  private static final int MEGABYTES_MORE = 150;
  private static final double GROWTH = 1.05;
  private static final int TOGETHER = 100;
  private static final int ASKERS = 8;
  private static final int CLIENTS_BEFORE = 16;

  /** Their times are told, but are no goal: Java compiles what they go through meanwhile. */
  private static final int FIRST_UPLOADS = 10;

  /** And these are not told: until about here they get quicker. */
  private static final int UPLOADS_BEFORE = 50;

  private static final int JUDGEMENTS_BEFORE = 20;
  private static final double UPLOAD_MILLISECONDS = 50;
  private static final double JUDGEMENT_MILLISECONDS = 30;
  private static final double PAGE_MILLISECONDS = 100;

  private final ServiceBenchmarkOptions options;
  private final ServiceClient client;
  private final List<byte[]> images;
  private final List<Goal> goals;
  private final Map<String, Double> figures;
  private final Consumer<String> progress;

  ServiceLoads(
      ServiceBenchmarkOptions options,
      ServiceClient client,
      List<byte[]> images,
      List<Goal> goals,
      Map<String, Double> figures,
      Consumer<String> progress) {
    this.options = options;
    this.client = client;
    this.images = images;
    this.goals = goals;
    this.figures = figures;
    this.progress = progress;
  }

  private byte[] image(int number) {
    return images.get(number % images.size());
  }

  private PictureClient asking() {
    return new PictureClient(client.classifyAddress(), client.key());
  }

  private Loops.Closed closed(int clients, Duration length) {
    return Loops.each(clients, length, this::asking, images);
  }

  /**
   * Measures.
   *
   * @param bare the classifier alone, which ends when its turns are over
   * @param process the service's
   */
  void measure(ClassifierTurns bare, long process) {
    progress.accept("warming it");
    figures.put(
        "%d clients in the first %d s, answers/s"
            .formatted(CLIENTS_BEFORE, options.warming().toSeconds()),
        closed(CLIENTS_BEFORE, options.warming()).perSecond());
    closed(1, options.warming());
    ClosedLoads loads = new ClosedLoads(this::closed, progress);
    loads.measure(bare::take, options.each());
    loads.compare(bare.latencies(), bare.best(), goals, figures);
    bare.close();
    open(loads.capacity(), bare.memory(), process);
    saturated();
  }

  /** (c) Questions at three times the rate of answers, whoever waits. */
  private void open(double capacity, double bare, long process) {
    progress.accept("three times as many questions as there are answers");
    List<Double> memory = java.util.Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean over = new AtomicBoolean();
    Thread watching =
        new Thread(
            () -> {
              while (!over.get()) {
                memory.add(ProcessMemory.resident(process) / 1e6);
                sleep(500);
              }
            },
            "memory");
    watching.setDaemon(true);
    watching.start();
    Loops.Open found =
        Loops.open(TIMES_CAPACITY * capacity, options.open(), i -> client.askLater(image(i)));
    over.set(true);
    figures.put("open loop, questions a second", TIMES_CAPACITY * capacity);
    figures.put("open loop, answered of all", (double) found.answered() / found.asked());
    figures.put("open loop, refused of all", (double) found.refused() / found.asked());
    goals.add(
        Goal.atMost("c1", "open loop, neither answered nor refused properly", found.lost(), 0, ""));
    if (found.latencies().length > 0) {
      goals.add(
          Goal.atMost(
              "c2",
              "open loop, p99 of answers (30 s are promised)",
              Latencies.of(found.latencies()).percentile(99) / 1000,
              30,
              "s"));
    }
    double last = most(memory, 0.75, 1);
    goals.add(
        Goal.atMost(
            "c3",
            "open loop, memory (the classifier alone + 150 MB)",
            last,
            bare / 1e6 + MEGABYTES_MORE,
            "MB"));
    goals.add(
        Goal.atMost(
            "c4",
            "open loop, memory of the last quarter over that of the second",
            last / most(memory, 0.25, 0.5),
            GROWTH,
            ""));
  }

  /** The greatest of some values, from one part of their list to another. */
  static double most(List<Double> values, double from, double to) {
    List<Double> all = List.copyOf(values);
    int first = (int) (from * all.size());
    int end = Math.min(all.size(), Math.max(first + 1, (int) (to * all.size())));
    return all.subList(first, end).stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  /** (d) What people do while the classifier has more to do than it can. */
  private void saturated() {
    progress.accept("uploads, judgements and pages while the classifier is saturated");
    client.logIn();
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> askers = new ArrayList<>();
    for (int i = 0; i < ASKERS; i++) {
      int number = i;
      Thread asker =
          new Thread(
              () -> {
                try (PictureClient asking = asking()) {
                  for (int k = number; !over.get(); k += ASKERS) {
                    try {
                      asking.ask(image(k));
                    } catch (RunException e) {
                      sleep(100); // refused: asks later
                    }
                  }
                }
              },
              "asker-" + i);
      asker.setDaemon(true);
      askers.add(asker);
      asker.start();
    }
    try {
      pages();
      judgements();
      uploads();
    } finally {
      over.set(true);
      askers.forEach(ServiceLoads::join);
    }
  }

  private void uploads() {
    int before = options.isWhole() ? UPLOADS_BEFORE : FIRST_UPLOADS;
    double[] times = new double[before + options.repeats()];
    List<byte[]> files = new ArrayList<>();
    for (int i = 0; i < TOGETHER; i++) {
      files.add(image(i));
    }
    String last = "";
    try (PictureClient handing = client.handingIn()) {
      for (int i = 0; i < times.length; i++) {
        byte[] form = ServiceClient.form(files, "U-" + i);
        long start = System.nanoTime();
        String answer = handing.ask(form);
        times[i] = (System.nanoTime() - start) / 1e6;
        last = ServiceClient.read(answer).path("of").asText();
        // A laboratory hands in a slide and then the next one, not as fast as it can.
        sleep(Math.max(0, 500 - (long) times[i]));
      }
    }
    Latencies first = Latencies.of(Arrays.copyOf(times, FIRST_UPLOADS));
    Latencies all = Latencies.of(Arrays.copyOfRange(times, before, times.length));
    figures.put("upload of 100 cells, p50 of the first ten, ms", first.percentile(50));
    figures.put("upload of 100 cells, p50 ms", all.percentile(50));
    goals.add(
        Goal.atMost(
            "d1",
            "upload of 100 cells answered, p99",
            all.percentile(99),
            UPLOAD_MILLISECONDS,
            "ms"));
    figures.put("pictures of the last upload not read yet at its end", unread(last));
  }

  private double unread(String id) {
    return client.caseOf(id).path("unread").asDouble();
  }

  private void judgements() {
    JsonNode page =
        client.json(
            client.gallery("?most=" + Math.min(500, JUDGEMENTS_BEFORE + options.repeats())));
    List<Double> times = new ArrayList<>();
    int made = 0;
    for (JsonNode cell : page.path("cells")) {
      ObjectNode said = Json.object();
      said.put("verdict", "confirm");
      ObjectNode one = said.putArray("cells").addObject();
      one.put("id", cell.path("id").asText());
      one.put("before", "");
      one.put("proposed", cell.path("proposed").asText());
      one.put("milliseconds", 1500);
      long start = System.nanoTime();
      client.post(client.readingPath() + "/judgements", Json.line(said));
      if (made++ >= JUDGEMENTS_BEFORE) {
        times.add((System.nanoTime() - start) / 1e6);
      }
      sleep(20);
    }
    Latencies all = Latencies.of(times.stream().mapToDouble(Double::doubleValue).toArray());
    figures.put("judgement stored, p50 ms", all.percentile(50));
    goals.add(
        Goal.atMost(
            "d2",
            "judgement stored and audited, p99",
            all.percentile(99),
            JUDGEMENT_MILLISECONDS,
            "ms"));
  }

  private void pages() {
    List<Double> times = new ArrayList<>();
    String after = "";
    for (int i = 0; i < 2 * options.repeats(); i++) {
      long start = System.nanoTime();
      JsonNode page = client.json(client.gallery("?most=100" + after));
      times.add((System.nanoTime() - start) / 1e6);
      JsonNode cells = page.path("cells");
      boolean more = page.path("more").asBoolean() && cells.size() > 0;
      after = more ? "&after=" + cells.get(cells.size() - 1).path("place").asText() : "";
      sleep(20);
    }
    Latencies all = Latencies.of(times.stream().mapToDouble(Double::doubleValue).toArray());
    figures.put("page of 100 cells, p50 ms", all.percentile(50));
    goals.add(
        Goal.atMost(
            "d3",
            "page of 100 among %d cells, p95".formatted(options.cells()),
            all.percentile(95),
            PAGE_MILLISECONDS,
            "ms"));
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException("benchmark: was interrupted", e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException("benchmark: was interrupted", e);
    }
  }
}
