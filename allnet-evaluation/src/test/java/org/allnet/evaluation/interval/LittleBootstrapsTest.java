package org.allnet.evaluation.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.Interval;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.junit.jupiter.api.Test;

final class LittleBootstrapsTest {

  private static final int ROWS = 20_000;
  private static final ClassSet CLASSES = new ClassSet(List.of("all", "hem"), 0);

  /** Labels that are right in eight of ten rows, of subjects with some rows each. */
  private static List<Prediction> rows(int perSubject) {
    Random random = new Random(11);
    List<Prediction> rows = new ArrayList<>();
    boolean right = true;
    for (int i = 0; i < ROWS; i++) {
      int label = random.nextInt(2);
      right = i % perSubject == 0 ? random.nextInt(10) < 8 : right;
      double certain = 0.5 + 0.5 * random.nextDouble();
      double all = (label == 0) == right ? certain : 1 - certain;
      rows.add(
          new Prediction(
              "i" + i,
              perSubject == 1 ? null : "s" + i / perSubject,
              label,
              null,
              List.of(all, 1 - all)));
    }
    return rows;
  }

  private static Evaluation evaluated(List<Prediction> rows, int clusters) {
    List<Predictions> samples = new ArrayList<>();
    for (int k = 0; k < 5; k++) {
      samples.add(new Predictions(CLASSES, rows.subList(2000 * k, 2000 * k + 2000)));
    }
    return LittleBootstraps.evaluate(
        Evaluation.of(new Predictions(CLASSES, rows)),
        samples,
        clusters,
        clusters + " clusters",
        EvaluationOptions.DEFAULTS,
        new BootstrapOptions(400, 1, 2));
  }

  private static double width(Interval interval) {
    return interval.high() - interval.low();
  }

  private static Interval interval(Evaluation of, Metric metric) {
    return ((MetricValue.Value) of.metric(metric)).interval();
  }

  @Test
  void width_isThatOfTheWholeSet() {
    Evaluation little = evaluated(rows(1), ROWS);
    double accuracy = ((MetricValue.Value) little.metric(Metric.ACCURACY)).value();
    Interval interval = interval(little, Metric.ACCURACY);
    double normal = 2 * 1.96 * Math.sqrt(accuracy * (1 - accuracy) / ROWS);
    assertThat(width(interval)).isCloseTo(normal, within(0.1 * normal));
    assertThat((interval.low() + interval.high()) / 2).isCloseTo(accuracy, within(0.1 * normal));
    assertThat(interval.method().words())
        .isEqualTo("percentile bootstrap, 400 resamples of 20000 clusters, by 5 samples of them");
  }

  @Test
  void subjectsOfTenRows_makeItWider() {
    Evaluation little = evaluated(rows(10), ROWS / 10);
    double accuracy = ((MetricValue.Value) little.metric(Metric.ACCURACY)).value();
    // All rows of a subject are right or none is, so that ten rows tell no more than one.
    double normal = 2 * 1.96 * Math.sqrt(accuracy * (1 - accuracy) / (ROWS / 10.0));
    assertThat(width(interval(little, Metric.ACCURACY))).isCloseTo(normal, within(0.1 * normal));
  }

  @Test
  void drawnFromMany_hasMeanAndSpreadOfPoisson() {
    for (double mean : new double[] {3, 400}) {
      double[][] values =
          Resampling.drawLarger(
              1000,
              mean,
              new BootstrapOptions(100, 5, 2),
              weights -> {
                double sum = 0;
                double squares = 0;
                for (int weight : weights) {
                  sum += weight;
                  squares += (weight - mean) * (weight - mean);
                }
                return new double[] {sum / 1000, squares / 1000};
              });
      double sum = 0;
      double squares = 0;
      for (int r = 0; r < 100; r++) {
        sum += values[0][r] / 100;
        squares += values[1][r] / 100;
      }
      // 100,000 draws: four standard errors of mean and variance.
      assertThat(sum).isCloseTo(mean, within(4 * Math.sqrt(mean / 1e5)));
      assertThat(squares).isCloseTo(mean, within(4 * mean * Math.sqrt(2 / 1e5 + 1 / (mean * 1e5))));
    }
  }
}
