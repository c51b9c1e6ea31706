package org.allnet.evaluation.agreement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.Counted;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.PercentileInterval;
import org.allnet.evaluation.interval.Resampling;
import org.allnet.evaluation.interval.Wilson;
import org.allnet.evaluation.metric.Interval;
import org.allnet.evaluation.metric.MetricValue;
import org.jspecify.annotations.Nullable;

/**
 * How far two readers agree, with 95 % intervals: percentile bootstrap over subjects, or over the
 * cells if all are of one subject, which says nothing of other subjects. With {@value
 * #LEAST_SUBJECTS} subjects or more: resamples of fewer are alike by chance, and their interval is
 * too narrow.
 *
 * <p>An agreement of exactly 0 or 1 in every resample has Wilson's interval over the subjects, if
 * {@value #LEAST_SUBJECTS} or more have cells of which it can be told. A kappa of exactly 1 in
 * every resample has none. Kappas also have the interval of their variance in large samples, as
 * most papers print it.
 *
 * @param table the counts
 * @param subjects whose cells they are
 * @param observed the fraction of cells of which both say the same
 * @param kappa Cohen's kappa
 * @param weighted kappa with linear weights; null if the categories have no order or there are
 *     fewer than three
 * @param byCategory the agreement on each category
 */
public record ReaderAgreement(
    AgreementTable table,
    int subjects,
    MetricValue observed,
    MetricValue kappa,
    @Nullable MetricValue weighted,
    List<CategoryAgreement> byCategory) {

  /** How many subjects are resampled at least, if there is more than one. Our assumption. */
  public static final int LEAST_SUBJECTS = 10;

  /** Copies the list. */
  public ReaderAgreement {
    byCategory = List.copyOf(byCategory);
  }

  /**
   * Works out the agreement.
   *
   * @param categories what the readers could say
   * @param ordered whether the order of the categories has a meaning, such as grades
   * @param verdicts one for each cell that both judged
   * @param bootstrap how to resample
   * @return the agreement
   * @throws IllegalArgumentException if a verdict is none of the categories
   */
  public static ReaderAgreement of(
      List<String> categories,
      boolean ordered,
      List<PairedVerdict> verdicts,
      BootstrapOptions bootstrap) {
    AgreementTable table = AgreementTable.of(categories, verdicts);
    Clusters clusters = Clusters.of(categories, verdicts);
    KappaWeights weights =
        ordered && categories.size() > 2 ? KappaWeights.LINEAR : KappaWeights.NONE;
    double[] points = statistics(table.counts(), weights);
    if (table.total() == 0) {
      return new Figures(points, new double[0][], table, clusters).agreement(weights);
    }
    double[][] resampled =
        Resampling.draw(
            clusters.tables.size(), bootstrap, drawn -> statistics(clusters.sum(drawn), weights));
    return new Figures(points, resampled, table, clusters).agreement(weights);
  }

  /** Observed agreement, kappa, weighted kappa, then positive and negative of each category. */
  private static double[] statistics(long[][] counts, KappaWeights weights) {
    int size = counts.length;
    double[] values = new double[3 + 2 * size];
    long agreed = 0;
    long total = 0;
    for (int a = 0; a < size; a++) {
      agreed += counts[a][a];
      for (int b = 0; b < size; b++) {
        total += counts[a][b];
      }
    }
    values[0] = agreed / (double) total;
    values[1] = Kappa.value(counts, KappaWeights.NONE.of(size));
    values[2] = weights == KappaWeights.NONE ? values[1] : Kappa.value(counts, weights.of(size));
    for (int k = 0; k < size; k++) {
      values[3 + 2 * k] = CategoryAgreement.positive(counts, k);
      values[4 + 2 * k] = CategoryAgreement.negative(counts, k);
    }
    return values;
  }

  /**
   * What is resampled.
   *
   * @param tables the counts of each subject, or of each cell if there is one subject
   * @param subjects how many there are
   * @param size how many categories there are
   */
  private record Clusters(List<long[][]> tables, int subjects, int size) {

    static Clusters of(List<String> categories, List<PairedVerdict> verdicts) {
      int size = categories.size();
      int subjects = (int) verdicts.stream().map(PairedVerdict::subject).distinct().count();
      Map<String, long[][]> tables = new LinkedHashMap<>();
      for (int i = 0; i < verdicts.size(); i++) {
        PairedVerdict verdict = verdicts.get(i);
        String cluster = subjects == 1 ? "cell " + i : verdict.subject();
        tables
            .computeIfAbsent(cluster, key -> new long[size][size])[
            AgreementTable.place(categories, verdict.first())][
            AgreementTable.place(categories, verdict.second())]++;
      }
      return new Clusters(List.copyOf(tables.values()), subjects, size);
    }

    long[][] sum(int[] drawn) {
      long[][] sum = new long[size][size];
      for (int i = 0; i < drawn.length; i++) {
        if (drawn[i] > 0) {
          long[][] table = tables.get(i);
          for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
              sum[a][b] += drawn[i] * table[a][b];
            }
          }
        }
      }
      return sum;
    }

    /** How many have the statistic by themselves: who lacks a category proves nothing of it. */
    int concerned(int index) {
      return (int)
          tables.stream()
              .filter(table -> !Double.isNaN(statistics(table, KappaWeights.NONE)[index]))
              .count();
    }

    /** Whether a number of subjects, of several, is too small for an interval of any kind. */
    boolean isFew(int some) {
      return subjects > 1 && some < LEAST_SUBJECTS;
    }

    String words(int count) {
      return subjects == 1
          ? Counted.of(count, "cell") + " of one subject"
          : Counted.of(count, "subject").toString();
    }
  }

  /**
   * Values and resamples on their way to metrics.
   *
   * @param points the values
   * @param resampled (statistics, resamples)
   * @param table the counts
   * @param clusters what was resampled
   */
  private record Figures(
      double[] points, double[][] resampled, AgreementTable table, Clusters clusters) {

    ReaderAgreement agreement(KappaWeights weights) {
      List<CategoryAgreement> byCategory = new ArrayList<>();
      for (int k = 0; k < clusters.size; k++) {
        String name = "'" + table.categories().get(k) + "'";
        byCategory.add(
            new CategoryAgreement(
                table.categories().get(k),
                fraction(3 + 2 * k, "neither reader says " + name),
                fraction(4 + 2 * k, "both readers say " + name + " of all cells")));
      }
      return new ReaderAgreement(
          table,
          clusters.subjects,
          fraction(0, ""),
          kappa(1, KappaWeights.NONE),
          weights == KappaWeights.NONE ? null : kappa(2, weights),
          byCategory);
    }

    private MetricValue fraction(int index, String undefined) {
      return metric(index, undefined, List.of());
    }

    private MetricValue kappa(int index, KappaWeights weights) {
      Kappa kappa = Kappa.of(table, weights);
      Interval further = kappa == null ? null : kappa.interval();
      return metric(
          index,
          "kappa divides by zero if both readers say one and the same of all cells",
          further == null ? List.of() : List.of(further));
    }

    private MetricValue metric(int index, String undefined, List<Interval> further) {
      double value = points[index];
      if (table.total() == 0) {
        return new MetricValue.Undefined("no cell was judged by both readers");
      }
      if (Double.isNaN(value)) {
        return new MetricValue.Undefined(undefined);
      }
      if (clusters.tables.size() == 1) {
        return new MetricValue.Value(
            value, null, "one cell only: there is no spread to see", further);
      }
      PercentileInterval percentile =
          PercentileInterval.of(resampled[index], clusters.words(clusters.tables.size()));
      Interval interval = percentile.interval();
      boolean isFraction = index != 1 && index != 2;
      if (clusters.isFew(clusters.subjects)) {
        return tooFew(value, clusters.words(clusters.subjects), further);
      }
      if (isFraction && percentile.constant() && (value == 0 || value == 1)) {
        int trials = clusters.concerned(index);
        if (clusters.isFew(trials)) {
          return tooFew(value, clusters.words(trials) + " of whom it can be told", further);
        }
        interval =
            Wilson.of(
                value == 1 ? trials : 0,
                trials,
                clusters.words(trials) + ", as every resample gave " + (value == 1 ? "1" : "0"));
      }
      return new MetricValue.Value(
          value, interval, interval == null ? percentile.reason() : null, further);
    }

    private static MetricValue tooFew(double value, String whom, List<Interval> further) {
      return new MetricValue.Value(
          value,
          null,
          "%s are too few to resample; it needs %d".formatted(whom, LEAST_SUBJECTS),
          further);
    }
  }
}
