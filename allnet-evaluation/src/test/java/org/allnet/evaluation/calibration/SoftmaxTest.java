package org.allnet.evaluation.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SoftmaxTest {

  @Test
  void of_logarithms_givesTheirRatios() {
    double[] scores = {Math.log(1), Math.log(2), Math.log(5)};
    assertThat(Softmax.of(scores))
        .containsExactly(new double[] {0.125, 0.25, 0.625}, within(1e-15));
    assertThat(scores).as("left as they were").containsExactly(0, Math.log(2), Math.log(5));
  }

  @Test
  void of_hugeScores_neitherOverflowsNorVanishes() {
    assertThat(Softmax.of(new double[] {1000, 1000})).containsExactly(0.5, 0.5);
    assertThat(Softmax.of(new double[] {-1000, -1000 + Math.log(3)}))
        .containsExactly(new double[] {0.25, 0.75}, within(1e-12));
    assertThat(Softmax.of(new double[] {-1e308, 1e308})).containsExactly(0, 1);
  }

  @Test
  void of_oneScore_isCertain() {
    assertThat(Softmax.of(new double[] {-7})).containsExactly(1);
  }
}
