package org.allnet.evaluation.comparison;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.allnet.data.OptionException;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.figure.FigureName;

/**
 * Systems that were each trained several times with other seeds: what a metric is on average, how
 * far it moves with the seed, and what of the differences is larger than that.
 *
 * <p>The spread is that of seeds on these images. It says nothing about other images or people;
 * {@link Comparison} resamples those.
 *
 * @param systems the repeats of each system, by name, in the order given
 */
public record Repeats(Map<String, List<RunMetrics>> systems) {

  /**
   * Checks that the runs can be set side by side.
   *
   * @throws OptionException if there is no run, or runs have other classes or another positive
   *     class
   */
  public Repeats {
    Map<String, List<RunMetrics>> copy = new LinkedHashMap<>();
    systems.forEach((name, runs) -> copy.put(name, List.copyOf(runs)));
    systems = Collections.unmodifiableMap(copy);
    RunMetrics first =
        systems.values().stream()
            .flatMap(List::stream)
            .findFirst()
            .orElseThrow(() -> new OptionException("repeats: name the folders of finished runs"));
    systems.forEach(
        (name, runs) -> runs.forEach(run -> requireSame(name, run, runs.get(0), first)));
  }

  private static void requireSame(String name, RunMetrics run, RunMetrics own, RunMetrics first) {
    if (!run.classes().equals(first.classes()) || !run.positive().equals(first.positive())) {
      throw new OptionException(
          "repeats: a run of '%s' has the classes %s with %s positive, the first run %s with %s; name runs on the same classes"
              .formatted(
                  name,
                  String.join(", ", run.classes()),
                  run.positive(),
                  String.join(", ", first.classes()),
                  first.positive()));
    }
    if (!run.marks().equals(own.marks()) || run.protocol() != own.protocol()) {
      throw new OptionException(
          "repeats: runs of '%s' differ in more than the seed: one is %s, one %s; give them names of their own"
              .formatted(name, marks(own), marks(run)));
    }
    if (!run.rule().equals(own.rule())) {
      throw new OptionException(
          "repeats: runs of '%s' differ in more than the seed: the operating point of one is %s, of one %s; give them names of their own"
              .formatted(name, rule(own), rule(run)));
    }
    if (!run.tested().equals(first.tested())) {
      throw new OptionException(
          "repeats: a run of '%s' was judged on %s images, the first run on %s; name runs that were judged alike"
              .formatted(name, role(run), role(first)));
    }
  }

  private static String marks(RunMetrics run) {
    String protocol = run.protocol() == null ? "of unknown protocol" : run.protocol().label();
    return run.synthetic() || run.transductive() || run.ruleChosenAnew()
        ? protocol + " (" + String.join(", ", run.marks()) + ")"
        : protocol;
  }

  private static String rule(RunMetrics run) {
    return run.rule().isEmpty() ? "unnamed" : run.rule();
  }

  private static String role(RunMetrics run) {
    return run.tested().isEmpty() ? "unnamed" : "'" + run.tested() + "'";
  }

  /**
   * A system's name with what has to be said beside its metrics.
   *
   * @param system the name
   * @return such as {@code a (image-level)}
   */
  public String marked(String system) {
    List<String> marks = runs(system).get(0).marks();
    return marks.isEmpty() ? system : system + " (" + String.join("; ", marks) + ")";
  }

  /** {@return whether the runs were judged on different numbers of images} */
  public boolean imagesDiffer() {
    return systems.values().stream()
            .flatMap(List::stream)
            .map(RunMetrics::images)
            .distinct()
            .count()
        > 1;
  }

  /** {@return the metrics that tables show: for two classes or for more} */
  public List<FigureName> headline() {
    return systems.values().iterator().next().get(0).classes().size() == 2
        ? List.of(FigureName.AUROC, FigureName.BALANCED_ACCURACY, FigureName.WEIGHTED_F1)
        : List.of(FigureName.ACCURACY, FigureName.MACRO_F1, FigureName.AUROC);
  }

  /**
   * The spread of a metric.
   *
   * @param system the system's name
   * @param metric which metric
   * @return its spread; empty if it is undefined in a repeat
   */
  public Optional<Spread> spread(String system, FigureName metric) {
    return spread(runs(system).stream().map(RunMetrics::metrics).toList(), metric);
  }

  /**
   * The spread of a baseline's metric over the repeats of a system.
   *
   * @param system the system's name
   * @param baseline the baseline's name
   * @param metric which metric
   * @return its spread; empty if a repeat lacks it
   */
  public Optional<Spread> spread(String system, String baseline, FigureName metric) {
    return spread(
        runs(system).stream().map(run -> run.baselines().getOrDefault(baseline, Map.of())).toList(),
        metric);
  }

  /**
   * The spread of the differences between two systems, repeat by repeat in the order given.
   *
   * @param first the system that is taken from
   * @param second the system that is taken off
   * @param metric which metric
   * @return first less second; empty if their numbers of repeats differ or the metric is undefined
   */
  public Optional<Spread> difference(String first, String second, FigureName metric) {
    List<RunMetrics> a = runs(first);
    List<RunMetrics> b = runs(second);
    if (a.size() != b.size()) {
      return Optional.empty();
    }
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      Double x = a.get(i).metrics().get(metric);
      Double y = b.get(i).metrics().get(metric);
      if (x == null || y == null) {
        return Optional.empty();
      }
      differences.add(x - y);
    }
    return Optional.of(Spread.of(differences));
  }

  /**
   * {@return a sentence for each pair of systems and headline metric: the mean difference, its 95 %
   * interval over repeats and whether that leaves out 0}
   */
  public List<String> statements() {
    List<String> statements = new ArrayList<>();
    List<String> names = List.copyOf(systems.keySet());
    for (int a = 0; a < names.size(); a++) {
      for (int b = a + 1; b < names.size(); b++) {
        for (FigureName metric : headline()) {
          String pair =
              marked(names.get(a)) + " less " + marked(names.get(b)) + ", " + metric.label() + ": ";
          statements.add(
              pair
                  + difference(names.get(a), names.get(b), metric)
                      .map(Repeats::worded)
                      .orElse(
                          "no pairs, the numbers of repeats differ or the metric is undefined"));
        }
      }
    }
    return statements;
  }

  private static String worded(Spread spread) {
    Double half = spread.halfWidth();
    if (half == null) {
      return String.format(Locale.ROOT, "%+.3f in one repeat: not separable", spread.mean());
    }
    return String.format(
        Locale.ROOT,
        "%+.3f (95 %% interval over %d seeds %+.3f to %+.3f): %s",
        spread.mean(),
        spread.count(),
        spread.mean() - half,
        spread.mean() + half,
        spread.leavesOutZero() ? "larger than the spread of seeds" : "not separable from 0");
  }

  private List<RunMetrics> runs(String system) {
    return Objects.requireNonNull(systems.get(system), system);
  }

  private static Optional<Spread> spread(List<Map<FigureName, Double>> repeats, FigureName metric) {
    List<Double> values = new ArrayList<>();
    for (Map<FigureName, Double> repeat : repeats) {
      Double value = repeat.get(metric);
      if (value == null) {
        return Optional.empty();
      }
      values.add(value);
    }
    return Optional.of(Spread.of(values));
  }

  /** {@return every metric of every system and every difference, as JSON} */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ObjectNode ofSystems = node.putObject("systems");
    systems.forEach(
        (name, runs) -> {
          ObjectNode own = ofSystems.putObject(name);
          own.put("repeats", runs.size());
          Protocol protocol = runs.get(0).protocol();
          if (protocol != null) {
            own.put("protocol", protocol.key());
          }
          own.put("synthetic", runs.get(0).synthetic());
          own.put("transductive", runs.get(0).transductive());
          own.put("ruleChosenAnew", runs.get(0).ruleChosenAnew());
          own.put("tested", runs.get(0).tested());
          ArrayNode images = own.putArray("images");
          runs.forEach(run -> images.add(run.images()));
          for (FigureName metric : FigureName.values()) {
            spread(name, metric).ifPresent(spread -> own.set(metric.key(), spread.toJson()));
          }
        });
    ArrayNode pairs = node.putArray("pairs");
    List<String> names = List.copyOf(systems.keySet());
    for (int a = 0; a < names.size(); a++) {
      for (int b = a + 1; b < names.size(); b++) {
        ObjectNode pair = pairs.addObject().put("first", names.get(a)).put("second", names.get(b));
        for (FigureName metric : FigureName.values()) {
          difference(names.get(a), names.get(b), metric)
              .ifPresent(spread -> pair.set(metric.key(), spread.toJson()));
        }
      }
    }
    return node;
  }
}
