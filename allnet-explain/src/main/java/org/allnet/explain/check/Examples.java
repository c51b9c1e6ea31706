package org.allnet.explain.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.allnet.evaluation.explanation.Estimate;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.PercentileInterval;
import org.allnet.evaluation.interval.Resampling;
import org.allnet.evaluation.metric.Interval;
import org.jspecify.annotations.Nullable;

/**
 * The example images of a check, and whose they are: what is resampled are persons, or images if
 * persons are not known. Immutable.
 */
public final class Examples {

  private final int[] clusterOf;
  private final int clusters;
  private final int persons;
  private final String units;

  private Examples(int[] clusterOf, int clusters, int persons, String units) {
    this.clusterOf = clusterOf;
    this.clusters = clusters;
    this.persons = persons;
    this.units = units;
  }

  /**
   * Returns examples.
   *
   * @param images their names
   * @param persons whose each of them is; null if that is not known
   */
  public static Examples of(List<String> images, List<@Nullable String> persons) {
    Map<String, Integer> clusters = new HashMap<>();
    int[] clusterOf = new int[images.size()];
    int known = 0;
    for (int i = 0; i < clusterOf.length; i++) {
      String person = persons.get(i);
      known += person == null ? 0 : 1;
      String key = person == null ? "image " + images.get(i) : "person " + person;
      clusterOf[i] = clusters.computeIfAbsent(key, k -> clusters.size());
    }
    String units =
        clusters.size()
            + (known == 0
                ? " images (subjects unknown)"
                : known == clusterOf.length ? " subjects" : " subjects and images without one");
    return new Examples(
        clusterOf,
        clusters.size(),
        known == clusterOf.length ? new HashSet<>(persons).size() : 0,
        units);
  }

  /** {@return how many persons, or images without a person, there are} */
  public int clusters() {
    return clusters;
  }

  /** {@return how many persons the images are of; 0 if that is not known of all} */
  public int persons() {
    return persons;
  }

  /**
   * A mean over images.
   *
   * @param value the mean
   * @param interval its 95 % interval by bootstrap over clusters, or why there is none
   */
  public record Mean(double value, PercentileInterval interval) {

    /** {@return the same for files and pages} */
    public Estimate estimate() {
      Interval ends = interval.interval();
      return ends == null
          ? new Estimate(value, null, null)
          : new Estimate(value, ends.low(), ends.high());
    }
  }

  /**
   * Returns the mean of a number of each image.
   *
   * @param values a number for each image; NaN for one that has none, which is left out
   * @param options how to resample
   * @return the mean; NaN if no image has a number
   * @throws org.allnet.data.RunException if the thread is interrupted
   */
  public Mean mean(double[] values, BootstrapOptions options) {
    int[] once = new int[clusters];
    Arrays.fill(once, 1);
    double[] resampled =
        Resampling.draw(clusters, options, weights -> new double[] {mean(values, weights)})[0];
    return new Mean(mean(values, once), PercentileInterval.of(resampled, units));
  }

  private double mean(double[] values, int[] weights) {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        sum += weights[clusterOf[i]] * values[i];
        count += weights[clusterOf[i]];
      }
    }
    return sum / count;
  }
}
