package org.allnet.explain.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.allnet.evaluation.explanation.TrivialMap;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.explain.check.PerturbationCurve.Options;
import org.allnet.explain.map.AttributionMap;
import org.allnet.explain.map.RgbImage;
import org.allnet.explain.perturbation.MaskedOutput;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MethodVerdictTest {

  private static final BootstrapOptions BOOTSTRAP = new BootstrapOptions(500, 1, 1);
  private static final int SIDE = 12;
  private static final RandomisationCheck FALLEN =
      new RandomisationCheck(8, OptionalDouble.of(0.1));

  /** The weights by which a model of one image decides: some off-centre pixels. */
  private static float[] weights(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] weights = new float[SIDE * SIDE];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextInt(10) == 0 ? 1 : 0;
    }
    return weights;
  }

  private static boolean[] everywhere() {
    boolean[] area = new boolean[SIDE * SIDE];
    Arrays.fill(area, true);
    return area;
  }

  private static RgbImage image(long seed) {
    SplittableRandom random = new SplittableRandom(100 + seed);
    float[] rgb = new float[3 * SIDE * SIDE];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (float) random.nextDouble(0.1, 1);
    }
    return new RgbImage(SIDE, SIDE, rgb);
  }

  private static ExampleCurves example(long seed, @Nullable String person, boolean perfect) {
    float[] weights = weights(seed);
    MaskedOutput output =
        masks ->
            masks.stream()
                .mapToDouble(
                    mask -> {
                      double sum = 0;
                      double all = 0;
                      for (int i = 0; i < weights.length; i++) {
                        sum += weights[i] * mask.kept()[i];
                        all += weights[i];
                      }
                      return sum / all;
                    })
                .toArray();
    AttributionMap map =
        perfect
            ? new AttributionMap(SIDE, SIDE, weights)
            : TrivialMaps.of(TrivialMap.EDGES, image(seed), everywhere(), 1);
    return new ExampleCurves(
        "image" + seed,
        person,
        CurvePair.of(map, everywhere(), output, Options.DEFAULTS),
        CurvePair.trivial(image(seed), everywhere(), output, Options.DEFAULTS));
  }

  private static List<ExampleCurves> examples(int count, int persons, boolean perfect) {
    List<ExampleCurves> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      examples.add(example(i, persons == 0 ? null : "p" + i % persons, perfect));
    }
    return examples;
  }

  @Test
  void of_mapsOfTheModelsOwnWeights_pass() {
    FaithfulnessCheck check = FaithfulnessCheck.of(examples(8, 0, true), BOOTSTRAP);

    assertThat(check.comparisons()).hasSize(6).allMatch(FaithfulnessCheck.Comparison::better);
    assertThat(check.comparisons().get(0).interval().interval().method().words())
        .contains("8 images (subjects unknown)");
    assertThat(MethodVerdict.of(FALLEN, check)).isEqualTo(new MethodVerdict.Passed());
  }

  @Test
  void of_edgesDressedAsAMethod_fail() {
    FaithfulnessCheck check = FaithfulnessCheck.of(examples(8, 0, false), BOOTSTRAP);

    MethodVerdict verdict = MethodVerdict.of(FALLEN, check);

    assertThat(verdict).isInstanceOf(MethodVerdict.Failed.class);
    assertThat(((MethodVerdict.Failed) verdict).reasons())
        .extracting(MethodVerdict.Reason::words)
        .contains(
            "by deletion it is not shown to be better than the edges of the image (difference of areas 0.000)");
  }

  @Test
  void of_survivingMaps_failHoweverFaithful() {
    FaithfulnessCheck check = FaithfulnessCheck.of(examples(8, 0, true), BOOTSTRAP);

    MethodVerdict verdict =
        MethodVerdict.of(new RandomisationCheck(8, OptionalDouble.of(0.5)), check);

    assertThat(verdict)
        .isEqualTo(new MethodVerdict.Failed(List.of(new MethodVerdict.SurvivesRandomisation(0.5))));
  }

  /** What can't be compared has not been seen to change. */
  @Test
  void of_evenMapsOfRandomModels_areNotChecked() {
    FaithfulnessCheck check = FaithfulnessCheck.of(examples(8, 0, true), BOOTSTRAP);

    assertThat(MethodVerdict.of(new RandomisationCheck(8, OptionalDouble.empty()), check))
        .isEqualTo(
            new MethodVerdict.NotChecked("all maps of the model with random weights are even"));
  }

  @Test
  void of_fewPersons_isNotChecked() {
    FaithfulnessCheck check = FaithfulnessCheck.of(examples(8, 2, true), BOOTSTRAP);

    assertThat(check.clusters()).isEqualTo(2);
    assertThat(MethodVerdict.of(FALLEN, check))
        .isEqualTo(
            new MethodVerdict.NotChecked("examples of 2 subjects or images; a verdict needs 5"));
  }

  @Test
  void compare_someWithoutPerson_saysSo() {
    List<ExampleCurves> examples = new ArrayList<>(examples(6, 6, true));
    examples.add(example(7, null, true));

    FaithfulnessCheck check = FaithfulnessCheck.of(examples, BOOTSTRAP);

    assertThat(check.clusters()).isEqualTo(7);
    assertThat(check.comparisons().get(0).interval().interval().method().words())
        .contains("7 subjects and images without one");
  }

  @Test
  void cascade_layerByLayer_hasACorrelationForEach() {
    AttributionMap original = new AttributionMap(1, 4, new float[] {1, 2, 3, 4});
    List<AttributionMap> maps =
        List.of(
            new AttributionMap(1, 4, new float[] {2, 4, 6, 8}),
            new AttributionMap(1, 4, new float[] {-4, -3, -2, -1}),
            new AttributionMap(1, 4, new float[4]));
    boolean[] area = {true, true, true, true};

    CascadingRandomisation cascade =
        CascadingRandomisation.of(original, area, List.of("dense3", "dense2", "conv1"), maps::get);

    assertThat(cascade.steps().get(0).signed().getAsDouble()).isCloseTo(1, within(1e-12));
    assertThat(cascade.steps().get(1).signed().getAsDouble()).isCloseTo(1, within(1e-12));
    assertThat(cascade.steps().get(1).absolute().getAsDouble()).isCloseTo(-1, within(1e-12));
    assertThat(cascade.complete().layer()).isEqualTo("conv1");
    assertThat(cascade.complete().signed()).isEmpty();
  }

  @Test
  void survives_isTheMeanOfAbsoluteCorrelations() {
    AttributionMap map = new AttributionMap(1, 4, new float[] {1, 2, 3, 4});
    AttributionMap turned = new AttributionMap(1, 4, new float[] {-1, -2, -3, -4});
    AttributionMap other = new AttributionMap(1, 4, new float[] {2, 1, 4, 3});
    AttributionMap even = new AttributionMap(1, 4, new float[4]);

    assertThat(RandomisationCheck.of(List.of(cascade(map, turned))).survives()).isTrue();
    RandomisationCheck mixed =
        RandomisationCheck.of(
            List.of(cascade(map, turned), cascade(map, other), cascade(even, map)));
    assertThat(mixed.compared()).isEqualTo(2);
    assertThat(mixed.correlation().getAsDouble()).isCloseTo(0.8, within(1e-12));
    assertThat(RandomisationCheck.of(List.of(cascade(map, even))).survives()).isFalse();
  }

  private static CascadingRandomisation cascade(AttributionMap original, AttributionMap last) {
    boolean[] area = {true, true, true, true};
    return CascadingRandomisation.of(original, area, List.of("all"), i -> last);
  }
}
