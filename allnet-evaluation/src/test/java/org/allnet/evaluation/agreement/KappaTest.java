package org.allnet.evaluation.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.allnet.evaluation.metric.Interval;
import org.junit.jupiter.api.Test;

/** Kappa against printed tables, and its variance against the derivative of kappa itself. */
final class KappaTest {

  /** Cohen 1960 and 1968: 200 patients, two judges, three kinds of disorder. */
  private static final long[][] COHEN = {{88, 14, 18}, {10, 40, 10}, {2, 6, 12}};

  /** Fleiss, Cohen and Everitt 1969: 200 patients. */
  private static final long[][] FLEISS = {{106, 10, 4}, {22, 28, 10}, {2, 12, 6}};

  /** Altman 1991, table 14.4: two radiologists, 85 mammograms, four grades. */
  private static final long[][] ALTMAN = {
    {21, 12, 0, 0}, {4, 17, 1, 0}, {3, 9, 15, 2}, {0, 0, 0, 1}
  };

  private static AgreementTable table(long[][] counts) {
    return AgreementTable.of(
        IntStream.range(0, counts.length).mapToObj(k -> "category " + k).toList(), counts);
  }

  private static Kappa kappa(long[][] counts, KappaWeights weights) {
    Kappa kappa = Kappa.of(table(counts), weights);
    assertThat(kappa).isNotNull();
    return kappa;
  }

  @Test
  void cohensTable_hasHisKappas() {
    // .70 observed and .41 by chance: .29 / .59
    assertThat(kappa(COHEN, KappaWeights.NONE).value()).isCloseTo(0.29 / 0.59, within(1e-12));
    // his disagreements are 1, 3 and 6; as agreements 5/6, 1/2 and 0
    double[][] weights = {{1, 5 / 6.0, 0.5}, {5 / 6.0, 1, 0}, {0.5, 0, 1}};
    assertThat(Kappa.of(COHEN, weights).value()).isCloseTo(0.348, within(5e-4));
  }

  @Test
  void fleissTable_hasTheirVariances() {
    Kappa plain = kappa(FLEISS, KappaWeights.NONE);
    assertThat(plain.value()).isCloseTo(0.429, within(5e-4));
    assertThat(plain.variance()).isCloseTo(0.002885, within(5e-7));

    double[][] weights = {{1, 0, 0.4444}, {0, 1, 0.6666}, {0.4444, 0.6666, 1}};
    Kappa weighted = Kappa.of(FLEISS, weights);
    assertThat(weighted.value()).isCloseTo(0.507, within(5e-4));
    assertThat(weighted.variance()).isCloseTo(0.003248, within(5e-7));
  }

  @Test
  void altmansTable_hasHisKappas() {
    assertThat(kappa(ALTMAN, KappaWeights.NONE).value()).isCloseTo(0.47, within(5e-3));
    assertThat(kappa(ALTMAN, KappaWeights.LINEAR).value()).isCloseTo(0.57, within(5e-3));
    assertThat(kappa(ALTMAN, KappaWeights.QUADRATIC).value()).isCloseTo(0.67, within(5e-3));
  }

  /** The delta method on the counts, where the derivative is taken by differences. */
  private static double byDifferences(long[][] counts, double[][] weights) {
    double scale = 1 << 20;
    double total = 0;
    double mean = 0;
    double square = 0;
    for (int a = 0; a < counts.length; a++) {
      for (int b = 0; b < counts.length; b++) {
        long[][] more = scaled(counts, (long) scale);
        long[][] less = scaled(counts, (long) scale);
        more[a][b] += 64;
        less[a][b] -= 64;
        double derivative =
            (Kappa.value(more, weights) - Kappa.value(less, weights)) / (128 / scale);
        total += counts[a][b];
        mean += counts[a][b] * derivative;
        square += counts[a][b] * derivative * derivative;
      }
    }
    return square - mean * mean / total;
  }

  private static long[][] scaled(long[][] counts, long by) {
    long[][] scaled = new long[counts.length][counts.length];
    for (int a = 0; a < counts.length; a++) {
      for (int b = 0; b < counts.length; b++) {
        scaled[a][b] = counts[a][b] * by;
      }
    }
    return scaled;
  }

  @Test
  void variance_isThatOfTheDerivative() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 200; i++) {
      int size = 2 + random.nextInt(4);
      long[][] counts = new long[size][size];
      for (long[] row : counts) {
        for (int b = 0; b < size; b++) {
          row[b] = 1 + random.nextInt(40);
        }
      }
      for (KappaWeights weights : KappaWeights.values()) {
        assertThat(kappa(counts, weights).variance())
            .isCloseTo(byDifferences(counts, weights.of(size)), within(1e-7));
      }
    }
  }

  @Test
  void exchangedReaders_haveTheSameKappa() {
    long[][] exchanged = new long[4][4];
    for (int a = 0; a < 4; a++) {
      for (int b = 0; b < 4; b++) {
        exchanged[b][a] = ALTMAN[a][b];
      }
    }
    for (KappaWeights weights : KappaWeights.values()) {
      assertThat(kappa(exchanged, weights).value())
          .isCloseTo(kappa(ALTMAN, weights).value(), within(1e-12));
      assertThat(kappa(exchanged, weights).variance())
          .isCloseTo(kappa(ALTMAN, weights).variance(), within(1e-12));
    }
  }

  @Test
  void oneCategoryOrNoCell_hasNoKappa() {
    assertThat(Kappa.of(table(new long[][] {{9, 0}, {0, 0}}), KappaWeights.NONE)).isNull();
    assertThat(Kappa.of(table(new long[][] {{0, 0}, {0, 0}}), KappaWeights.NONE)).isNull();
    assertThat(Kappa.of(table(new long[][] {{9}}), KappaWeights.LINEAR)).isNull();
    // one reader has one category alone: as much as by chance
    assertThat(kappa(new long[][] {{9, 3}, {0, 0}}, KappaWeights.NONE).value()).isEqualTo(0);
  }

  @Test
  void perfectAgreement_hasNoInterval() {
    Kappa kappa = kappa(new long[][] {{5, 0}, {0, 5}}, KappaWeights.NONE);
    assertThat(kappa.value()).isEqualTo(1);
    assertThat(kappa.interval()).isNull();
    Interval interval = kappa(FLEISS, KappaWeights.NONE).interval();
    // .4286 -+ 1.96 x .05371
    assertThat(interval.low()).isCloseTo(0.3233, within(1e-4));
    assertThat(interval.high()).isCloseTo(0.5338, within(1e-4));
    assertThat(List.of(interval.method().words()))
        .containsExactly("large-sample variance, cells taken as independent");
  }
}
