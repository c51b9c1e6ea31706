package org.allnet.inference.transductive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WordSumsTest {

  @Test
  void mixture_offCentre_isWeightedMeanVariance() {
    WordSums sums = new WordSums(new double[][] {{10}, {-1}, {7}});
    sums.add(0, 1, new float[] {2});
    sums.add(0, 0.5, new float[] {8});
    sums.add(1, 0.5, new float[] {8});
    GaussianMixture mixture = sums.mixture(new double[][] {{1}, {1}, {0.5}});

    // The first: mean (2 + 4) / 1.5 = 4, variance (4 + 0.5 x 16) / 1.5 = 8.
    assertThat(mixture.weight(0)).isEqualTo(0.75);
    assertThat(mixture.mean(0)).containsExactly(new double[] {4}, within(1e-12));
    assertThat(mixture.variance(0)).containsExactly(new double[] {8}, within(1e-12));
    // The second has one descriptor and the floor; nothing was given to the third.
    assertThat(mixture.weight(1)).isEqualTo(0.25);
    assertThat(mixture.mean(1)).containsExactly(new double[] {8}, within(1e-12));
    assertThat(mixture.variance(1)).containsExactly(1e-4);
    assertThat(mixture.weight(2)).isZero();
    assertThat(mixture.mean(2)).containsExactly(7);
    assertThat(mixture.variance(2)).containsExactly(0.5);
  }
}
