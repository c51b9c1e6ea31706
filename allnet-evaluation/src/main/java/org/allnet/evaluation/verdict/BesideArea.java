package org.allnet.evaluation.verdict;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.allnet.evaluation.comparison.ComparedSystem;
import org.allnet.evaluation.comparison.Comparison;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.prediction.Predictions;
import org.jspecify.annotations.Nullable;

/**
 * A system beside cell area alone, by the AUROC on the same images.
 *
 * @param system the system's AUROC
 * @param area that of cell area alone
 * @param difference the first less the second, with an interval from common resamples
 */
public record BesideArea(double system, double area, MetricValue.Value difference)
    implements Finding {

  private static final String SYSTEM = "system";
  private static final String AREA = "area";

  /** What the interval of the difference says. */
  public enum Result {
    /** The system is better. */
    SYSTEM_BETTER("systemBetter"),
    /** The system's value is higher, but the interval includes 0. */
    NOT_SHOWN("notShown"),
    /** Cell area's value is as high or higher, and the interval includes 0. */
    AREA_NOT_WORSE("areaNotWorse"),
    /** Cell area alone is better. */
    AREA_BETTER("areaBetter");

    private final String key;

    Result(String key) {
      this.key = key;
    }
  }

  /**
   * Compares a system with cell area alone.
   *
   * @param system the system's predictions of images of two or more classes
   * @param area those of cell area alone for the same images
   * @param options how to resample
   * @return the finding; null if the AUROC is undefined
   */
  public static @Nullable BesideArea of(
      Predictions system, Predictions area, BootstrapOptions options) {
    Map<String, ComparedSystem> both = new LinkedHashMap<>();
    both.put(SYSTEM, ComparedSystem.byMostProbableClass(system));
    both.put(AREA, ComparedSystem.byMostProbableClass(area));
    Comparison compared = Comparison.of(both, options);
    MetricValue difference = compared.pairs().get(0).differences().get(Metric.AUROC);
    return difference instanceof MetricValue.Value value
        ? new BesideArea(auroc(compared, SYSTEM), auroc(compared, AREA), value)
        : null;
  }

  private static double auroc(Comparison compared, String name) {
    MetricValue auroc =
        Objects.requireNonNull(compared.evaluations().get(name)).metric(Metric.AUROC);
    return Objects.requireNonNull(auroc.valueOrNull());
  }

  /** {@return what the difference comes to} */
  public Result result() {
    boolean shown = difference.interval() != null && !difference.interval().contains(0);
    if (difference.value() > 0) {
      return shown ? Result.SYSTEM_BETTER : Result.NOT_SHOWN;
    }
    return shown ? Result.AREA_BETTER : Result.AREA_NOT_WORSE;
  }

  @Override
  public String key() {
    return "cellArea";
  }

  @Override
  public String outcome() {
    return result().key;
  }

  @Override
  public boolean isFavourable() {
    return result() == Result.SYSTEM_BETTER;
  }
}
