package org.allnet.evaluation.interval;

import org.allnet.evaluation.metric.Interval;
import org.allnet.evaluation.metric.IntervalMethod;
import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;

/**
 * Wilson's score interval of a fraction (Wilson 1927, doi 10.1080/01621459.1927.10502953): unlike
 * the normal approximation it stays inside [0,1] and is never of zero width.
 */
public final class Wilson {

  private Wilson() {}

  /**
   * The 95 % interval.
   *
   * @param successes 0 to {@code trials}
   * @param trials at least 1
   * @param of what was counted, for a reader: {@code 12 subjects}
   * @return the interval
   */
  public static Interval of(long successes, long trials, String of) {
    ConfidenceInterval interval =
        BinomialProportion.getWilsonScoreInterval(
            Math.toIntExact(trials), (double) successes / trials, 0.95);
    return new Interval(
        // Exact by algebra, off by a rounding otherwise: the fraction must lie in its interval.
        successes == 0 ? 0 : interval.getLowerBound(),
        successes == trials ? 1 : interval.getUpperBound(),
        new IntervalMethod.WilsonScore(of));
  }
}
