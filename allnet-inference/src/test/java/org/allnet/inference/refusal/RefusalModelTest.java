package org.allnet.inference.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.evaluation.decision.OutlierMethod;
import org.allnet.evaluation.decision.PoorImage;
import org.allnet.evaluation.decision.QualityMeasure;
import org.allnet.evaluation.decision.UnlikeTraining;
import org.allnet.inference.image.quality.ImageMeasures;
import org.allnet.inference.image.quality.ImageQuality;
import org.junit.jupiter.api.Test;

/** The threshold, the ranges of quality, and the bytes in a model file. */
class RefusalModelTest {

  private static float[][] features(int images, int features) {
    Random random = new Random(4);
    float[][] rows = new float[images][features];
    for (float[] row : rows) {
      for (int j = 0; j < features; j++) {
        row[j] = (float) random.nextGaussian();
      }
    }
    return rows;
  }

  private static List<ImageMeasures> measures(int images) {
    Random random = new Random(8);
    return IntStream.range(0, images)
        .mapToObj(
            i ->
                new ImageMeasures(
                    new ImageQuality(450, 0.1 + i * 0.001, i * 0.0001, 0.4 + i * 0.001, 20 + i),
                    random.doubles(ImageMeasures.APPEARANCE).toArray()))
        .toList();
  }

  private static ImageMeasures measured(ImageQuality quality, double... first) {
    double[] appearance = new double[ImageMeasures.APPEARANCE];
    Arrays.fill(appearance, 0.5);
    System.arraycopy(first, 0, appearance, 0, first.length);
    return new ImageMeasures(quality, appearance);
  }

  private static RefusalModel model(int images) {
    int[] labels = IntStream.range(0, images).map(i -> i % 2).toArray();
    return RefusalModel.fit(features(images, 6), labels, new int[] {6}, measures(images), 1);
  }

  private static Evidence evidence(float... features) {
    return new Evidence(features, -1, new double[] {0.5, 0.5});
  }

  private static final ImageQuality GOOD = new ImageQuality(450, 0.105, 0, 0.405, 25);

  private static double[] upTo(int most) {
    return IntStream.rangeClosed(1, most).mapToDouble(i -> i).toArray();
  }

  @Test
  void fit_interrupted_ends() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> model(40))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("interrupted while fitting what refuses images");
    assertThat(Thread.interrupted()).isTrue();
  }

  /** Whole fields of one size: their area does not vary, and one cropped a little is no other. */
  @Test
  void numberAlikeInAllOfTraining_hasItsTolerance() {
    List<ImageMeasures> fields =
        measures(60).stream()
            .map(
                one -> {
                  double[] appearance = one.appearance().clone();
                  appearance[ImageMeasures.APPEARANCE - 1] = Math.log10(224);
                  return new ImageMeasures(one.quality(), appearance);
                })
            .toList();
    RefusalModel found = RefusalModel.fit(features(60, 6), new int[60], new int[] {6}, fields, 1);
    double[] middle = new double[ImageMeasures.APPEARANCE];
    for (ImageMeasures one : fields) {
      for (int j = 0; j < middle.length; j++) {
        middle[j] += one.appearance()[j] / fields.size();
      }
    }
    double[] cropped = middle.clone();
    cropped[middle.length - 1] = Math.log10(220);
    double[] tenth = middle.clone();
    tenth[middle.length - 1] = Math.log10(224 * 1.1);

    assertThat(found.distance(new ImageMeasures(GOOD, middle))).isLessThan(1e-6);
    assertThat(found.distance(new ImageMeasures(GOOD, cropped))).isBetween(0.1, 0.2);
    // One tolerance is one deviation at most; shrinkage of the covariance makes it less.
    assertThat(found.distance(new ImageMeasures(GOOD, tenth))).isBetween(0.5, 1.0);
  }

  @Test
  void sizeOfWholeFields_mayBeAFewDarkPixelsLess() {
    List<ImageQuality> fields =
        IntStream.range(0, 500)
            .mapToObj(i -> new ImageQuality(224, 0.1 + i * 0.001, 0, 1 - i * 1e-6, 20))
            .toList();
    QualityRanges ranges = QualityRanges.fit(fields);

    assertThat(ranges.look(new ImageQuality(224, 0.3, 0, 0.985, 20))).isEmpty();
    assertThat(ranges.look(new ImageQuality(224, 0.3, 0, 0.975, 20)))
        .hasValueSatisfying(poor -> assertThat(poor.measure()).isEqualTo(QualityMeasure.SIZE));
  }

  @Test
  void thresholds_acceptAFraction_byBothTogether() {
    double[] falling = IntStream.rangeClosed(1, 20).mapToDouble(i -> 21 - i).toArray();

    assertThat(Thresholds.accepting(0.95, upTo(20), upTo(20))).isEqualTo(new Thresholds(19, 19));
    // 19 of either would refuse two images, the last and the first.
    assertThat(Thresholds.accepting(0.95, upTo(20), falling)).isEqualTo(new Thresholds(20, 20));
    assertThat(Thresholds.accepting(0.9, upTo(20), falling)).isEqualTo(new Thresholds(19, 19));
    assertThat(Thresholds.accepting(1, upTo(20), falling)).isEqualTo(new Thresholds(20, 20));
    assertThat(Thresholds.accepting(0.01, upTo(20), upTo(20))).isEqualTo(new Thresholds(1, 1));
  }

  @Test
  void look_aboveAThreshold_namesTheDistance() {
    RefusalModel found = model(20).accepting(0.95, upTo(20), upTo(20));
    ImageMeasures own = measured(GOOD);

    assertThat(found.look(19, own)).isEmpty();
    assertThat(found.look(Math.nextUp(19.0), own))
        .contains(new UnlikeTraining(OutlierMethod.MAHALANOBIS, Math.nextUp(19.0), 19));
    assertThat(found.look(0, measured(GOOD, 50)))
        .hasValueSatisfying(
            reason -> {
              assertThat(reason.key()).isEqualTo("unlike-training");
              assertThat(((UnlikeTraining) reason).method()).isEqualTo(OutlierMethod.APPEARANCE);
              assertThat(((UnlikeTraining) reason).threshold()).isEqualTo(19);
            });
    assertThat(found.look(0, measured(new ImageQuality(450, 9, 0, 0.405, 25), 50)))
        .get()
        .isInstanceOf(PoorImage.class);
  }

  @Test
  void combined_isAboveOne_ifEitherRefuses() {
    RefusalModel found = model(20).accepting(1, new double[] {10}, new double[] {4});
    Evidence features = evidence(0, 0, 0, 0, 0, 0);
    double own = found.distance(features);
    double other = found.distance(measured(GOOD, 50));

    assertThat(found.score(OutlierMethod.COMBINED, features, measured(GOOD)))
        .isEqualTo(Math.max(own / 10, found.distance(measured(GOOD)) / 4));
    assertThat(found.score(OutlierMethod.COMBINED, features, measured(GOOD, 50)))
        .isEqualTo(other / 4)
        .isGreaterThan(1);
    assertThat(found.score(OutlierMethod.APPEARANCE, features, measured(GOOD, 50)))
        .isEqualTo(other);
    // Thresholds of 0, as of images that are all alike, refuse all that differs.
    assertThat(new Thresholds(0, 0).combined(0, 0)).isZero();
    assertThat(new Thresholds(0, 0).combined(0, 1e-9)).isGreaterThan(1);
  }

  @Test
  void isNear_withinTwoThousandths_ofTheThreshold() {
    RefusalModel found = model(20).accepting(1, new double[] {10}, new double[] {10});

    assertThat(found.isNear(9.981)).isTrue();
    assertThat(found.isNear(10.019)).isTrue();
    assertThat(found.isNear(9.97)).isFalse();
    assertThat(found.isNear(10.03)).isFalse();
  }

  @Test
  void fit_ownImages_areLessUnlikeThanOthers() {
    RefusalModel found = model(200);
    double most =
        Arrays.stream(features(200, 6))
            .mapToDouble(row -> found.distance(evidence(row)))
            .max()
            .orElseThrow();

    assertThat(most).isLessThan(6);
    assertThat(found.distance(evidence(9, 9, 9, 9, 9, 9))).isGreaterThan(2 * most);
  }

  @Test
  void fit_tooFewImages_isRefused() {
    assertThatThrownBy(() -> model(9))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("9 images of training");
  }

  @Test
  void ranges_manyImages_arePercentiles() {
    QualityRanges found =
        QualityRanges.fit(
            IntStream.range(0, 1000).mapToObj(i -> new ImageQuality(i, i, i, i, i)).toList());

    assertThat(found.of(QualityMeasure.FOCUS).low()).isEqualTo(5, within(1e-6));
    assertThat(found.of(QualityMeasure.FOCUS).high()).isEqualTo(994, within(1e-6));
    assertThat(found.of(QualityMeasure.EXPOSURE).low()).isZero();
  }

  @Test
  void ranges_fewImages_areAQuarterWider() {
    QualityRanges found =
        QualityRanges.fit(
            IntStream.range(0, 11)
                .mapToObj(i -> new ImageQuality(450, i < 10 ? 1 : 16, 0, 0, 10 + i))
                .toList());

    assertThat(found.of(QualityMeasure.CONTRAST).low()).isEqualTo(7.5, within(1e-6));
    assertThat(found.of(QualityMeasure.CONTRAST).high()).isEqualTo(22.5, within(1e-6));
    // A quarter of the factor 16 is a factor of 2: blur is still found.
    assertThat(found.of(QualityMeasure.FOCUS).low()).isEqualTo(0.5, within(1e-6));
    assertThat(found.of(QualityMeasure.FOCUS).high()).isEqualTo(19.75, within(1e-6));
    assertThat(found.of(QualityMeasure.EXPOSURE).high()).isEqualTo(0.005);
  }

  @Test
  void frame_upToATenthSmallerOrLarger_isAccepted() {
    QualityRanges found = QualityRanges.fit(List.of(new ImageQuality(450, 1, 0, 0.5, 100)));

    for (int side : new int[] {405, 450, 495}) {
      assertThat(found.look(new ImageQuality(side, 1, 0, 0.5, 100))).isEmpty();
    }
    for (int side : new int[] {404, 496}) {
      assertThat(found.look(new ImageQuality(side, 1, 0, 0.5, 100)).orElseThrow().measure())
          .isEqualTo(QualityMeasure.FRAME);
    }
  }

  @Test
  void poor_outsideARange_namesTheMeasure() {
    RefusalModel found = model(400);

    assertThat(found.poor(new ImageQuality(450, 0.2, 0, 0.5, 100))).isEmpty();
    assertThat(found.poor(new ImageQuality(450, 0.01, 0, 0.5, 100)))
        .hasValueSatisfying(
            poor -> {
              assertThat(poor.measure()).isEqualTo(QualityMeasure.FOCUS);
              assertThat(poor.isLow()).isTrue();
              assertThat(poor.low()).isEqualTo(0.102, within(1e-6));
            });
    assertThat(found.poor(new ImageQuality(450, 0.2, 0.5, 0.5, 100)).orElseThrow().measure())
        .isEqualTo(QualityMeasure.EXPOSURE);
    assertThat(found.poor(new ImageQuality(450, 0.2, 0, 0.99, 100)).orElseThrow().measure())
        .isEqualTo(QualityMeasure.SIZE);
    assertThat(found.poor(new ImageQuality(450, 0.01, 0, 0.99, 100)).orElseThrow().further())
        .extracting(PoorImage::measure)
        .containsExactly(QualityMeasure.SIZE);
    assertThat(found.poor(new ImageQuality(450, 0.2, 0, 0.5, Double.NaN)).orElseThrow().measure())
        .isEqualTo(QualityMeasure.CONTRAST);
    assertThat(found.poor(new ImageQuality(494, 0.2, 0, 0.5, 100))).isEmpty();
    assertThat(found.poor(new ImageQuality(600, 0.2, 0, 0.1, 100)).orElseThrow().measure())
        .isEqualTo(QualityMeasure.FRAME);
  }

  @Test
  void bytes_readAgain_areTheSameModel() {
    RefusalModel written = model(50).accepting(0.9, new double[] {1, 2, 3}, new double[] {2, 3, 4});

    RefusalModel read = RefusalModel.fromBytes(written.toBytes(), "model");

    assertThat(read.toBytes()).isEqualTo(written.toBytes());
    assertThat(read.thresholds()).isEqualTo(new Thresholds(3, 4));
    assertThat(read.describe()).isEqualTo(written.describe());
    for (OutlierMethod method : OutlierMethod.values()) {
      Evidence other = evidence(1, -2, 3, 0, 0, 5);
      ImageMeasures seen = measured(GOOD, 3);
      assertThat(read.score(method, other, seen)).isEqualTo(written.score(method, other, seen));
    }
  }

  @Test
  void bytes_fittedAgain_areTheSame() {
    assertThat(model(50).toBytes()).isEqualTo(model(50).toBytes());
  }

  @Test
  void bytes_cutShortOrAltered_areRefused() {
    byte[] bytes = model(20).toBytes();
    List<byte[]> wrong = new ArrayList<>();
    for (int length : new int[] {0, 7, 11, 40, bytes.length / 2, bytes.length - 1}) {
      wrong.add(Arrays.copyOf(bytes, length));
    }
    for (int at = 0; at < bytes.length; at += 97) {
      byte[] altered = bytes.clone();
      altered[at] ^= 0x40;
      wrong.add(altered);
    }
    for (byte[] one : wrong) {
      assertThatThrownBy(() -> RefusalModel.fromBytes(one, "model.safetensors"))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("model.safetensors: its part that refuses images is ")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void bytes_ofANewerVersion_sayUpdate() {
    byte[] bytes = model(20).toBytes();
    bytes[11] = 3;

    assertThatThrownBy(() -> RefusalModel.fromBytes(bytes, "m"))
        .hasMessage(
            "m: its part that refuses images is of version 3; this ALLNet reads 1 to 2; update ALLNet");
  }

  /** The most that it can be for a network of 4,096 features. */
  @Test
  void bytes_ofALargeNetwork_areBelowTwoMegabytes() {
    int size = PrincipalAxes.MOST + 1;
    double[][] unit = new double[size][size];
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    for (int i = 0; i < size; i++) {
      unit[i][i] = 1;
    }
    RefusalModel largest =
        new RefusalModel(
            new OutlierModel(
                new PrincipalAxes(
                    new float[4096], new float[4096], new float[PrincipalAxes.MOST][4096]),
                new ClassGaussians(new double[size], ones, new double[4][size], unit, unit),
                new NearestDirections(new float[NearestDirections.MOST][size])),
            ClassGaussians.fit(
                new double[][] {new double[ImageMeasures.APPEARANCE]},
                new int[1],
                ImageMeasures.appearanceTolerance()),
            QualityRanges.fit(measures(10).stream().map(ImageMeasures::quality).toList()),
            new Thresholds(1, 1),
            0.95,
            4096,
            1000);

    assertThat(largest.toBytes().length).isLessThan(2_000_000);
  }
}
