package org.allnet.inference.transductive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GaussianMixtureTest {

  private static float[][] gaussian(int count, double[] mean, double[] deviation, Random random) {
    float[][] result = new float[count][mean.length];
    for (float[] descriptor : result) {
      for (int c = 0; c < mean.length; c++) {
        descriptor[c] = (float) (mean[c] + deviation[c] * random.nextGaussian());
      }
    }
    return result;
  }

  private static float[][] together(float[][] a, float[][] b) {
    float[][] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  /** Overlapping blobs of random places and widths. */
  private static float[][] blobs(long seed) {
    Random random = new Random(seed);
    int channels = 1 + random.nextInt(9);
    float[][] all = {};
    for (int blob = 0; blob < 1 + random.nextInt(4); blob++) {
      double[] mean = random.doubles(channels, -1, 1).toArray();
      double[] deviation = random.doubles(channels, 0, 0.7).toArray();
      all = together(all, gaussian(20 + random.nextInt(60), mean, deviation, random));
    }
    return all;
  }

  private static void assertSound(GaussianMixture mixture) {
    double weights = 0;
    for (int k = 0; k < mixture.words(); k++) {
      weights += mixture.weight(k);
      for (int c = 0; c < mixture.channels(); c++) {
        assertThat(mixture.mean(k)[c]).isFinite();
        assertThat(mixture.variance(k)[c]).isFinite().isGreaterThanOrEqualTo(1e-4);
      }
    }
    assertThat(weights).isCloseTo(1, within(1e-9));
  }

  @Test
  void fit_knownMixture_isRecovered() {
    Random random = new Random(7);
    float[][] small = gaussian(1000, new double[] {1, 0}, new double[] {0.1, 0.2}, random);
    float[][] large = gaussian(3000, new double[] {-1, 2}, new double[] {0.5, 0.3}, random);
    for (long seed = 0; seed < 10; seed++) {
      GaussianMixture mixture = GaussianMixture.fit(together(small, large), 2, seed);
      int first = mixture.weight(0) < mixture.weight(1) ? 0 : 1;
      int second = 1 - first;

      assertThat(mixture.weight(first)).isCloseTo(0.25, within(0.01));
      assertThat(mixture.mean(first)).containsExactly(new double[] {1, 0}, within(0.03));
      assertThat(mixture.variance(first)).containsExactly(new double[] {0.01, 0.04}, within(0.01));
      assertThat(mixture.mean(second)).containsExactly(new double[] {-1, 2}, within(0.03));
      assertThat(mixture.variance(second)).containsExactly(new double[] {0.25, 0.09}, within(0.02));
      assertThat(mixture.responsibilities(new float[] {1, 0})[first]).isGreaterThan(0.99);
      assertThat(mixture.responsibilities(new float[] {-1, 2})[second]).isGreaterThan(0.99);
    }
  }

  @Test
  void fit_oneWord_isMeanAndVariance() {
    float[][] descriptors = {{1, 5}, {2, 5}, {6, 5}};
    GaussianMixture mixture = GaussianMixture.fit(descriptors, 1, 3);

    // Mean 3, squares 4 + 1 + 9 = 14 over 3; the channel that never changes takes the floor.
    assertThat(mixture.weight(0)).isEqualTo(1);
    assertThat(mixture.mean(0)).containsExactly(new double[] {3, 5}, within(1e-12));
    assertThat(mixture.variance(0)).containsExactly(new double[] {14 / 3.0, 1e-4}, within(1e-12));
    assertThat(mixture.responsibilities(new float[] {100, -100})).containsExactly(1);
    // -1/2 (2 ln 2 pi + ln(14/3) + ln 1e-4 + 1), since the mean squared distance is the variance.
    assertThat(mixture.meanLogLikelihood(descriptors))
        .isCloseTo(
            -0.5 * (2 * Math.log(2 * Math.PI) + Math.log(14 / 3.0) + Math.log(1e-4) + 1),
            within(1e-9));
  }

  @Test
  void responsibilities_twoWords_followBayes() {
    GaussianMixture mixture =
        new GaussianMixture(
            new double[] {0.25, 0.75}, new double[][] {{0}, {2}}, new double[][] {{1}, {4}});

    // At 0: 0.25 x 1 against 0.75 x 1/2 x exp(-1/2), without the common 1/sqrt(2 pi).
    double first = 0.25;
    double second = 0.375 * Math.exp(-0.5);
    assertThat(mixture.responsibilities(new float[] {0}))
        .containsExactly(
            new double[] {first / (first + second), second / (first + second)}, within(1e-12));
    assertThat(mixture.meanLogLikelihood(new float[][] {{0}}))
        .isCloseTo(Math.log((first + second) / Math.sqrt(2 * Math.PI)), within(1e-12));
  }

  @Test
  void fit_iterations_neverLowerTheLogLikelihood() {
    int raised = 0;
    for (long seed = 0; seed < 40; seed++) {
      float[][] descriptors = blobs(seed);
      int words = 1 + (int) (seed % 6);
      double before = Double.NEGATIVE_INFINITY;
      double start = 0;
      for (int iterations = 0; iterations < 25; iterations++) {
        double after =
            GaussianMixture.fit(descriptors, words, seed, iterations, 0)
                .meanLogLikelihood(descriptors);
        assertThat(after).isGreaterThanOrEqualTo(before - 1e-9 * Math.abs(before));
        start = iterations == 0 ? after : start;
        before = after;
      }
      raised += before > start + 0.01 ? 1 : 0;
    }
    assertThat(raised).isGreaterThan(20);
  }

  @Test
  void fit_manyChannels_doesNotUnderflow() {
    Random random = new Random(1);
    int channels = 2048;
    double[] spread = new double[channels];
    Arrays.fill(spread, 0.001);
    double[] low = new double[channels];
    double[] high = new double[channels];
    Arrays.fill(high, 0.02);
    float[][] descriptors =
        together(gaussian(30, low, spread, random), gaussian(10, high, spread, random));
    GaussianMixture mixture = GaussianMixture.fit(descriptors, 2, 5);

    assertSound(mixture);
    assertThat(new double[] {mixture.weight(0), mixture.weight(1)})
        .containsExactlyInAnyOrder(0.75, 0.25);
    assertThat(mixture.meanLogLikelihood(descriptors)).isFinite();
  }

  @Test
  void fit_fewerDescriptorsThanWords_emptiesSome() {
    float[] a = {1, 0};
    float[] b = {0, 1};
    for (long seed = 0; seed < 20; seed++) {
      GaussianMixture mixture = GaussianMixture.fit(new float[][] {a, b, a, a, b}, 5, seed);

      assertSound(mixture);
      assertThat(
              new double[] {
                mixture.weight(0),
                mixture.weight(1),
                mixture.weight(2),
                mixture.weight(3),
                mixture.weight(4)
              })
          .usingComparatorWithPrecision(1e-9)
          .containsExactlyInAnyOrder(0.6, 0.4, 0, 0, 0);
      assertThat(Arrays.stream(mixture.responsibilities(new float[] {9, 9})).sum())
          .isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void fit_identicalDescriptors_isOneWordAtTheFloor() {
    float[][] descriptors = new float[50][];
    Arrays.fill(descriptors, new float[] {0.3f, -0.7f, 0});
    GaussianMixture mixture = GaussianMixture.fit(descriptors, 8, 11);

    assertSound(mixture);
    assertThat(mixture.weight(0)).isEqualTo(1);
    assertThat(mixture.mean(0)).containsExactly(new double[] {0.3f, -0.7f, 0}, within(1e-12));
    assertThat(mixture.variance(0)).containsExactly(1e-4, 1e-4, 1e-4);
    assertThat(mixture.meanLogLikelihood(descriptors))
        .isCloseTo(-1.5 * Math.log(2 * Math.PI * 1e-4), within(1e-9));
  }

  @Test
  void fit_seed_decidesTheStart() {
    float[][] descriptors = blobs(12);
    GaussianMixture once = GaussianMixture.fit(descriptors, 4, 1, 3, 0);
    GaussianMixture again = GaussianMixture.fit(descriptors, 4, 1, 3, 0);
    GaussianMixture other = GaussianMixture.fit(descriptors, 4, 2, 3, 0);

    for (int k = 0; k < 4; k++) {
      assertThat(again.weight(k)).isEqualTo(once.weight(k));
      assertThat(again.mean(k)).containsExactly(once.mean(k));
      assertThat(again.variance(k)).containsExactly(once.variance(k));
    }
    assertThat(other.mean(0)).isNotEqualTo(once.mean(0));
  }

  @Test
  void fit_whatCannotBeFitted_isRefused() {
    assertThatThrownBy(() -> GaussianMixture.fit(new float[0][], 2, 1))
        .hasMessage("no descriptors, or no channels in them");
    assertThatThrownBy(() -> GaussianMixture.fit(new float[][] {{1, 2}, {3}}, 2, 1))
        .hasMessage("descriptor of 1 channels, not 2");
    assertThatThrownBy(() -> GaussianMixture.fit(new float[][] {{Float.NaN}}, 2, 1))
        .hasMessage("a descriptor holds NaN");
    assertThatThrownBy(() -> GaussianMixture.fit(new float[][] {{1}}, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
