package org.allnet.benchmark.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.benchmark.worker.AnsweringProcess;
import org.allnet.benchmark.worker.Launch;
import org.allnet.data.file.Json;

/**
 * The classifier alone in a process of its own, which takes turns with the service: what a machine
 * gives differs from minute to minute by more than the goals allow.
 */
final class ClassifierTurns implements AutoCloseable {

  private final AnsweringProcess process;
  private final double load;
  private final List<Turn> turns = new ArrayList<>();

  /**
   * What it did in one turn.
   *
   * @param times of the pictures one by one, in milliseconds
   * @param alone answers a second one by one
   * @param together answers a second, as many at once as it likes
   * @param memory physical memory at the end, in bytes
   */
  record Turn(double[] times, double alone, double together, double memory) {

    static Turn read(JsonNode node) {
      List<Double> times = new ArrayList<>();
      node.path("times").forEach(time -> times.add(time.asDouble()));
      return new Turn(
          times.stream().mapToDouble(Double::doubleValue).toArray(),
          node.path("alone").asDouble(),
          node.path("together").asDouble(),
          node.path("memory").asDouble());
    }

    ObjectNode json() {
      ObjectNode node = Json.object();
      ArrayNode all = node.putArray("times");
      for (double time : times) {
        all.add(time);
      }
      return node.put("alone", alone).put("together", together).put("memory", memory);
    }
  }

  private ClassifierTurns(AnsweringProcess process) {
    this.process = process;
    this.load = process.answer().path("load").asDouble();
  }

  /**
   * Starts the process, which waits for its first turn when this returns.
   *
   * @param options say how long it works before the first turn, and in all turns
   */
  static ClassifierTurns start(
      Launch launch, Path folder, Path cells, Path model, ServiceBenchmarkOptions options) {
    return new ClassifierTurns(
        ServiceWorker.start(
            launch,
            folder,
            ServiceWorker.Part.BARE,
            cells,
            model,
            options.warming().toMillis(),
            options.each().dividedBy(ClosedLoads.ROUNDS).toMillis()));
  }

  /** Takes a turn: one by one, and then together. */
  void take() {
    turns.add(Turn.read(process.ask()));
  }

  /** {@return how long the model's load took, in seconds} */
  double load() {
    return load;
  }

  /** {@return the times of all turns} */
  Latencies latencies() {
    return Latencies.of(turns.stream().map(Turn::times).toList());
  }

  /** {@return answers a second, in the middle of all turns, by the better way of each} */
  double best() {
    return RoundSpread.of(
            turns.stream().map(turn -> Math.max(turn.alone(), turn.together())).toList())
        .median();
  }

  /** {@return the physical memory at the end of the last turn, in bytes} */
  double memory() {
    return turns.get(turns.size() - 1).memory();
  }

  @Override
  public void close() {
    process.close();
  }
}
