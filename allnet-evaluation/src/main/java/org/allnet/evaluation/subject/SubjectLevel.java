package org.allnet.evaluation.subject;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.evaluation.interval.Wilson;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.metric.ScoredImages;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.jspecify.annotations.Nullable;

/**
 * All subjects of a set of predictions. Predictions without a subject are left out and counted.
 *
 * @param classes the classes
 * @param subjects a result for each, in the order of first appearance
 * @param accuracy fraction of the subjects of known class whose majority prediction is right, with
 *     Wilson's interval; undefined if there are none
 * @param mixed subjects left out of the accuracy because their cells are of several classes
 * @param withoutSubject predictions that name no subject
 */
public record SubjectLevel(
    ClassSet classes,
    List<SubjectResult> subjects,
    MetricValue accuracy,
    int mixed,
    int withoutSubject) {

  /** Copies {@code subjects}, so that nothing changes it from outside. */
  public SubjectLevel {
    subjects = List.copyOf(subjects);
  }

  /**
   * Gathers the predictions by subject. Predictions of several folds for one image count each; hand
   * in one fold or fold model at a time if that is not wanted.
   *
   * @param predictions labelled or not
   * @param options how cells are predicted
   * @param band the refer band, null if there is none; used with two classes only
   * @return the subjects; an empty list if none is known
   */
  public static SubjectLevel of(
      Predictions predictions, EvaluationOptions options, @Nullable ReferBand band) {
    Map<String, List<Prediction>> bySubject = new LinkedHashMap<>();
    int withoutSubject = 0;
    for (Prediction row : predictions.rows()) {
      String person = row.person();
      if (person == null) {
        withoutSubject++;
      } else {
        bySubject.computeIfAbsent(person, s -> new ArrayList<>()).add(row);
      }
    }
    ClassSet classes = predictions.classes();
    List<SubjectResult> subjects = new ArrayList<>();
    int mixed = 0;
    for (Map.Entry<String, List<Prediction>> entry : bySubject.entrySet()) {
      mixed +=
          entry.getValue().stream()
                      .mapToInt(Prediction::label)
                      .filter(l -> l >= 0)
                      .distinct()
                      .count()
                  > 1
              ? 1
              : 0;
      subjects.add(
          result(
              names(entry.getKey(), entry.getValue()), entry.getValue(), classes, options, band));
    }
    return new SubjectLevel(classes, subjects, accuracy(subjects), mixed, withoutSubject);
  }

  /** All names of a person, in order; the person's own word if no row has a name. */
  private static String names(String person, List<Prediction> rows) {
    Set<String> names = new TreeSet<>();
    for (Prediction row : rows) {
      String subject = row.subject();
      if (subject != null) {
        names.add(subject);
      }
    }
    return names.isEmpty() ? person : String.join(" = ", names);
  }

  private static SubjectResult result(
      String subject,
      List<Prediction> rows,
      ClassSet classes,
      EvaluationOptions options,
      @Nullable ReferBand band) {
    int[] counts = new int[classes.size()];
    double[] sums = new double[classes.size()];
    int labelled = 0;
    int right = 0;
    int referred = 0;
    for (Prediction row : rows) {
      int predicted = ScoredImages.predicted(classes, row, options);
      counts[predicted]++;
      for (int k = 0; k < sums.length; k++) {
        sums[k] += row.probabilities().get(k);
      }
      labelled += row.label() >= 0 ? 1 : 0;
      right += row.label() == predicted ? 1 : 0;
      if (band != null && classes.size() == 2) {
        double positive = row.probabilities().get(classes.positive());
        referred += band.refers(positive) ? 1 : 0;
      }
    }
    int majority = 0;
    for (int k = 1; k < counts.length; k++) {
      if (counts[k] > counts[majority]
          || (counts[k] == counts[majority] && sums[k] > sums[majority])) {
        majority = k;
      }
    }
    int[] labels =
        rows.stream().mapToInt(Prediction::label).filter(l -> l >= 0).distinct().toArray();
    int positiveCells = counts[classes.positive()];
    return new SubjectResult(
        subject,
        labels.length == 1 ? classes.names().get(labels[0]) : null,
        classes.names().get(majority),
        new SubjectResult.Cells(rows.size(), positiveCells, labelled, right, referred),
        Wilson.of(positiveCells, rows.size(), rows.size() + " cells"));
  }

  private static MetricValue accuracy(List<SubjectResult> subjects) {
    int known = 0;
    int right = 0;
    for (SubjectResult result : subjects) {
      Boolean isRight = result.right();
      if (isRight != null) {
        known++;
        right += isRight ? 1 : 0;
      }
    }
    if (known == 0) {
      return new MetricValue.Undefined(
          subjects.isEmpty() ? "subjects unknown" : "no subject of one known class");
    }
    return new MetricValue.Value(
        (double) right / known,
        Wilson.of(
            right,
            known,
            known
                + " "
                + PresumedSubject.word(subjects.stream().map(SubjectResult::subject).toList())));
  }

  /**
   * The subjects with the lowest fraction of cells predicted correctly.
   *
   * @param most how many at most
   * @return those with an error, the worst first; of equals the one with more cells first
   */
  public List<SubjectResult> worst(int most) {
    return subjects.stream()
        .filter(result -> result.rightFraction() < 1)
        .sorted(
            Comparator.comparingDouble(SubjectResult::rightFraction)
                .thenComparing(
                    Comparator.comparingInt((SubjectResult one) -> one.cells().all()).reversed()))
        .limit(most)
        .toList();
  }

  /** {@return what to call the subjects: {@code subjects} or {@code presumed subjects}} */
  public String word() {
    return PresumedSubject.word(subjects.stream().map(SubjectResult::subject).toList());
  }

  /** {@return {@code accuracy}, {@code mixed}, {@code withoutSubject}, {@code subjects} as JSON} */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("accuracy", accuracy.toJson());
    node.put("presumed", !word().equals(PresumedSubject.word(false)));
    node.put("mixed", mixed);
    node.put("withoutSubject", withoutSubject);
    var list = node.putArray("subjects");
    subjects.forEach(subject -> list.add(subject.toJson()));
    return node;
  }

  /** {@return the accuracy over subjects and the five worst, as text lines} */
  public String describe() {
    StringBuilder text =
        new StringBuilder(String.format(Locale.ROOT, "%-28s ", "accuracy over " + word()));
    text.append(accuracy.describe()).append('\n');
    if (mixed > 0) {
      text.append(mixed).append(" " + word() + " have cells of several classes and are left out\n");
    }
    List<SubjectResult> worst = worst(5);
    if (!worst.isEmpty()) {
      text.append(word()).append(" most often classified wrongly\n");
    }
    for (SubjectResult result : worst) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %s (%s): %d of %d cells right, %.0f %% predicted %s (%.0f to %.0f), majority"
                  + " %s%s\n",
              PresumedSubject.is(result.subject())
                  ? result.subject()
                  : "subject " + result.subject(),
              result.truth() == null ? "class unknown" : result.truth(),
              result.cells().right(),
              result.cells().labelled(),
              100 * result.positiveFraction(),
              classes.positiveName(),
              100 * result.interval().low(),
              100 * result.interval().high(),
              result.majority(),
              result.cells().referred() == 0
                  ? ""
                  : String.format(
                      Locale.ROOT, ", %.0f %% uncertain", 100 * result.referredFraction())));
    }
    return text.toString();
  }
}
