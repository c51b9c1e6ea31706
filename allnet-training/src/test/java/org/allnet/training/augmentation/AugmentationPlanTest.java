package org.allnet.training.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.split.Split;
import org.junit.jupiter.api.Test;

class AugmentationPlanTest {

  private static final ClassSet CLASSES = ClassSet.of(List.of("all", "hem"));

  private static List<Split.Place> training(int all, int hem) {
    List<Split.Place> places = new ArrayList<>();
    for (int i = 0; i < all + hem; i++) {
      String label = i < all ? "all" : "hem";
      places.add(new Split.Place(label + "/" + i + ".bmp", label, null, "g" + i, 1));
    }
    return places;
  }

  private static Map<Transform, Long> operations(AugmentationPlan plan, int label) {
    return plan.samples().stream()
        .filter(sample -> sample.label() == label)
        .collect(Collectors.groupingBy(Sample::operation, Collectors.counting()));
  }

  @Test
  void balance_paperCounts_needs182And3289NewImages() {
    List<Split.Place> training = training(5818, 2711);
    AugmentationPlan plan = AugmentationPlan.balance(training, CLASSES, new Balance(6000, 0), 1);

    assertThat(plan.samples()).hasSize(12_000);
    assertThat(operations(plan, 0)).containsEntry(Transform.ORIGINAL, 5818L);
    assertThat(operations(plan, 1)).containsEntry(Transform.ORIGINAL, 2711L);
    assertThat(plan.notes(training, CLASSES))
        .containsExactly(
            "class 'all': 5818 originals, 182 new", "class 'hem': 2711 originals, 3289 new");
  }

  @Test
  void balance_draws_areSpreadOverSources() {
    AugmentationPlan plan =
        AugmentationPlan.balance(training(5818, 2711), CLASSES, new Balance(6000, 0), 2);
    Map<String, Integer> draws = new HashMap<>();
    for (Sample sample : plan.samples()) {
      if (sample.operation() != Transform.ORIGINAL && sample.label() == 1) {
        draws.merge(sample.image(), 1, Integer::sum);
      }
    }

    // 3289 = 2711 + 578: every source once, 578 of them twice.
    assertThat(draws).hasSize(2711);
    assertThat(draws.values().stream().filter(n -> n == 2)).hasSize(578);
    assertThat(draws.values()).allMatch(n -> n <= 2);
    operations(plan, 1).entrySet().stream()
        .filter(entry -> entry.getKey() != Transform.ORIGINAL)
        .forEach(entry -> assertThat(entry.getValue()).isBetween(620L, 700L));
    operations(plan, 0).entrySet().stream()
        .filter(entry -> entry.getKey() != Transform.ORIGINAL)
        .forEach(entry -> assertThat(entry.getValue()).isBetween(36L, 37L));
  }

  @Test
  void balance_fewSources_givesNoSampleTwice() {
    AugmentationPlan plan =
        AugmentationPlan.balance(training(3, 4), CLASSES, new Balance(300, 0), 3);

    assertThat(new HashSet<>(plan.samples())).hasSize(600);
  }

  @Test
  void balance_parameters_stayWithinTheirRanges() {
    AugmentationPlan plan =
        AugmentationPlan.balance(training(3, 4), CLASSES, new Balance(2000, 0), 4);
    for (Sample sample : plan.samples()) {
      Transform operation = sample.operation();
      assertThat(sample.angleDegrees()).isBetween(-180.0, 180.0);
      assertThat(sample.brightness()).isBetween(0.8, 1.2);
      if (operation == Transform.BLUR_NOISE) {
        assertThat(sample.blurSigma()).isBetween(0.5, 1.5);
      } else {
        assertThat(sample.blurSigma()).isZero();
        assertThat(sample.noiseSeed()).isZero();
      }
      assertThat(sample.angleDegrees() != 0).isEqualTo(operation == Transform.ROTATION);
      assertThat(sample.brightness() != 1).isEqualTo(operation == Transform.BRIGHTNESS);
    }
  }

  @Test
  void balance_sameSeed_ignoresTheImagesOrder() {
    List<Split.Place> training = training(40, 30);
    AugmentationPlan plan = AugmentationPlan.balance(training, CLASSES, new Balance(90, 0), 7);
    List<Split.Place> shuffled = new ArrayList<>(training);
    Collections.shuffle(shuffled, new Random(1));

    assertThat(AugmentationPlan.balance(shuffled, CLASSES, new Balance(90, 0), 7)).isEqualTo(plan);
    assertThat(AugmentationPlan.balance(training, CLASSES, new Balance(90, 0), 8))
        .isNotEqualTo(plan);
  }

  @Test
  void balance_tooManyOriginals_keepsSome() {
    List<Split.Place> training = training(50, 10);
    AugmentationPlan plan = AugmentationPlan.balance(training, CLASSES, new Balance(20, 0), 5);

    assertThat(operations(plan, 0)).containsExactly(Map.entry(Transform.ORIGINAL, 20L));
    Set<String> names = plan.samples().stream().map(Sample::image).collect(Collectors.toSet());
    assertThat(names).hasSize(30);
    assertThat(plan.notes(training, CLASSES).get(0))
        .isEqualTo("class 'all': 50 originals, 30 of them left out, 0 new");
  }

  @Test
  void balance_zero_keepsTheOriginalsAlone() {
    AugmentationPlan plan = AugmentationPlan.balance(training(5, 3), CLASSES, new Balance(0, 0), 5);

    assertThat(plan.samples())
        .hasSize(8)
        .allMatch(sample -> sample.operation() == Transform.ORIGINAL);
  }

  @Test
  void balance_classWithoutImages_isRefused() {
    assertThatThrownBy(
            () -> AugmentationPlan.balance(training(5, 0), CLASSES, new Balance(10, 0), 5))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'hem'");
  }

  @Test
  void balance_badCount_isRefused() {
    assertThatThrownBy(
            () -> AugmentationPlan.balance(training(5, 5), CLASSES, new Balance(-1, 0), 5))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("-1");
    assertThatThrownBy(
            () -> AugmentationPlan.balance(training(5, 5), CLASSES, new Balance(1_000_001, 0), 5))
        .isInstanceOf(OptionException.class);
  }
}
