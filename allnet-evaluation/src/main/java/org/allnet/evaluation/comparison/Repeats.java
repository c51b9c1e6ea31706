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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.allnet.data.Counted;
import org.allnet.data.OptionException;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.prediction.Origin;

/**
 * Systems that were each trained several times with other seeds: what a metric is on average, how
 * far it moves with the seed, and what of the differences is larger than that.
 *
 * <p>The spread is that of seeds on these images. It says nothing about other images or people;
 * {@link Comparison} resamples those.
 *
 * @param systems the repeats of each system, by name, in the order given
 */
public record Repeats(Map<String, List<Repeat>> systems) {

  /**
   * Checks that the runs can be set side by side.
   *
   * @throws OptionException if there is no run; if two runs of a system have one seed or differ in
   *     more than it, such as in recipe, options or images; or if runs have other classes or were
   *     evaluated otherwise
   */
  public Repeats {
    Map<String, List<Repeat>> copy = new LinkedHashMap<>();
    systems.forEach((name, runs) -> copy.put(name, List.copyOf(runs)));
    systems = Collections.unmodifiableMap(copy);
    Repeat first =
        systems.values().stream()
            .flatMap(List::stream)
            .findFirst()
            .orElseThrow(() -> new OptionException("name the folders of finished runs"));
    systems.forEach(new RepeatCheck(first)::check);
  }

  /**
   * A system's name with what has to be said beside its metrics.
   *
   * @param system the name
   * @return such as {@code a (image-level)}
   */
  public String marked(String system) {
    Origin origin = metrics(system).get(0).origin();
    List<String> marks = new ArrayList<>(origin.limits());
    if (origin.protocol() == null) {
      marks.add(0, "protocol unknown");
    }
    return marks.isEmpty() ? system : system + " (" + String.join("; ", marks) + ")";
  }

  /** {@return whether the runs were evaluated on different numbers of images} */
  public boolean imagesDiffer() {
    return systems.values().stream()
            .flatMap(List::stream)
            .map(run -> run.metrics().images())
            .distinct()
            .count()
        > 1;
  }

  /** {@return the metrics that tables show: for two classes or for more} */
  public List<Metric> headline() {
    return systems.values().iterator().next().get(0).metrics().classes().size() == 2
        ? List.of(Metric.AUROC, Metric.BALANCED_ACCURACY, Metric.WEIGHTED_F1)
        : List.of(Metric.ACCURACY, Metric.MACRO_F1, Metric.AUROC);
  }

  /**
   * The spread of a metric.
   *
   * @param system the system's name
   * @param metric which metric
   * @return its spread; empty if it is undefined in a repeat
   */
  public Optional<Spread> spread(String system, Metric metric) {
    return spread(metrics(system).stream().map(RunMetrics::metrics).toList(), metric);
  }

  /**
   * The spread of a baseline's metric over the repeats of a system.
   *
   * @param system the system's name
   * @param baseline the baseline's name
   * @param metric which metric
   * @return its spread; empty if a repeat lacks it
   */
  public Optional<Spread> spread(String system, String baseline, Metric metric) {
    return spread(
        metrics(system).stream()
            .map(run -> run.baselines().getOrDefault(baseline, Map.of()))
            .toList(),
        metric);
  }

  /**
   * The spread of the differences between two systems, seed by seed.
   *
   * @param first the system that is taken from
   * @param second the system that is taken off
   * @param metric which metric
   * @return first less second; empty if they make no pairs or the metric is undefined
   */
  public Optional<Spread> difference(String first, String second, Metric metric) {
    if (unpaired(first, second).isPresent()) {
      return Optional.empty();
    }
    Map<Long, Double> subtracted = new TreeMap<>();
    for (Repeat run : runs(second)) {
      Double value = run.metrics().metrics().get(metric);
      if (value != null) {
        subtracted.put(run.seed(), value);
      }
    }
    List<Double> differences = new ArrayList<>();
    for (Repeat run : runs(first)) {
      Double x = run.metrics().metrics().get(metric);
      Double y = subtracted.get(run.seed());
      if (x == null || y == null) {
        return Optional.empty();
      }
      differences.add(x - y);
    }
    return Optional.of(Spread.of(differences));
  }

  /**
   * Why the runs of two systems make no pairs.
   *
   * @param first the one system
   * @param second the other
   * @return the reason; empty if each run has one with the same seed of the same data set, whose
   *     split may be another (see {@link #otherSplits})
   */
  public Optional<String> unpaired(String first, String second) {
    if (!runs(first).get(0).setup().data().equals(runs(second).get(0).setup().data())) {
      return Optional.of("no pairs, they are of different images");
    }
    String own = seeds(first);
    String other = seeds(second);
    return own.equals(other)
        ? Optional.empty()
        : Optional.of("no pairs, the seeds differ: %s and %s".formatted(own, other));
  }

  private String seeds(String system) {
    return runs(system).stream()
        .map(Repeat::seed)
        .sorted()
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  /**
   * {@return a sentence for each system whose runs share splits, so that their spread is smaller
   * than that of seeds which draw a split each}
   */
  public List<String> sharedSplits() {
    List<String> sentences = new ArrayList<>();
    systems.forEach(
        (name, runs) -> {
          long splits = splits(runs);
          if (splits < runs.size()) {
            sentences.add(
                "%s: %d runs share %s; their spread leaves out what another split does"
                    .formatted(name, runs.size(), splits == 1 ? "one split" : splits + " splits"));
          }
        });
    return sentences;
  }

  /**
   * {@return a sentence for each system whose runs have several splits and are evaluated on the
   * same people all the same, so that their spread shows nothing of other people}
   */
  public List<String> samePeople() {
    List<String> sentences = new ArrayList<>();
    systems.forEach(
        (name, runs) -> {
          if (splits(runs) > 1 && isSamePeople(runs)) {
            Set<Repeat.Evaluated> evaluated = runs.get(0).evaluated();
            boolean people = evaluated.stream().allMatch(Repeat.Evaluated::known);
            sentences.add(
                "%s: all %d runs are evaluated on the same %s, so that their spread shows nothing of other people"
                    .formatted(
                        name,
                        runs.size(),
                        people
                            ? Counted.of(evaluated.size(), "person", "people")
                            : evaluated.size() + " people and images"));
          }
        });
    return sentences;
  }

  private static boolean isSamePeople(List<Repeat> runs) {
    return runs.size() > 1 && runs.stream().map(Repeat::evaluated).distinct().count() == 1;
  }

  /**
   * {@return a sentence for each two systems of whose pairs some have different splits, so that the
   * runs of a pair may have been evaluated on different images}
   */
  public List<String> otherSplits() {
    List<String> sentences = new ArrayList<>();
    List<String> names = List.copyOf(systems.keySet());
    for (int a = 0; a < names.size(); a++) {
      for (int b = a + 1; b < names.size(); b++) {
        long other = otherSplits(names.get(a), names.get(b));
        if (other > 0 && unpaired(names.get(a), names.get(b)).isEmpty()) {
          sentences.add(
              "%s and %s: %s different splits, so that their runs may have been evaluated on different images"
                  .formatted(
                      names.get(a),
                      names.get(b),
                      Counted.of(other, "pair").outOf(runs(names.get(a)).size()).have()));
        }
      }
    }
    return sentences;
  }

  private long otherSplits(String first, String second) {
    Map<Long, String> splits = new TreeMap<>();
    runs(first).forEach(run -> splits.put(run.seed(), run.setup().split()));
    return runs(second).stream()
        .filter(run -> !run.setup().split().equals(splits.get(run.seed())))
        .count();
  }

  private static long splits(List<Repeat> runs) {
    return runs.stream().map(run -> run.setup().split()).distinct().count();
  }

  /**
   * {@return a sentence for each pair of systems and headline metric: the mean difference, its 95 %
   * interval over seeds and whether that leaves out 0}
   */
  public List<String> statements() {
    List<String> statements = new ArrayList<>();
    List<String> names = List.copyOf(systems.keySet());
    for (int a = 0; a < names.size(); a++) {
      for (int b = a + 1; b < names.size(); b++) {
        for (Metric metric : headline()) {
          String pair =
              marked(names.get(a))
                  + " minus "
                  + marked(names.get(b))
                  + ", "
                  + metric.label()
                  + ": ";
          String without =
              unpaired(names.get(a), names.get(b)).orElse("the metric is undefined in a run");
          statements.add(
              pair
                  + difference(names.get(a), names.get(b), metric)
                      .map(Repeats::worded)
                      .orElse(without));
        }
      }
    }
    return statements;
  }

  private static String worded(Spread spread) {
    Double half = spread.halfWidth();
    if (half == null) {
      return spread.count() == 1
          ? String.format(Locale.ROOT, "%+.3f with one seed: not separable", spread.mean())
          : String.format(
              Locale.ROOT,
              "%+.3f with each of %d seeds: no spread to compare it with",
              spread.mean(),
              spread.count());
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

  private List<Repeat> runs(String system) {
    return Objects.requireNonNull(systems.get(system), system);
  }

  private List<RunMetrics> metrics(String system) {
    return runs(system).stream().map(Repeat::metrics).toList();
  }

  private static Optional<Spread> spread(List<Map<Metric, Double>> repeats, Metric metric) {
    List<Double> values = new ArrayList<>();
    for (Map<Metric, Double> repeat : repeats) {
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
          ArrayNode seeds = own.putArray("seeds");
          runs.forEach(run -> seeds.add(run.seed()));
          RunSetup setup = runs.get(0).setup();
          own.put("splits", splits(runs)).put("data", setup.data());
          own.put("samePeople", isSamePeople(runs));
          ObjectNode options = own.putObject("options");
          setup.options().forEach(options::put);
          RunMetrics first = runs.get(0).metrics();
          Origin origin = first.origin();
          Protocol protocol = origin.protocol();
          if (protocol != null) {
            own.put("protocol", protocol.key());
          }
          own.put("synthetic", origin.synthetic());
          own.put("transductive", origin.transductive());
          own.put("ruleChosenAnew", origin.ruleChosenAnew());
          own.put("foreignWeights", origin.foreignWeights());
          own.put("tested", first.tested().key());
          ArrayNode images = own.putArray("images");
          runs.forEach(run -> images.add(run.metrics().images()));
          for (Metric metric : Metric.values()) {
            spread(name, metric).ifPresent(spread -> own.set(metric.key(), spread.toJson()));
          }
        });
    ArrayNode pairs = node.putArray("pairs");
    List<String> names = List.copyOf(systems.keySet());
    for (int a = 0; a < names.size(); a++) {
      for (int b = a + 1; b < names.size(); b++) {
        ObjectNode pair = pairs.addObject().put("first", names.get(a)).put("second", names.get(b));
        Optional<String> unpaired = unpaired(names.get(a), names.get(b));
        unpaired.ifPresent(reason -> pair.put("reason", reason));
        if (unpaired.isEmpty()) {
          pair.put("otherSplits", otherSplits(names.get(a), names.get(b)));
        }
        for (Metric metric : Metric.values()) {
          difference(names.get(a), names.get(b), metric)
              .ifPresent(spread -> pair.set(metric.key(), spread.toJson()));
        }
      }
    }
    return node;
  }
}
