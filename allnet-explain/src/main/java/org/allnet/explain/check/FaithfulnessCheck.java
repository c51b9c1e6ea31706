package org.allnet.explain.check;

import java.util.ArrayList;
import java.util.List;
import org.allnet.evaluation.explanation.PerturbationKind;
import org.allnet.evaluation.explanation.TrivialMap;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.PercentileInterval;

/**
 * Whether a method's maps tell more than trivial ones: the paired differences of the areas under
 * the deletion and insertion curves over example images, with intervals by bootstrap over persons,
 * over images if persons are not known.
 *
 * @param comparisons deletion and insertion against each trivial map
 * @param images how many images
 * @param clusters how many persons, or images without a person, were resampled
 */
public record FaithfulnessCheck(List<Comparison> comparisons, int images, int clusters) {

  /** From this many clusters on there is a verdict: fewer can't show a spread. */
  public static final int LEAST_CLUSTERS = 5;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no comparison
   */
  public FaithfulnessCheck {
    comparisons = List.copyOf(comparisons);
    if (comparisons.isEmpty()) {
      throw new IllegalArgumentException("no comparison");
    }
  }

  /**
   * A method against a trivial map.
   *
   * @param kind which curve
   * @param than the trivial map
   * @param advantage the mean difference of the areas over images, above 0 if the method is better
   * @param interval its 95 % interval, or why there is none
   */
  public record Comparison(
      PerturbationKind kind, TrivialMap than, double advantage, PercentileInterval interval) {

    /** {@return whether the method is better, with all of the interval above 0} */
    public boolean better() {
      return interval.interval() == null
          ? interval.constant() && advantage > 0
          : interval.interval().low() > 0;
    }
  }

  /**
   * Compares a method with all trivial maps.
   *
   * @param examples the example images, at least one
   * @param options how to resample
   * @return the comparisons
   * @throws org.allnet.data.RunException if the thread is interrupted
   */
  public static FaithfulnessCheck of(List<ExampleCurves> examples, BootstrapOptions options) {
    Examples of =
        Examples.of(
            examples.stream().map(ExampleCurves::image).toList(),
            examples.stream().map(ExampleCurves::person).toList());
    List<Comparison> comparisons = new ArrayList<>();
    for (PerturbationKind kind : PerturbationKind.values()) {
      for (TrivialMap than : TrivialMap.values()) {
        double[] advantages =
            examples.stream().mapToDouble(e -> e.own().advantageOver(e.of(than), kind)).toArray();
        Examples.Mean mean = of.mean(advantages, options);
        comparisons.add(new Comparison(kind, than, mean.value(), mean.interval()));
      }
    }
    return new FaithfulnessCheck(comparisons, examples.size(), of.clusters());
  }
}
