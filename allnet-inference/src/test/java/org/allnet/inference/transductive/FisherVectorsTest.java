package org.allnet.inference.transductive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FisherVectorsTest {

  private static float[][] random(int count, int channels, Random random) {
    float[][] descriptors = new float[count][channels];
    for (float[] descriptor : descriptors) {
      for (int c = 0; c < channels; c++) {
        descriptor[c] = (float) random.nextGaussian();
      }
    }
    return descriptors;
  }

  private static double length(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  @Test
  void encode_oneWordOneChannel_isTheFormula() {
    GaussianMixture mixture =
        new GaussianMixture(new double[] {1}, new double[][] {{1}}, new double[][] {{4}});
    float[] vector = new FisherVectors(mixture).encode(new float[][] {{3}, {-3}, {-3}});

    // (x - 1) / 2 is 1, -2, -2: first order their mean, -1; second order the mean of 0, 3, 3 over
    // the root of 2, which is 2 / 1.414. Signed roots -1 and 2^(1/4), length sqrt(1 + sqrt(2)).
    double length = Math.sqrt(1 + Math.sqrt(2));
    assertThat(vector)
        .containsExactly(
            new float[] {(float) (-1 / length), (float) (Math.pow(2, 0.25) / length)},
            within(1e-6f));
  }

  @Test
  void encode_twoWords_weighsByRootOfFraction() {
    GaussianMixture mixture =
        new GaussianMixture(
            new double[] {0.2, 0.8}, new double[][] {{0}, {100}}, new double[][] {{1}, {1}});
    float[] vector = new FisherVectors(mixture).encode(new float[][] {{1}, {102}});

    // Before the roots: 1/2 x 1/sqrt(.2), 1/2 x 2/sqrt(.8), 0, 1/2 x 3/sqrt(2 x .8).
    double[] roots = {
      Math.sqrt(0.5 / Math.sqrt(0.2)),
      Math.sqrt(1 / Math.sqrt(0.8)),
      0,
      Math.sqrt(1.5 / Math.sqrt(1.6))
    };
    double length = Math.sqrt(Arrays.stream(roots).map(root -> root * root).sum());
    for (int i = 0; i < 4; i++) {
      assertThat(vector[i]).isCloseTo((float) (roots[i] / length), within(1e-6f));
    }
  }

  @Test
  void encode_anyImage_isUnitLengthAnyOrder() {
    for (long seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      int channels = 1 + random.nextInt(7);
      GaussianMixture mixture = GaussianMixture.fit(random(80, channels, random), 3, seed);
      FisherVectors encoder = new FisherVectors(mixture);
      float[][] image = random(1 + random.nextInt(20), channels, random);
      float[] vector = encoder.encode(image);
      float[][] shuffled = image.clone();
      Collections.shuffle(Arrays.asList(shuffled), random);

      assertThat(vector).hasSize(6 * channels).hasSize(encoder.length());
      assertThat(length(vector)).isCloseTo(1, within(1e-6));
      // Roots of sums that cancel are as uncertain as the root of the rounding.
      assertThat(encoder.encode(shuffled)).containsExactly(vector, within(1e-6f));
    }
  }

  @Test
  void encode_noDescriptors_isZero() {
    GaussianMixture mixture = GaussianMixture.fit(new float[][] {{1, 2}, {3, 4}}, 2, 1);

    assertThat(new FisherVectors(mixture).encode(new float[0][])).containsOnly(0).hasSize(8);
  }

  @Test
  void encode_emptyWords_giveZeros() {
    float[][] same = {{1, 2}, {1, 2}, {1, 2}};
    float[] vector = new FisherVectors(GaussianMixture.fit(same, 3, 1)).encode(same);

    // At the mean: first order 0, second order -1 for the one word that lives, in both channels.
    float half = (float) -Math.sqrt(0.5);
    assertThat(vector)
        .containsExactly(new float[] {0, 0, 0, 0, 0, 0, half, half, 0, 0, 0, 0}, within(1e-6f));
  }

  @Test
  void encode_otherChannels_isRefused() {
    GaussianMixture mixture = GaussianMixture.fit(new float[][] {{1, 2}}, 1, 1);

    assertThatThrownBy(() -> new FisherVectors(mixture).encode(new float[][] {{1}}))
        .hasMessage("descriptor of 1 channels, not 2");
  }
}
