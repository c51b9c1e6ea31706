package org.allnet.detect.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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

  private static Detection box(double left, double top, double right, double bottom, double score) {
    return new Detection(0, new BoundingBox(left, top, right, bottom), score);
  }

  /** Moved by 2 of 10 pixels, two boxes have an IoU of 8 / 12. */
  @Test
  void of_votes_moveTheBoxToTheirWeightedMean() {
    Detection best = at(0, 0.75, 0);
    List<Detection> boxes =
        List.of(best, at(2, 0.25, 0), at(5, 0.5, 0), at(1, 0.9, 1), at(2, 0.005, 0));

    // (0.75 * 0 + 0.25 * 2) / (0.75 + 0.25); IoU 1/3, another class and a score below .01 say
    // nothing
    assertThat(new NonMaximumSuppression(0.3, 10, 0.5).of(boxes))
        .containsExactly(at(1, 0.9, 1), box(0.5, 0, 10.5, 10, 0.75));
    assertThat(new NonMaximumSuppression(0.3, 10).of(boxes)).containsExactly(at(1, 0.9, 1), best);
  }

  @Test
  void of_overlapOfExactlyTheLimit_votes() {
    // 60 of 100 pixels; each side by itself: (0.5 * 10 + 0.5 * 6) / 1
    List<Detection> pair = List.of(box(0, 0, 10, 10, 0.5), box(0, 0, 10, 6, 0.5));

    assertThat(new NonMaximumSuppression(0.5, 10, 0.6).of(pair))
        .containsExactly(box(0, 0, 10, 8, 0.5));
    assertThat(new NonMaximumSuppression(0.5, 10, 0.61).of(pair))
        .containsExactly(box(0, 0, 10, 10, 0.5));
  }

  /** What is too uncertain to be kept still says where a cell is. */
  @Test
  void of_leastScores_holdForKeptBoxesAlone() {
    List<Detection> pair = List.of(at(0, 0.75, 0), at(2, 0.25, 0));
    NonMaximumSuppression rule = new NonMaximumSuppression(0.5, 10, 0.6);

    assertThat(rule.of(pair, List.of(0.5))).containsExactly(box(0.5, 0, 10.5, 10, 0.75));
    assertThat(rule.of(pair, List.of(0.8))).isEmpty();
    assertThat(rule.leastScore(List.of(0.5, 0.8))).isEqualTo(0.01);
    assertThat(rule.leastScore(List.of(0.5, 0.001))).isEqualTo(0.001);
    assertThat(new NonMaximumSuppression(0.5, 10).leastScore(List.of(0.5, 0.8))).isEqualTo(0.5);
  }

  /** Two kept boxes that both overlap a third by 7 / 13: it votes for both. */
  @Test
  void of_boxBetweenTwo_votesForBoth() {
    List<Detection> boxes = List.of(at(0, 0.9, 0), at(6, 0.8, 0), at(3, 0.1, 0));

    List<Detection> found = new NonMaximumSuppression(0.5, 10, 0.5).of(boxes);

    assertThat(found).extracting(Detection::score).containsExactly(0.9, 0.8);
    assertThat(found.get(0).box().left()).isCloseTo(0.3, within(1e-12));
    assertThat(found.get(1).box().left()).isCloseTo(5.1 / 0.9, within(1e-12));
  }

  @Test
  void options_outOfRange_areRefused() {
    for (double voting : new double[] {0, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> new NonMaximumSuppression(0.5, 1, voting))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new NonMaximumSuppression(1.1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NonMaximumSuppression(0.5, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
