package org.allnet.evaluation.verdict;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.allnet.evaluation.decision.MeasuredRule;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Role;
import org.jspecify.annotations.Nullable;

/**
 * What the metrics of one system say in words, the first thing that a reader is told. Too few
 * people, or images of the training, forbid every finding in the system's favour.
 *
 * @param findings what was found, in the order of telling
 * @param origin what the evaluated images are, which every favourable sentence says again; of
 *     several systems each finding says its own
 */
public record Verdict(List<Finding> findings, Origin origin) {

  /** Nothing was evaluated. */
  public static final Verdict NONE = new Verdict(List.of(), Origin.UNKNOWN);

  /** Copies {@code findings}, so that nothing changes it from outside. */
  public Verdict {
    findings = List.copyOf(findings);
  }

  /**
   * Finds what there is to say.
   *
   * @param measured the evaluated predictions and their rule
   * @param evaluation the metrics of their decisions, with intervals
   * @param area the system beside cell area alone; null if that was not worked out
   * @return the verdict
   */
  public static Verdict of(
      MeasuredRule measured, Evaluation evaluation, @Nullable BesideArea area) {
    List<Finding> found = new ArrayList<>(Guessing.of(evaluation));
    if (area != null) {
      found.add(area);
    }
    found.addAll(KeptPromise.of(measured, evaluation));
    return of(measured.after(), measured.after().origin(), found);
  }

  /**
   * Finds what there is to say of predictions without a rule.
   *
   * @param evaluated the evaluated predictions
   * @param evaluation their metrics, with intervals
   * @return the verdict
   */
  public static Verdict of(Predictions evaluated, Evaluation evaluation) {
    return of(evaluated, evaluated.origin(), evaluation);
  }

  /**
   * Finds what there is to say of predictions without a rule.
   *
   * @param evaluated the evaluated predictions, with all that is known of whose cells they are
   * @param origin where the predictions are from
   * @param evaluation their metrics, with intervals
   * @return the verdict
   */
  public static Verdict of(Predictions evaluated, Origin origin, Evaluation evaluation) {
    return of(evaluated, origin, List.copyOf(Guessing.of(evaluation)));
  }

  private static Verdict of(Predictions evaluated, Origin origin, List<Finding> found) {
    List<Finding> findings = new ArrayList<>();
    if (origin.role() == Role.TRAINING) {
      findings.add(new TrainedOn());
    }
    TooFewPeople few = TooFewPeople.of(evaluated);
    if (few != null) {
      findings.add(few);
    }
    boolean limited = !findings.isEmpty();
    found.stream().filter(one -> !limited || !one.isFavourable()).forEach(findings::add);
    return new Verdict(findings, origin);
  }

  /**
   * Puts the verdicts on several systems together.
   *
   * @param verdicts of the systems, by name, on the same images
   * @return what holds for all of them once, then what was found of each
   */
  public static Verdict together(Map<String, Verdict> verdicts) {
    Set<Finding> common = new LinkedHashSet<>();
    List<Finding> own = new ArrayList<>();
    verdicts.forEach(
        (name, verdict) ->
            verdict
                .findings()
                .forEach(
                    one -> {
                      if (one instanceof TooFewPeople) {
                        common.add(one);
                      } else {
                        own.add(new OfSystem(name, one, verdict.origin()));
                      }
                    }));
    List<Finding> findings = new ArrayList<>(common);
    findings.addAll(own);
    return new Verdict(
        findings, Origin.together(verdicts.values().stream().map(Verdict::origin).toList()));
  }

  /** {@return whether a class has too few evaluated people} */
  public boolean isOfTooFew() {
    return findings.stream().anyMatch(TooFewPeople.class::isInstance);
  }

  /** {@return a sentence for each finding} */
  public List<String> sentences() {
    return findings.stream().map(one -> VerdictWords.of(one, origin)).toList();
  }

  /**
   * {@return each finding as JSON: {@code finding}, {@code outcome} and {@code sentence}; of
   * several systems also {@code system}}
   */
  public ArrayNode toJson() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Finding one : findings) {
      ObjectNode node = list.addObject();
      if (one instanceof OfSystem ofSystem) {
        node.put("system", ofSystem.system());
      }
      node.put("finding", one.key())
          .put("outcome", one.outcome())
          .put("sentence", VerdictWords.of(one, origin));
    }
    return list;
  }
}
