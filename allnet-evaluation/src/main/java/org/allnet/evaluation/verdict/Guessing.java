package org.allnet.evaluation.verdict;

import java.util.ArrayList;
import java.util.List;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;

/**
 * A system beside guessing: the AUROC beside 0.5 or, if that is undefined, the balanced accuracy
 * beside one over the number of classes.
 *
 * @param metric which of the two
 * @param measured its value and interval
 * @param chance what guessing gives
 * @param result what that comes to
 */
public record Guessing(Metric metric, MetricValue measured, double chance, Result result)
    implements Finding {

  /** Below this AUROC of two classes, the labels or the probabilities are probably swapped. */
  private static final double BACKWARDS = 0.4;

  private static final double EVEN = 0.5;

  /** What the interval says. */
  public enum Result {
    /** The interval lies above what guessing gives, or the value is perfect in every resample. */
    BETTER("better"),
    /** The interval includes what guessing gives, or nothing varies and the value is no better. */
    NOT_SHOWN("notShown"),
    /** The interval lies below what guessing gives. */
    WORSE("worse"),
    /** There is no value, or an imperfect one without an interval. */
    UNKNOWN("unknown");

    private final String key;

    Result(String key) {
      this.key = key;
    }
  }

  /**
   * Sets a system beside guessing.
   *
   * @param evaluation its metrics with intervals
   * @return one finding; a second one about the decisions if the ranking is better than guessing
   *     and they are not
   */
  public static List<Guessing> of(Evaluation evaluation) {
    List<Guessing> findings = new ArrayList<>();
    Guessing ranking = of(evaluation.metric(Metric.AUROC), Metric.AUROC, EVEN);
    Guessing decisions =
        of(
            evaluation.metric(Metric.BALANCED_ACCURACY),
            Metric.BALANCED_ACCURACY,
            1.0 / evaluation.classes().size());
    if (ranking.measured() instanceof MetricValue.Undefined) {
      findings.add(decisions.measured() instanceof MetricValue.Undefined ? ranking : decisions);
    } else {
      findings.add(ranking);
      if (ranking.result() == Result.BETTER
          && (decisions.result() == Result.NOT_SHOWN || decisions.result() == Result.WORSE)) {
        findings.add(decisions);
      }
    }
    return findings;
  }

  private static Guessing of(MetricValue measured, Metric metric, double chance) {
    return new Guessing(metric, measured, chance, result(measured, chance));
  }

  private static Result result(MetricValue measured, double chance) {
    if (!(measured instanceof MetricValue.Value value)) {
      return Result.UNKNOWN;
    }
    if (value.interval() == null) {
      // A perfect value varies in no resample: ten against ten people come out so once in 184,756.
      return value.value() <= chance
          ? Result.NOT_SHOWN
          : value.value() == 1 ? Result.BETTER : Result.UNKNOWN;
    }
    if (value.interval().low() > chance) {
      return Result.BETTER;
    }
    return value.interval().high() < chance ? Result.WORSE : Result.NOT_SHOWN;
  }

  /** {@return whether an AUROC is so low that the classes are probably ranked the wrong way} */
  public boolean isBackwards() {
    return metric == Metric.AUROC
        && measured instanceof MetricValue.Value value
        && value.value() < BACKWARDS;
  }

  @Override
  public String key() {
    return "guessing";
  }

  @Override
  public String outcome() {
    return result.key;
  }

  @Override
  public boolean isFavourable() {
    return result == Result.BETTER || (result == Result.UNKNOWN && !isUndefined());
  }

  private boolean isUndefined() {
    return measured instanceof MetricValue.Undefined;
  }
}
