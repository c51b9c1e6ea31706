package org.allnet.explain.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.allnet.data.InputException;
import org.allnet.evaluation.explanation.PerturbationKind;
import org.allnet.explain.check.PerturbationCurve.Options;
import org.allnet.explain.map.AttributionMap;
import org.allnet.explain.perturbation.MaskedOutput;
import org.junit.jupiter.api.Test;

class PerturbationCurveTest {

  private static final boolean[] FOUR = {true, true, true, true};

  private static MaskedOutput additive(float... weights) {
    return masks ->
        masks.stream()
            .mapToDouble(
                mask -> {
                  double sum = 0;
                  for (int i = 0; i < weights.length; i++) {
                    sum += weights[i] * mask.kept()[i];
                  }
                  return sum;
                })
            .toArray();
  }

  @Test
  void deletion_perfectMap_hasTheHandArea() {
    float[] weights = {0.1f, 0.4f, 0.2f, 0.3f};
    AttributionMap map = new AttributionMap(2, 2, weights);

    PerturbationCurve curve =
        PerturbationCurve.of(
            PerturbationKind.DELETION, map, FOUR, additive(weights), new Options(4, 3, 1));

    // 1, 0.6, 0.3, 0.1, 0: (0.5 + 0.6 + 0.3 + 0.1 + 0) / 4
    assertThat(curve.outputs().get(0)).isCloseTo(1, within(1e-6));
    assertThat(curve.outputs().get(2)).isCloseTo(0.3, within(1e-6));
    assertThat(curve.outputs().get(4)).isEqualTo(0);
    assertThat(curve.area()).isCloseTo(0.375, within(1e-6));
  }

  @Test
  void insertion_perfectMap_hasTheHandArea() {
    float[] weights = {0.1f, 0.4f, 0.2f, 0.3f};
    AttributionMap map = new AttributionMap(2, 2, weights);

    PerturbationCurve curve =
        PerturbationCurve.of(
            PerturbationKind.INSERTION, map, FOUR, additive(weights), new Options(4, 8, 1));

    // 0, 0.4, 0.7, 0.9, 1
    assertThat(curve.outputs().get(1)).isCloseTo(0.4, within(1e-6));
    assertThat(curve.area()).isCloseTo(0.625, within(1e-6));
  }

  @Test
  void of_anyMap_isNoBetterThanThePerfectOne() {
    SplittableRandom random = new SplittableRandom(1);
    boolean[] area = new boolean[60];
    Arrays.fill(area, true);
    for (int i = 0; i < 50; i++) {
      float[] weights = new float[60];
      float[] other = new float[60];
      for (int k = 0; k < 60; k++) {
        weights[k] = (float) random.nextDouble(-1, 1);
        other[k] = (float) random.nextDouble(-1, 1);
      }
      CurvePair perfect =
          CurvePair.of(
              new AttributionMap(6, 10, weights), area, additive(weights), Options.DEFAULTS);
      CurvePair any =
          CurvePair.of(new AttributionMap(6, 10, other), area, additive(weights), Options.DEFAULTS);

      assertThat(perfect.advantageOver(any, PerturbationKind.DELETION)).isPositive();
      assertThat(perfect.advantageOver(any, PerturbationKind.INSERTION)).isPositive();
      assertThat(any.advantageOver(perfect, PerturbationKind.INSERTION)).isNegative();
    }
  }

  @Test
  void of_pixelsOutsideTheArea_stay() {
    boolean[] area = {true, false, true, false};
    MaskedOutput output = additive(1, 10, 2, 20);

    PerturbationCurve curve =
        PerturbationCurve.of(
            PerturbationKind.DELETION,
            new AttributionMap(2, 2, new float[] {0, 9, 1, 9}),
            area,
            output,
            new Options(2, 8, 1));

    assertThat(curve.outputs()).containsExactly(33.0, 31.0, 30.0);
  }

  @Test
  void of_evenMap_takesPixelsInNoReadingOrder() {
    boolean[] area = new boolean[400];
    Arrays.fill(area, true);
    float[] firstHalf = new float[400];
    Arrays.fill(firstHalf, 0, 200, 1 / 200f);

    PerturbationCurve curve =
        PerturbationCurve.of(
            PerturbationKind.DELETION,
            new AttributionMap(20, 20, new float[400]),
            area,
            additive(firstHalf),
            Options.DEFAULTS);

    assertThat(curve.area()).isCloseTo(0.5, within(0.05));
  }

  @Test
  void of_emptyArea_isRefused() {
    assertThatThrownBy(
            () ->
                PerturbationCurve.of(
                    PerturbationKind.DELETION,
                    new AttributionMap(2, 2, new float[4]),
                    new boolean[4],
                    masks -> new double[masks.size()],
                    Options.DEFAULTS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nothing but background");
    assertThatThrownBy(() -> new PerturbationCurve(List.of(1.0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
