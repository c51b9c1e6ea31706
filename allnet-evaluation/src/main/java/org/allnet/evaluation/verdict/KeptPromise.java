package org.allnet.evaluation.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.allnet.evaluation.decision.MeasuredRule;
import org.allnet.evaluation.decision.OperatingPoint;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;

/**
 * What a decision rule promised on validation images, beside what it kept on others.
 *
 * @param promise what was promised
 * @param promised the promised fraction
 * @param measured the fraction on the evaluated images
 */
public record KeptPromise(Promise promise, double promised, MetricValue measured)
    implements Finding {

  /** What can be promised. */
  public enum Promise {
    /** A refer band: at most this fraction of wrong ones among the classified images. */
    ERROR("promisedError"),
    /** A refer band that refers nothing, since the promise holds without it. */
    ERROR_WITHOUT_BAND("promisedError"),
    /** An operating point: at least this sensitivity. */
    SENSITIVITY("promisedSensitivity");

    private final String key;

    Promise(String key) {
      this.key = key;
    }
  }

  /** What the measured fraction and its interval say. */
  public enum Result {
    /** The whole interval keeps the promise. */
    KEPT("kept"),
    /** The value keeps the promise, its interval reaches beyond or is absent. */
    KEPT_HERE("keptHere"),
    /** The value breaks the promise, its interval includes it or is absent. */
    NOT_KEPT_HERE("notKeptHere"),
    /** The whole interval breaks the promise. */
    NOT_KEPT("notKept"),
    /** Nothing could be measured. */
    NOT_MEASURED("notMeasured");

    private final String key;

    Result(String key) {
      this.key = key;
    }
  }

  /**
   * Sets the promises of a rule beside what it kept.
   *
   * @param measured the rule on the evaluated images
   * @param evaluation the metrics of its decisions there
   * @return a finding for each promise
   */
  public static List<KeptPromise> of(MeasuredRule measured, Evaluation evaluation) {
    List<KeptPromise> kept = new ArrayList<>();
    OperatingPoint point = measured.rule().point();
    OptionalDouble sensitivity =
        point == null ? OptionalDouble.empty() : point.promisedSensitivity();
    if (sensitivity.isPresent()) {
      kept.add(
          new KeptPromise(
              Promise.SENSITIVITY,
              sensitivity.getAsDouble(),
              evaluation.metric(Metric.SENSITIVITY)));
    }
    ReferBand band = measured.rule().band();
    ReferBand.Measured onBand = measured.band();
    if (band != null && onBand != null) {
      kept.add(
          new KeptPromise(
              band.refersNothing() ? Promise.ERROR_WITHOUT_BAND : Promise.ERROR,
              band.maxError(),
              onBand.error()));
    }
    return kept;
  }

  /** {@return what was measured of the promise} */
  public Result result() {
    if (!(measured instanceof MetricValue.Value value)) {
      return Result.NOT_MEASURED;
    }
    boolean atLeast = promise == Promise.SENSITIVITY;
    boolean here = atLeast ? value.value() >= promised : value.value() <= promised;
    if (value.interval() == null) {
      return here ? Result.KEPT_HERE : Result.NOT_KEPT_HERE;
    }
    double worst = atLeast ? value.interval().low() : value.interval().high();
    double best = atLeast ? value.interval().high() : value.interval().low();
    if (here) {
      boolean all = atLeast ? worst >= promised : worst <= promised;
      return all ? Result.KEPT : Result.KEPT_HERE;
    }
    boolean none = atLeast ? best < promised : best > promised;
    return none ? Result.NOT_KEPT : Result.NOT_KEPT_HERE;
  }

  @Override
  public String key() {
    return promise.key;
  }

  @Override
  public String outcome() {
    return result().key;
  }

  @Override
  public boolean isFavourable() {
    return result() == Result.KEPT || result() == Result.KEPT_HERE;
  }
}
