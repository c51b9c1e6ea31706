package org.allnet.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.benchmark.engine.Competitor;
import org.allnet.benchmark.engine.Workload;

/**
 * What was found.
 *
 * @param device the device in words
 * @param data where the cells come from
 * @param results what each system took
 * @param ratios the metrics that targets are set for
 * @param costs how the cost grows; empty if that was not measured
 * @param agreement for each peer the greatest difference of a probability from ALLNet's
 * @param notes what was left out and why
 * @param failures a line for each system that failed at something, and is left out there
 */
public record BenchmarkReport(
    String device,
    String data,
    List<Measurement> results,
    List<Ratio> ratios,
    List<CostPoint> costs,
    Map<Competitor, Double> agreement,
    List<String> notes,
    List<String> failures) {

  /** Copies its lists and maps, so that nothing changes them from outside. */
  public BenchmarkReport {
    results = List.copyOf(results);
    ratios = List.copyOf(ratios);
    costs = List.copyOf(costs);
    Map<Competitor, Double> ordered = new EnumMap<>(Competitor.class);
    ordered.putAll(agreement);
    agreement = Collections.unmodifiableMap(ordered);
    notes = List.copyOf(notes);
    failures = List.copyOf(failures);
  }

  /** {@return this for programs: maps, lists, texts and numbers} */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("device", device);
    map.put("data", data);
    map.put("java", System.getProperty("java.version"));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Measurement result : results) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("system", result.system().key());
      row.put("task", result.task().key());
      row.put("batch", result.batch());
      row.put("width", result.width());
      row.put("threads", result.threads());
      row.put("device", result.device());
      row.put("secondsPerImage", result.secondsPerImage().median());
      row.put("low", result.secondsPerImage().low());
      row.put("high", result.secondsPerImage().high());
      row.put("peakBytes", result.peakBytes());
      rows.add(row);
    }
    map.put("results", rows);
    List<Map<String, Object>> metrics = new ArrayList<>();
    for (Ratio ratio : ratios) {
      Map<String, Object> metric = new LinkedHashMap<>();
      metric.put("name", ratio.name());
      metric.put("value", ratio.value());
      Quartiles rounds = ratio.rounds();
      if (rounds != null) {
        metric.put("low", rounds.low());
        metric.put("high", rounds.high());
      }
      metric.put(ratio.atLeast() ? "atLeast" : "atMost", ratio.target());
      metric.put("met", ratio.met());
      metrics.add(metric);
    }
    map.put("ratios", metrics);
    List<Map<String, Object>> curve = new ArrayList<>();
    for (CostPoint cost : costs) {
      Map<String, Object> point = new LinkedHashMap<>();
      point.put("system", cost.system().key());
      point.put("along", cost.along());
      point.put("x", cost.x());
      point.put("secondsPerImage", cost.secondsPerImage());
      curve.add(point);
    }
    map.put("costs", curve);
    Map<String, Double> differences = new LinkedHashMap<>();
    for (Competitor system : Competitor.values()) {
      Double difference = agreement.get(system);
      if (difference != null) {
        differences.put(system.key(), difference);
      }
    }
    map.put("greatestDifferenceOfProbability", differences);
    map.put("notes", notes);
    map.put("failures", failures);
    return map;
  }

  /** The ratios of what was measured, as far as it was. */
  static List<Ratio> ratios(List<Measurement> results) {
    List<Ratio> ratios = new ArrayList<>();
    double eight = seconds(results, Competitor.ALLNET, Workload.INFERENCE, 8);
    double one = seconds(results, Competitor.ALLNET, Workload.INFERENCE, 1);
    add(
        ratios,
        "inference batch 8: onnxruntime / allnet",
        seconds(results, Competitor.ONNX_RUNTIME, Workload.INFERENCE, 8) / eight,
        true,
        2.5);
    add(
        ratios,
        "inference batch 1: onnxruntime / allnet",
        seconds(results, Competitor.ONNX_RUNTIME, Workload.INFERENCE, 1) / one,
        true,
        2);
    add(
        ratios,
        "inference batch 8: djl / allnet",
        seconds(results, Competitor.DJL, Workload.INFERENCE, 8) / eight,
        true,
        5);
    add(
        ratios,
        "inference batch 8: allnet / gemm floor",
        eight / seconds(results, Competitor.GEMM_FLOOR, Workload.INFERENCE, 8),
        false,
        0.5);
    double step = seconds(results, Competitor.ALLNET, Workload.TRAINING, 16);
    add(
        ratios,
        "training step: djl / allnet",
        seconds(results, Competitor.DJL, Workload.TRAINING, 16) / step,
        true,
        2.5);
    add(
        ratios,
        "training step: allnet exact / allnet",
        seconds(results, Competitor.EXACT, Workload.TRAINING, 16) / step,
        true,
        2.5);
    add(
        ratios,
        "training batches without the network / training step",
        seconds(results, Competitor.BATCHES, Workload.TRAINING, 16) / step,
        false,
        0.05);
    for (Measurement result : results) {
      if (result.system() == Competitor.ALLNET && result.task() == Workload.TRAINING) {
        add(
            ratios,
            "training step: peak memory of allnet, GiB",
            result.peakBytes() == 0 ? Double.NaN : result.peakBytes() / (double) (1L << 30),
            false,
            3.5);
      }
    }
    add(
        ratios,
        "start to answer: allnet, seconds",
        seconds(results, Competitor.ALLNET, Workload.START, 1),
        false,
        2);
    add(
        ratios,
        "folder: with decoding / decoded before",
        seconds(results, Competitor.FOLDER, Workload.INFERENCE, 8)
            / seconds(results, Competitor.DECODED, Workload.INFERENCE, 8),
        false,
        1.15);
    add(
        ratios,
        "reading, cropping, segmenting: images a second",
        1 / seconds(results, Competitor.PREPARATION, Workload.INFERENCE, 8),
        true,
        150);
    addTurns(
        ratios,
        "explanation batch 8: hirescam / classification",
        pairs(results, Competitor.HIRES_CAM, Competitor.ANSWERS, Workload.EXPLANATION),
        0,
        3);
    addTurns(
        ratios,
        "explanation of one image: shap of 512 samples / 512 classifications",
        pairs(results, Competitor.SHAP, Competitor.ONE_IMAGE, Workload.EXPLANATION),
        0,
        1.2);
    results.stream()
        .filter(r -> r.task() == Workload.REFUSAL)
        .map(Measurement::widthText)
        .distinct()
        .forEach(
            width ->
                addTurns(
                    ratios,
                    "refusal batch 8, width %s: part of a classification".formatted(width),
                    pairs(
                        results.stream().filter(r -> r.widthText().equals(width)).toList(),
                        Competitor.REFUSING,
                        Competitor.ANSWERS,
                        Workload.REFUSAL),
                    1,
                    0.05));
    return ratios;
  }

  /** A system beside another that took turns with it, round by round; empty if one failed. */
  static List<Double> pairs(
      List<Measurement> results, Competitor system, Competitor beside, Workload task) {
    List<Double> above = rounds(results, system, task);
    List<Double> below = rounds(results, beside, task);
    List<Double> pairs = new ArrayList<>();
    for (int i = 0; i < Math.min(above.size(), below.size()); i++) {
      pairs.add(above.get(i) / below.get(i));
    }
    return pairs;
  }

  private static List<Double> rounds(List<Measurement> results, Competitor system, Workload task) {
    return results.stream()
        .filter(r -> r.system() == system && r.task() == task)
        .findFirst()
        .map(Measurement::rounds)
        .orElse(List.of());
  }

  private static void addTurns(
      List<Ratio> ratios, String name, List<Double> pairs, double less, double target) {
    if (!pairs.isEmpty()) {
      Quartiles spread = Quartiles.of(pairs.stream().map(pair -> pair - less).toList());
      ratios.add(new Ratio(name, spread.median(), false, target, spread));
    }
  }

  private static void add(
      List<Ratio> ratios, String name, double value, boolean atLeast, double target) {
    if (Double.isFinite(value)) {
      ratios.add(new Ratio(name, value, atLeast, target, null));
    }
  }

  private static double seconds(
      List<Measurement> results, Competitor system, Workload task, int batch) {
    return results.stream()
        .filter(r -> r.system() == system && r.task() == task && r.batch() == batch)
        .mapToDouble(r -> r.secondsPerImage().median())
        .findFirst()
        .orElse(Double.NaN);
  }
}
