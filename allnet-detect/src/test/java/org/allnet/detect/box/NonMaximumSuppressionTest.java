package org.allnet.detect.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.allnet.data.field.BoundingBox;
import org.allnet.evaluation.detection.Detection;
import org.junit.jupiter.api.Test;

class NonMaximumSuppressionTest {

  /** A box of 10 x 10 pixels; one moved by 5 has an IoU of a third with it. */
  private static Detection at(double left, double score, int classIndex) {
    return new Detection(classIndex, BoundingBox.ofSize(left, 0, 10, 10), score);
  }

  @Test
  void of_chainOfThree_keepsBothEnds() {
    Detection first = at(0, 0.7, 0);
    Detection best = at(5, 0.8, 0);
    Detection last = at(10, 0.9, 0);

    // the last hides the best one, which then can't hide the first
    assertThat(new NonMaximumSuppression(0.3, 10).of(List.of(first, best, last)))
        .containsExactly(last, first);
  }

  @Test
  void of_overlapOfExactlyTheLimit_keepsBoth() {
    List<Detection> pair = List.of(at(0, 0.9, 0), at(5, 0.8, 0));

    assertThat(new NonMaximumSuppression(1 / 3.0, 10).of(pair)).hasSize(2);
    assertThat(new NonMaximumSuppression(0.33, 10).of(pair)).hasSize(1);
  }

  @Test
  void of_otherClass_isNotHidden() {
    List<Detection> pair = List.of(at(0, 0.9, 0), at(0, 0.8, 1));

    assertThat(new NonMaximumSuppression(0, 10).of(pair)).hasSize(2);
  }

  @Test
  void of_equalScores_keepsTheEarlier() {
    Detection first = at(0, 0.5, 0);

    assertThat(new NonMaximumSuppression(0.3, 10).of(List.of(first, at(1, 0.5, 0))))
        .containsExactly(first);
  }

  @Test
  void of_moreThanAsked_keepsTheBest() {
    assertThat(
            new NonMaximumSuppression(0.5, 2)
                .of(List.of(at(0, 0.1, 0), at(100, 0.3, 0), at(200, 0.2, 0))))
        .extracting(Detection::score)
        .containsExactly(0.3, 0.2);
  }

  @Test
  void of_seededBoxes_leavesNoPairAndDropsOnlyHidden() {
    for (long seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Detection> boxes = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        boxes.add(at(random.nextInt(100), random.nextDouble(), random.nextInt(2)));
      }
      List<Detection> kept = new NonMaximumSuppression(0.4, 100).of(boxes);
      for (Detection a : boxes) {
        long hiding =
            kept.stream()
                .filter(b -> b != a && b.classIndex() == a.classIndex())
                .filter(b -> b.box().iou(a.box()) > 0.4 && b.score() >= a.score())
                .count();
        assertThat(kept.contains(a)).isEqualTo(hiding == 0);
      }
    }
  }

  @Test
  void options_outOfRange_areRefused() {
    assertThatThrownBy(() -> new NonMaximumSuppression(1.1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NonMaximumSuppression(0.5, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
