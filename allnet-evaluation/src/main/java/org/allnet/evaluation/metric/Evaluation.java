package org.allnet.evaluation.metric;

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
import org.allnet.data.Counted;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.evaluation.prediction.Predictions;
import org.jspecify.annotations.Nullable;

/**
 * All metrics of one system on one set of labelled images. Immutable.
 *
 * @param classes the classes; with two, the metrics are about the positive one
 * @param confusion true class by predicted class
 * @param metrics a value for each {@link Metric}
 * @param perClass for each class, by name, the metrics of {@link Metric#PER_CLASS} of the class
 *     against the rest
 * @param images distinct images
 * @param predictions labelled rows: more than the images if several folds saw the same image
 * @param subjects distinct subjects, 0 if none is known
 * @param presumedSubjects whether the subjects are presumed, as nobody named them
 * @param threshold the probability from which an image was predicted positive, absent if the most
 *     probable class was predicted
 */
public record Evaluation(
    ClassSet classes,
    ConfusionMatrix confusion,
    Map<Metric, MetricValue> metrics,
    Map<String, Map<Metric, MetricValue>> perClass,
    int images,
    int predictions,
    int subjects,
    boolean presumedSubjects,
    @Nullable Double threshold) {

  /** Copies, keeping the order. */
  public Evaluation {
    metrics = byMetric(metrics);
    Map<String, Map<Metric, MetricValue>> byClass = new LinkedHashMap<>();
    perClass.forEach((name, values) -> byClass.put(name, byMetric(values)));
    perClass = Collections.unmodifiableMap(byClass);
  }

  private static Map<Metric, MetricValue> byMetric(Map<Metric, MetricValue> values) {
    Map<Metric, MetricValue> own = new EnumMap<>(Metric.class);
    own.putAll(values);
    return Collections.unmodifiableMap(own);
  }

  /**
   * Evaluates with the most probable class predicted.
   *
   * @param predictions at least one labelled row
   * @return the metrics, without intervals
   * @throws org.allnet.data.InputException if no row has a label
   */
  public static Evaluation of(Predictions predictions) {
    return of(predictions, EvaluationOptions.DEFAULTS);
  }

  /**
   * Evaluates predictions by all metrics.
   *
   * @param predictions at least one labelled row
   * @param options how classes are predicted
   * @return the metrics, without intervals
   * @throws org.allnet.data.InputException if no row has a label
   */
  public static Evaluation of(Predictions predictions, EvaluationOptions options) {
    return of(ScoredImages.of(predictions, options), options);
  }

  /**
   * Evaluates prepared predictions.
   *
   * @param scored the predictions, prepared with the same options
   * @param options how classes were predicted
   * @return the metrics, without intervals
   */
  public static Evaluation of(ScoredImages scored, EvaluationOptions options) {
    int[] weights = scored.unitWeights();
    long[][] counts = scored.confusion(weights);
    Evaluation empty =
        new Evaluation(
            scored.classes(),
            ConfusionMatrix.of(scored.classes(), counts),
            Map.of(),
            Map.of(),
            scored.images(),
            scored.rows(),
            scored.subjects(),
            scored.presumedSubjects(),
            scored.classes().size() == 2 ? options.threshold() : null);
    return empty.withMetrics(scored.metrics(scored.values(weights), counts));
  }

  /**
   * One metric.
   *
   * @param name which
   * @return it
   */
  public MetricValue metric(Metric name) {
    return Objects.requireNonNull(metrics.get(name), name.key());
  }

  /** {@return all metrics in the order of {@link ScoredImages#values}: overall, then per class} */
  public List<MetricValue> flatMetrics() {
    List<MetricValue> flat = new ArrayList<>(metrics.values());
    perClass.values().forEach(ofClass -> flat.addAll(ofClass.values()));
    return flat;
  }

  /**
   * The same evaluation with other metrics, such as those with intervals.
   *
   * @param flat a metric for each place of {@link ScoredImages#values}
   * @return the evaluation
   */
  public Evaluation withMetrics(List<MetricValue> flat) {
    Map<Metric, MetricValue> overall = new EnumMap<>(Metric.class);
    for (Metric name : Metric.values()) {
      overall.put(name, flat.get(name.ordinal()));
    }
    Map<String, Map<Metric, MetricValue>> byClass = new LinkedHashMap<>();
    int next = overall.size();
    for (String className : classes.names()) {
      Map<Metric, MetricValue> ofClass = new EnumMap<>(Metric.class);
      for (Metric name : Metric.PER_CLASS) {
        ofClass.put(name, flat.get(next++));
      }
      byClass.put(className, ofClass);
    }
    return new Evaluation(
        classes,
        confusion,
        overall,
        byClass,
        images,
        predictions,
        subjects,
        presumedSubjects,
        threshold);
  }

  /**
   * The evaluation as JSON: {@code images}, {@code predictions}, {@code subjects}, {@code classes},
   * {@code positive}, {@code threshold} if one was given, {@code confusion}, every metric under its
   * key (see {@link MetricValue#toJson}), and {@code perClass}.
   *
   * @return a new node
   */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("images", images);
    node.put("predictions", predictions);
    node.put("subjects", subjects).put("presumedSubjects", presumedSubjects);
    var names = node.putArray("classes");
    classes.names().forEach(names::add);
    node.put("positive", classes.positiveName());
    if (threshold != null) {
      node.put("threshold", threshold);
    }
    node.set("confusion", confusion.toJson());
    metrics.forEach((metric, value) -> node.set(metric.key(), value.toJson()));
    ObjectNode classNodes = node.putObject("perClass");
    perClass.forEach(
        (name, ofClass) -> {
          ObjectNode classNode = classNodes.putObject(name);
          classNode.put("images", confusion.support(classes.indexOf(name)));
          ofClass.forEach((metric, value) -> classNode.set(metric.key(), value.toJson()));
        });
    return node;
  }

  /** {@return the evaluation as a text table, lines ended by a line feed} */
  public String describe() {
    StringBuilder text = new StringBuilder();
    text.append(Counted.of(images, "image"));
    if (predictions != images) {
      text.append(" in ").append(Counted.of(predictions, "prediction"));
    }
    text.append(
        subjects == 0
            ? ", subjects unknown"
            : " of " + PresumedSubject.counted(subjects, presumedSubjects));
    text.append(
        classes.size() == 2
            ? "; positive class: " + classes.positiveName()
            : "; " + classes.size() + " classes, metrics are means over the classes");
    if (threshold != null) {
      text.append(String.format(Locale.ROOT, "; predicted positive from %.4f", threshold));
    }
    MetricLines lines = new MetricLines();
    lines.line(text.toString());
    confusion.describe().lines().forEach(lines::line);
    for (Metric name : Metric.values()) {
      lines.metric("", name.label(), metric(name));
    }
    if (classes.size() > 2) {
      for (String className : classes.names()) {
        lines.line(className + " against the rest");
        Map<Metric, MetricValue> ofClass = Objects.requireNonNull(perClass.get(className));
        for (Metric name : Metric.PER_CLASS) {
          lines.metric("  ", name.label(), Objects.requireNonNull(ofClass.get(name)));
        }
      }
    }
    return lines.withNotes();
  }
}
