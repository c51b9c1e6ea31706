package org.allnet.report.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.allnet.data.Counted;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.comparison.Comparison;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.report.text.Numbers;

/** Words the result of a run as one sentence with its intervals. */
public final class ResultSentence {

  private ResultSentence() {}

  /**
   * Words a result. An image-level result begins with that word, one on synthetic cells says so.
   *
   * @param report a run's report
   * @return one sentence, made from the metrics, intervals and protocol
   */
  public static String of(RunReport report) {
    String sentence = worded(report);
    Protocol protocol = report.setting().protocol();
    if (protocol != null && protocol.marked()) {
      String mark = report.setting().sentence().strip();
      sentence = mark.substring(0, mark.length() - 1) + ": " + sentence;
    }
    if (report.setting().transductive()) {
      sentence = "Transductive - " + sentence;
    }
    return report.data().identity().synthetic() ? "Synthetic data - " + sentence : sentence;
  }

  private static String worded(RunReport report) {
    Evaluation evaluation = report.results().evaluation();
    if (evaluation == null) {
      return report.others().comparison() == null
          ? "No labelled image was evaluated, so there is no metric to report."
          : ofComparison(report, report.others().comparison());
    }
    StringBuilder text = new StringBuilder("on ");
    text.append(Counted.of(evaluation.images(), "image").withCommas());
    if (evaluation.subjects() > 0) {
      Counted people =
          report.setting().presumed()
              ? PresumedSubject.counted(evaluation.subjects(), true)
              : Counted.of(evaluation.subjects(), "person", "people");
      text.append(" of ").append(people.withCommas());
    }
    text.append(seen(report.setting()));
    List<Metric> wanted =
        evaluation.classes().size() == 2
            ? List.of(Metric.AUROC, Metric.SENSITIVITY, Metric.SPECIFICITY)
            : List.of(Metric.ACCURACY, Metric.MACRO_F1, Metric.AUROC);
    List<String> phrases = new ArrayList<>();
    for (Metric name : wanted) {
      phrases.add(phrase(name, evaluation, phrases.isEmpty()));
    }
    text.append(", ").append(String.join("; ", phrases)).append('.');
    if (report.setting().mark().isEmpty() && !report.data().identity().synthetic()) {
      text.setCharAt(0, 'O');
    }
    return text.toString();
  }

  /** More pairs than this are told by a table, not by a sentence. */
  private static final int MOST_STATEMENTS = 3;

  /** What the images, or the people, were to the training; empty if that is not known. */
  private static String seen(Setting setting) {
    return switch (setting.tested()) {
      case HOLD_OUT, PRELIMINARY, FINAL ->
          setting.protocol() != Protocol.SUBJECT
              ? ""
              : setting.foreignWeights()
                  ? " that were kept from the training here"
                  : " that no training had seen";
      case FOLDS -> ", each evaluated by the fold model that validated but did not train on it";
      case VALIDATION -> " that the system was validated on but not trained on";
      case TRAINING -> " that the system was trained on";
      case OTHER -> "";
    };
  }

  private static String phrase(Metric name, Evaluation evaluation, boolean first) {
    MetricValue metric = evaluation.metric(name);
    String label =
        switch (name) {
          case SENSITIVITY -> "sensitivity";
          case AUROC -> evaluation.classes().size() == 2 ? "AUROC" : "AUROC (mean over classes)";
          default -> name.label();
        };
    if (metric instanceof MetricValue.Undefined undefined) {
      return label + " is undefined (" + undefined.reason() + ")";
    }
    MetricValue.Value value = (MetricValue.Value) metric;
    String text = label + " " + Numbers.metric(value.value());
    if (value.interval() == null) {
      return text + (first ? " (no interval)" : "");
    }
    return text
        + (first ? " (95\u00a0% interval " : " (")
        + Numbers.metric(value.interval().low())
        + " to "
        + Numbers.metric(value.interval().high())
        + ")";
  }

  private static String ofComparison(RunReport report, Comparison comparison) {
    List<String> statements = comparison.statements(!report.results().verdict().isOfTooFew());
    if (statements.size() > MOST_STATEMENTS) {
      return Numbers.count(comparison.evaluations().size())
          + " systems are set side by side on the same images; what differs, and how surely, is"
          + " in the table of paired differences.";
    }
    String text = String.join("; ", statements) + ".";
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
