package org.allnet.evaluation.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.allnet.data.InputException;
import org.allnet.evaluation.curve.Curve;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.metric.MetricValue;
import org.junit.jupiter.api.Test;

/** Foreign images told by their scores, against counts by hand. */
class ForeignDetectionTest {

  private static List<ScoredImage> images(double... scores) {
    List<ScoredImage> images = new ArrayList<>();
    for (double score : scores) {
      images.add(new ScoredImage("image " + images.size(), null, score));
    }
    return images;
  }

  private static double value(MetricValue metric) {
    return ((MetricValue.Value) metric).value();
  }

  @Test
  void fewImages_areByHand() {
    ForeignDetection found =
        ForeignDetection.of(images(1, 2, 3, 4), images(2, 3.5, 5), BootstrapOptions.DEFAULTS);

    // Pairs that are right: 2 beats 1 and ties 2; 3.5 beats three; 5 beats four: 8.5 of 12.
    assertThat(value(found.auroc())).isEqualTo(8.5 / 12, within(1e-12));
    // Precision at 5: 1 of 1; at 3.5: 2 of 3; at 2: 3 of 6.
    assertThat(value(found.averagePrecision()))
        .isEqualTo((1 + 2.0 / 3 + 3.0 / 6) / 3, within(1e-12));
    // All four own images have to be accepted, so 2 and 3.5 are too.
    assertThat(value(found.acceptedForeign())).isEqualTo(2.0 / 3, within(1e-12));
  }

  @Test
  void twentyImages_oneOfThemMayBeRefused() {
    double[] own = IntStream.rangeClosed(1, 20).mapToDouble(i -> i).toArray();

    ForeignDetection found =
        ForeignDetection.of(images(own), images(18.5, 19.5), BootstrapOptions.DEFAULTS);

    assertThat(value(found.acceptedForeign())).isEqualTo(0.5);
  }

  @Test
  void interval_overPeople_isWider() {
    List<ScoredImage> byImage = new ArrayList<>();
    List<ScoredImage> byPerson = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double score = i / 20 + (i % 20) / 100.0;
      byImage.add(new ScoredImage("i" + i, null, score));
      byPerson.add(new ScoredImage("i" + i, "p" + i / 20, score));
    }
    List<ScoredImage> foreign =
        images(IntStream.range(0, 40).mapToDouble(i -> 1 + i / 20.0).toArray());

    assertThat(width(ForeignDetection.of(byPerson, foreign, BootstrapOptions.DEFAULTS)))
        .isGreaterThan(width(ForeignDetection.of(byImage, foreign, BootstrapOptions.DEFAULTS)));
  }

  private static double width(ForeignDetection found) {
    var interval = ((MetricValue.Value) found.auroc()).interval();
    assertThat(interval).isNotNull();
    return interval.high() - interval.low();
  }

  @Test
  void allTold_hasAWilsonInterval() {
    ForeignDetection found =
        ForeignDetection.of(images(1, 2, 3), images(5, 6, 7, 8, 9, 10), BootstrapOptions.DEFAULTS);

    assertThat(value(found.auroc())).isEqualTo(1);
    var accepted = (MetricValue.Value) found.acceptedForeign();
    assertThat(accepted.value()).isZero();
    assertThat(java.util.Objects.requireNonNull(accepted.interval()).high()).isBetween(0.3, 0.5);
  }

  /** Drawn from all together, a resample might have no image of the smaller set. */
  @Test
  void oneForeignImage_stillHasAnInterval() {
    double[] own = IntStream.rangeClosed(1, 30).mapToDouble(i -> i).toArray();

    ForeignDetection found =
        ForeignDetection.of(images(own), images(20.5), BootstrapOptions.DEFAULTS);

    assertThat(((MetricValue.Value) found.auroc()).interval()).isNotNull();
  }

  @Test
  void curve_goesFromCornerToCorner() {
    Curve found = ForeignDetection.curve("c", images(1, 2), images(2, 3));

    assertThat(found.points())
        .containsExactlyElementsOf(
            Arrays.asList(
                new Curve.Point(0, 0),
                new Curve.Point(0, 0.5),
                new Curve.Point(0.5, 1),
                new Curve.Point(1, 1)));
  }

  @Test
  void noImage_isRefused() {
    assertThatThrownBy(() -> ForeignDetection.of(List.of(), images(1), BootstrapOptions.DEFAULTS))
        .isInstanceOf(InputException.class);
  }
}
