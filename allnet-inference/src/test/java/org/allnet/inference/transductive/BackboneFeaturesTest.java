package org.allnet.inference.transductive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackboneFeaturesTest {

  @Test
  void normalisedColumns_ofAMap_haveLengthOne() {
    // Two channels of three positions: columns (3, 4), (0, 0), (0, -2).
    float[][] columns = BackboneFeatures.normalisedColumns(new float[] {3, 0, 0, 4, 0, -2}, 2);

    assertThat(columns).isDeepEqualTo(new float[][] {{0.6f, 0.8f}, {0, 0}, {0, -1}});
    assertThatThrownBy(() -> BackboneFeatures.normalisedColumns(new float[5], 2))
        .hasMessage("map of 5 numbers for 2 channels");
  }

  @Test
  void sample_descriptors_isEvenAndInOrder() {
    List<float[][]> images = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      images.add(new float[][] {{2 * i}, {2 * i + 1}});
    }
    BackboneFeatures features = new BackboneFeatures(images);
    int[] drawn = new int[10];
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 2000; round++) {
      float[][] sample = features.sample(3, random);
      assertThat(sample).hasDimensions(3, 1);
      assertThat(sample[0][0]).isLessThan(sample[1][0]);
      assertThat(sample[1][0]).isLessThan(sample[2][0]);
      for (float[] descriptor : sample) {
        drawn[(int) descriptor[0]]++;
      }
    }

    // 600 expected of each, standard deviation 20.5.
    for (int count : drawn) {
      assertThat(count).isBetween(500, 700);
    }
    assertThat(features.sample(99, random)).hasDimensions(10, 1);
  }

  @Test
  void features_unequalOrEmpty_areRefused() {
    assertThatThrownBy(
            () -> new BackboneFeatures(List.of(new float[][] {{1, 2}}, new float[][] {{1}})))
        .hasMessage("descriptor of 1 channels, not 2");
    assertThatThrownBy(() -> new BackboneFeatures(Collections.singletonList(new float[0][])))
        .hasMessage("no descriptors, or no channels in them");
    assertThatThrownBy(
            () -> new BackboneFeatures(Collections.singletonList(new float[][] {{Float.NaN}})))
        .hasMessage("a descriptor holds NaN");
  }

  @Test
  void batches_scopes_groupImages() {
    List<String> subjects = List.of("b", "a", "b", "c", "a");

    assertThat(ClassificationBatches.of(ClassificationBatches.Scope.WHOLE, subjects))
        .containsExactly(new int[] {0, 1, 2, 3, 4});
    assertThat(ClassificationBatches.of(ClassificationBatches.Scope.SUBJECT, subjects))
        .containsExactly(new int[] {0, 2}, new int[] {1, 4}, new int[] {3});
    assertThat(ClassificationBatches.of(ClassificationBatches.Scope.WHOLE, List.of())).isEmpty();
  }
}
