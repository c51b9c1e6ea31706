package org.allnet.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.PercentileInterval;
import org.allnet.evaluation.interval.Resampling;
import org.allnet.explain.check.PerturbationCurve.Kind;

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
      Kind kind, TrivialMap than, double advantage, PercentileInterval interval) {

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
    Map<String, Integer> clusters = new HashMap<>();
    int[] clusterOf = new int[examples.size()];
    int persons = 0;
    for (int i = 0; i < clusterOf.length; i++) {
      ExampleCurves example = examples.get(i);
      persons += example.person() == null ? 0 : 1;
      String key =
          example.person() == null ? "image " + example.image() : "person " + example.person();
      clusterOf[i] = clusters.computeIfAbsent(key, k -> clusters.size());
    }
    String units =
        clusters.size()
            + (persons == 0
                ? " images (subjects unknown)"
                : persons == clusterOf.length ? " subjects" : " subjects and images without one");
    List<Comparison> comparisons = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (TrivialMap than : TrivialMap.values()) {
        double[] advantages =
            examples.stream().mapToDouble(e -> e.own().advantageOver(e.of(than), kind)).toArray();
        comparisons.add(
            compare(kind, than, advantages, clusterOf, clusters.size(), units, options));
      }
    }
    return new FaithfulnessCheck(comparisons, examples.size(), clusters.size());
  }

  private static Comparison compare(
      Kind kind,
      TrivialMap than,
      double[] advantages,
      int[] clusterOf,
      int clusters,
      String units,
      BootstrapOptions options) {
    int[] once = new int[clusters];
    Arrays.fill(once, 1);
    double[] resampled =
        Resampling.draw(
            clusters, options, weights -> new double[] {mean(advantages, clusterOf, weights)})[0];
    return new Comparison(
        kind, than, mean(advantages, clusterOf, once), PercentileInterval.of(resampled, units));
  }

  private static double mean(double[] advantages, int[] clusterOf, int[] weights) {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < advantages.length; i++) {
      sum += weights[clusterOf[i]] * advantages[i];
      count += weights[clusterOf[i]];
    }
    return sum / count;
  }
}
