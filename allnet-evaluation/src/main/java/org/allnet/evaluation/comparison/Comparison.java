package org.allnet.evaluation.comparison;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.allnet.data.Counted;
import org.allnet.data.OptionException;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.ClusterBootstrap;
import org.allnet.evaluation.interval.PercentileInterval;
import org.allnet.evaluation.interval.Resampling;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricLines;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.metric.ScoredImages;
import org.allnet.evaluation.prediction.Predictions;

/**
 * Any number of systems on the same images: their metrics, and for each pair the differences with
 * intervals from the same resamples of subjects, so that what is hard for both cancels out.
 *
 * @param evaluations each system's metrics with intervals, by name, in the order given
 * @param rules each system's decision rule in words, by name
 * @param pairs every two systems
 */
public record Comparison(
    Map<String, Evaluation> evaluations, Map<String, String> rules, List<Pair> pairs) {

  /** Fraction of intervals of 95 % that leave out what they are of. */
  private static final double BY_CHANCE = 0.05;

  /**
   * Two systems.
   *
   * @param first name of the first
   * @param second name of the second
   * @param differences for each {@link Metric}, first less second with its interval; undefined if
   *     either metric is
   * @param mcNemar test of their predictions
   * @param holmP its p value, corrected for the number of pairs
   */
  public record Pair(
      String first,
      String second,
      Map<Metric, MetricValue> differences,
      McNemar mcNemar,
      double holmP) {

    /** Copies, keeping the order. */
    public Pair {
      Map<Metric, MetricValue> own = new EnumMap<>(Metric.class);
      own.putAll(differences);
      differences = Collections.unmodifiableMap(own);
    }

    /**
     * Whether the interval of a difference leaves out 0.
     *
     * @param name which metric
     * @return whether it has an interval and 0 is not in it
     */
    public boolean differs(Metric name) {
      return differences.get(name) instanceof MetricValue.Value value
          && value.interval() != null
          && !value.interval().contains(0);
    }
  }

  /** Copies, keeping the order. */
  public Comparison {
    evaluations = Collections.unmodifiableMap(new LinkedHashMap<>(evaluations));
    rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
    pairs = List.copyOf(pairs);
  }

  /**
   * Compares systems pair by pair.
   *
   * @param systems two or more, by name, each with its own decision rule; unlabelled rows are left
   *     out
   * @param bootstrap how to resample
   * @return the comparison
   * @throws OptionException if there are fewer than two systems
   * @throws org.allnet.data.InputException if images, classes, labels or subjects do not align; the
   *     message lists what does not
   */
  public static Comparison of(Map<String, ComparedSystem> systems, BootstrapOptions bootstrap) {
    if (systems.size() < 2) {
      throw new OptionException("a comparison needs two or more systems; name their files or runs");
    }
    List<String> names = List.copyOf(systems.keySet());
    List<Predictions> aligned = SystemAlignment.align(systems);
    Map<String, Evaluation> evaluations = new LinkedHashMap<>();
    Map<String, String> rules = new LinkedHashMap<>();
    List<ScoredImages> scored = new ArrayList<>();
    for (int s = 0; s < names.size(); s++) {
      ComparedSystem system = Objects.requireNonNull(systems.get(names.get(s)));
      EvaluationOptions options = system.options();
      rules.put(names.get(s), system.rule());
      evaluations.put(names.get(s), ClusterBootstrap.evaluate(aligned.get(s), options, bootstrap));
      scored.add(ScoredImages.of(aligned.get(s), options));
    }
    double[][] resampled = resample(scored, bootstrap);
    List<Pair> pairs = new ArrayList<>();
    for (int a = 0; a < names.size(); a++) {
      for (int b = a + 1; b < names.size(); b++) {
        pairs.add(
            new Pair(
                names.get(a),
                names.get(b),
                differences(
                    Objects.requireNonNull(evaluations.get(names.get(a))),
                    Objects.requireNonNull(evaluations.get(names.get(b))),
                    scored.get(0),
                    resampled,
                    a,
                    b),
                mcNemar(scored.get(a), scored.get(b)),
                1));
      }
    }
    return new Comparison(evaluations, rules, corrected(pairs));
  }

  /**
   * Returns the predictions of all systems as they are compared: the same images in one order, with
   * the subjects of whichever system knows them.
   *
   * @param systems the systems by name
   * @return the predictions by the same names
   * @throws org.allnet.data.InputException if images, classes, labels or subjects do not align
   */
  public static Map<String, Predictions> aligned(Map<String, ComparedSystem> systems) {
    List<Predictions> aligned = SystemAlignment.align(systems);
    Map<String, Predictions> named = new LinkedHashMap<>();
    for (String name : systems.keySet()) {
      named.put(name, aligned.get(named.size()));
    }
    return named;
  }

  /**
   * The same comparison with other names of the systems, such as with a mark behind each.
   *
   * @param name makes a system's new name of its name; no two of them the same
   * @return a new comparison
   */
  public Comparison renamed(UnaryOperator<String> name) {
    Map<String, Evaluation> named = new LinkedHashMap<>();
    evaluations.forEach((system, evaluation) -> named.put(name.apply(system), evaluation));
    Map<String, String> namedRules = new LinkedHashMap<>();
    rules.forEach((system, rule) -> namedRules.put(name.apply(system), rule));
    return new Comparison(
        named,
        namedRules,
        pairs.stream()
            .map(
                pair ->
                    new Pair(
                        name.apply(pair.first()),
                        name.apply(pair.second()),
                        pair.differences(),
                        pair.mcNemar(),
                        pair.holmP()))
            .toList());
  }

  private static List<Pair> corrected(List<Pair> pairs) {
    double[] holm = Holm.adjust(pairs.stream().mapToDouble(pair -> pair.mcNemar().p()).toArray());
    List<Pair> corrected = new ArrayList<>();
    for (int i = 0; i < holm.length; i++) {
      Pair pair = pairs.get(i);
      corrected.add(
          new Pair(pair.first(), pair.second(), pair.differences(), pair.mcNemar(), holm[i]));
    }
    return corrected;
  }

  /** Values of all systems, one after the other, on each resample; none if nothing can vary. */
  private static double[][] resample(List<ScoredImages> scored, BootstrapOptions bootstrap) {
    int metrics = Metric.values().length;
    int clusters = scored.get(0).clusters();
    if (clusters == 1) {
      return new double[0][];
    }
    return Resampling.draw(
        clusters,
        bootstrap,
        weights -> {
          double[] all = new double[scored.size() * metrics];
          for (int s = 0; s < scored.size(); s++) {
            System.arraycopy(scored.get(s).values(weights), 0, all, s * metrics, metrics);
          }
          return all;
        });
  }

  private static Map<Metric, MetricValue> differences(
      Evaluation first,
      Evaluation second,
      ScoredImages scored,
      double[][] resampled,
      int a,
      int b) {
    int metrics = Metric.values().length;
    Map<Metric, MetricValue> differences = new EnumMap<>(Metric.class);
    for (Metric name : Metric.values()) {
      MetricValue x = first.metric(name);
      MetricValue y = second.metric(name);
      if (x instanceof MetricValue.Value valueX && y instanceof MetricValue.Value valueY) {
        double difference = valueX.value() - valueY.value();
        if (resampled.length == 0) {
          differences.put(
              name,
              new MetricValue.Value(
                  difference,
                  null,
                  "one subject or image only: there is no spread to see",
                  List.of()));
          continue;
        }
        double[] values = resampled[a * metrics + name.ordinal()].clone();
        double[] subtracted = resampled[b * metrics + name.ordinal()];
        for (int r = 0; r < values.length; r++) {
          values[r] -= subtracted[r];
        }
        PercentileInterval interval = PercentileInterval.of(values, scored.describeClusters());
        differences.put(
            name,
            new MetricValue.Value(difference, interval.interval(), interval.reason(), List.of()));
      } else {
        differences.put(name, x instanceof MetricValue.Undefined ? x : y);
      }
    }
    return differences;
  }

  private static McNemar mcNemar(ScoredImages first, ScoredImages second) {
    int classes = first.classes().size();
    int[] cellA = first.cellOfRow();
    int[] cellB = second.cellOfRow();
    long firstOnly = 0;
    long secondOnly = 0;
    for (int i = 0; i < cellA.length; i++) {
      boolean rightA = cellA[i] / classes == cellA[i] % classes;
      boolean rightB = cellB[i] / classes == cellB[i] % classes;
      firstOnly += rightA && !rightB ? 1 : 0;
      secondOnly += rightB && !rightA ? 1 : 0;
    }
    return McNemar.of(firstOnly, secondOnly);
  }

  /** {@return {@code systems} (name to evaluation) and {@code pairs} as JSON} */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ObjectNode systems = node.putObject("systems");
    evaluations.forEach(
        (name, evaluation) ->
            systems.set(
                name, evaluation.toJson().put("rule", Objects.requireNonNull(rules.get(name)))));
    var list = node.putArray("pairs");
    for (Pair pair : pairs) {
      ObjectNode pairNode = list.addObject();
      pairNode.put("first", pair.first()).put("second", pair.second());
      ObjectNode differences = pairNode.putObject("differences");
      pair.differences().forEach((metric, value) -> differences.set(metric.key(), value.toJson()));
      pairNode.set("mcNemar", pair.mcNemar().toJson());
      pairNode.put("holmP", pair.holmP());
    }
    return node;
  }

  /**
   * What may be said: a system is better than another only if the interval of the difference leaves
   * out 0.
   *
   * @param enough whether enough people were evaluated to say it of more than these images
   * @return a sentence a pair, on the AUROC or, if that is undefined, the balanced accuracy
   */
  public List<String> statements(boolean enough) {
    List<String> sentences = new ArrayList<>();
    for (Pair pair : pairs) {
      Metric name =
          pair.differences().get(Metric.AUROC) instanceof MetricValue.Value
              ? Metric.AUROC
              : Metric.BALANCED_ACCURACY;
      MetricValue difference = Objects.requireNonNull(pair.differences().get(name));
      if (!(difference instanceof MetricValue.Value value)) {
        sentences.add(
            "%s and %s: %s can't be compared (%s)"
                .formatted(pair.first(), pair.second(), name.label(), difference.describe()));
      } else if (pair.differs(name)) {
        boolean first = value.value() > 0;
        sentences.add(
            "%s%s is better than %s: %s differs by %s"
                .formatted(
                    enough ? "" : "on these images only, ",
                    first ? pair.first() : pair.second(),
                    first ? pair.second() : pair.first(),
                    name.label(),
                    difference.describe()));
      } else {
        sentences.add(
            "no difference shown between %s and %s: %s differs by %s"
                .formatted(pair.first(), pair.second(), name.label(), difference.describe()));
      }
    }
    return sentences;
  }

  /**
   * {@return how many of the statements' intervals leave out 0 by chance if no system is better, in
   * words; nothing if there is one pair}
   *
   * <p>The intervals are of 95 % each and not corrected for the number of pairs.
   */
  public Optional<String> byChance() {
    return pairs.size() < 2
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "of %d such intervals %.1f leave out 0 by chance if all systems are alike",
                pairs.size(),
                pairs.size() * BY_CHANCE));
  }

  /** {@return the main metrics of each system and each pair, as text lines} */
  public String describe() {
    MetricLines lines = new MetricLines();
    List<Metric> shown =
        List.of(
            Metric.AUROC,
            Metric.BALANCED_ACCURACY,
            Metric.SENSITIVITY,
            Metric.SPECIFICITY,
            Metric.WEIGHTED_F1,
            Metric.MCC,
            Metric.BRIER);
    evaluations.forEach(
        (name, evaluation) -> {
          lines.line(name);
          lines.line(
              String.format(
                  Locale.ROOT,
                  "  %-26s %s",
                  "decides for",
                  Objects.requireNonNull(rules.get(name))));
          shown.forEach(metric -> lines.metric("  ", metric.label(), evaluation.metric(metric)));
        });
    for (Pair pair : pairs) {
      lines.line(pair.first() + " minus " + pair.second());
      shown.forEach(
          metric ->
              lines.metric(
                  "  ", metric.label(), Objects.requireNonNull(pair.differences().get(metric))));
      lines.line(
          String.format(
              Locale.ROOT,
              "  %-26s p %s, Holm-corrected %s (%d and %s right in one only; %s)",
              "McNemar",
              McNemar.text(pair.mcNemar().p()),
              McNemar.text(pair.holmP()),
              pair.mcNemar().firstOnly(),
              Counted.of(pair.mcNemar().secondOnly(), "image"),
              pair.mcNemar().method().words()));
    }
    return lines.withNotes();
  }
}
