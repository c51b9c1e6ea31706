package org.allnet.evaluation.metric;

import java.util.Locale;

/** How a 95 % interval was made, and over what. */
public sealed interface IntervalMethod {

  /** {@return it for a reader and in files, such as {@code Wilson over 12 subjects}} */
  String words();

  /**
   * The 2.5 and 97.5 percentiles of bootstrap values.
   *
   * @param resamples how many were drawn
   * @param clusters what was drawn, for a reader: {@code 73 subjects}
   * @param leftOut how many of them had no value
   */
  record PercentileBootstrap(int resamples, String clusters, int leftOut)
      implements IntervalMethod {

    @Override
    public String words() {
      return leftOut == 0
          ? drawn()
          : String.format(Locale.ROOT, "%s, %,d without a value left out", drawn(), leftOut);
    }

    private String drawn() {
      return String.format(
          Locale.ROOT, "percentile bootstrap, %,d resamples of %s", resamples, clusters);
    }

    /** {@return the same with every resample, which intervals of several metrics share} */
    PercentileBootstrap complete() {
      return new PercentileBootstrap(resamples, clusters, 0);
    }
  }

  /**
   * Wilson's score interval.
   *
   * @param of what was counted, for a reader: {@code 12 subjects}
   */
  record WilsonScore(String of) implements IntervalMethod {

    @Override
    public String words() {
      return "Wilson over " + of;
    }
  }

  /** DeLong's variance of the AUROC, which takes images for independent. */
  record DeLongVariance() implements IntervalMethod {

    @Override
    public String words() {
      return "DeLong, images taken as independent";
    }
  }

  /** Kappa's variance in large samples, which takes cells for independent. */
  record KappaVariance() implements IntervalMethod {

    @Override
    public String words() {
      return "large-sample variance, cells taken as independent";
    }
  }
}
