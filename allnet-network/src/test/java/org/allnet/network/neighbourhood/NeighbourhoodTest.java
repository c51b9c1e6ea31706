package org.allnet.network.neighbourhood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.allnet.data.OptionException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NeighbourhoodTest {

  private static final int CHANNELS = 4;

  /** Images of two kinds: descriptors around one of two directions. */
  private static float[][][] images(boolean[] kinds, long seed) {
    Random random = new Random(seed);
    float[][][] images = new float[kinds.length][9][];
    for (int i = 0; i < kinds.length; i++) {
      for (int place = 0; place < 9; place++) {
        float[] map = new float[CHANNELS];
        for (int channel = 0; channel < CHANNELS; channel++) {
          map[channel] = (float) (0.1 * random.nextGaussian());
        }
        map[kinds[i] ? 0 : 1] += 1;
        images[i][place] = NeighbourhoodCorrection.descriptors(map, CHANNELS)[0];
      }
    }
    return images;
  }

  private static List<float[][][]> only(float[][][] network) {
    List<float[][][]> networks = new ArrayList<>();
    networks.add(network);
    return networks;
  }

  private static NeighbourhoodOptions few(long seed) {
    return new NeighbourhoodOptions(2, 7, 3, 3, 2, seed);
  }

  @Test
  void correct_clustersWithATenthWrong_mendsThemForManySeeds() {
    int total = 0;
    for (long seed = 0; seed < 20; seed++) {
      boolean[] kinds = new boolean[40];
      double[] scores = new double[40];
      Random random = new Random(seed);
      for (int i = 0; i < 40; i++) {
        kinds[i] = i % 2 == 0;
        scores[i] = (kinds[i] ? 0.7 : 0.3) + 0.1 * random.nextDouble();
      }
      for (int wrong = 0; wrong < 2; wrong++) {
        scores[2 * wrong] = 0.1 + 0.01 * wrong;
        scores[2 * wrong + 21] = 0.9 + 0.01 * wrong;
      }
      double[] shares =
          NeighbourhoodCorrection.correct(
              List.of(images(kinds, seed), images(kinds, seed + 100)), scores, 0.5, few(seed));
      int left = 0;
      for (int i = 0; i < 40; i++) {
        left += shares[i] > 0.5 == kinds[i] ? 0 : 1;
      }
      assertThat(left).as("seed %d", seed).isLessThanOrEqualTo(1);
      total += left;
    }
    assertThat(total).isLessThanOrEqualTo(2); // of 80 that were wrong before
  }

  @Test
  void correct_sameSeed_isTheSame() {
    boolean[] kinds = new boolean[20];
    double[] scores = new Random(4).doubles(20).toArray();
    for (int i = 0; i < 20; i++) {
      kinds[i] = i < 9;
    }
    List<float[][][]> networks = only(images(kinds, 1));
    assertThat(NeighbourhoodCorrection.correct(networks, scores, 0.4, few(3)))
        .isEqualTo(NeighbourhoodCorrection.correct(networks, scores, 0.4, few(3)));
  }

  @Test
  void correct_fewerImagesThanNeighbours_keepsFirstLabels() {
    double[] scores = {0.9, 0.2, 0.6, 0.4, 0.1, 0.3};
    boolean[] kinds = new boolean[6];
    assertThat(NeighbourhoodCorrection.correct(only(images(kinds, 1)), scores, 0.5, few(1)))
        .containsExactly(1, 0, 1, 1, 0, 0);
    assertThat(
            NeighbourhoodCorrection.correct(
                only(images(new boolean[1], 1)), new double[] {0.2}, 0.7, few(1)))
        .containsExactly(1);
  }

  @Test
  void voted_ofSeven_isAsPublished() {
    int[][] nearest = new int[7][];
    java.util.Arrays.fill(nearest, new int[] {0, 1, 2, 3, 4, 5, 6});
    for (int negative = 0; negative <= 7; negative++) {
      boolean[] labels = new boolean[7];
      for (int i = negative; i < 7; i++) {
        labels[i] = true;
      }
      boolean own = labels[0];
      boolean expected = negative >= 4 ? false : negative <= 2 || own;
      assertThat(NeighbourhoodCorrection.voted(labels, nearest)[0])
          .as("%d negative", negative)
          .isEqualTo(expected);
    }
  }

  @Test
  void nearest_itself_isFirst() {
    float[][] vectors = {{1, 0}, {0.9f, 0.1f}, {0, 1}};
    assertThat(NeighbourhoodCorrection.nearest(vectors, 2))
        .isDeepEqualTo(new int[][] {{0, 1}, {1, 0}, {2, 1}});
  }

  @Test
  void mixture_ofTwoGaussians_isRecovered() {
    Random random = new Random(7);
    List<float[]> points = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      boolean first = i % 3 == 0;
      points.add(
          new float[] {
            (float) ((first ? -2 : 3) + random.nextGaussian() * (first ? 0.5 : 1)),
            (float) random.nextGaussian()
          });
    }
    Collections.shuffle(points, random);
    GaussianMixture mixture = GaussianMixture.fit(points.toArray(float[][]::new), 2, 1);
    int left = mixture.mean(0)[0] < mixture.mean(1)[0] ? 0 : 1;
    assertThat(mixture.weight(left)).isCloseTo(1 / 3.0, Offset.offset(0.02));
    assertThat(mixture.mean(left)[0]).isCloseTo(-2, Offset.offset(0.1));
    assertThat(mixture.variance(left)[0]).isCloseTo(0.25, Offset.offset(0.05));
    assertThat(mixture.mean(1 - left)[0]).isCloseTo(3, Offset.offset(0.1));
    assertThat(mixture.variance(1 - left)[0]).isCloseTo(1, Offset.offset(0.1));
  }

  @Test
  void mixture_ofOneWord_isMeanAndVariance() {
    float[][] points = {{1, 5}, {3, 5}, {5, 5}, {7, 5}};
    GaussianMixture mixture = GaussianMixture.fit(points, 1, 3);
    assertThat(mixture.mean(0)).containsExactly(new double[] {4, 5}, Offset.offset(1e-9));
    assertThat(mixture.variance(0))
        .containsExactly(new double[] {5, GaussianMixture.FLOOR}, Offset.offset(1e-9));
    // density of N(4, 5) times N(5, floor) at (4, 5)
    double log = -0.5 * (Math.log(2 * Math.PI * 5) + Math.log(2 * Math.PI * GaussianMixture.FLOOR));
    assertThat(mixture.meanLogLikelihood(new float[][] {{4, 5}}))
        .isCloseTo(log, Offset.offset(1e-9));
  }

  @Test
  void mixture_ofIdenticalPoints_hasNoNaN() {
    float[][] points = new float[30][];
    java.util.Arrays.fill(points, new float[] {0.5f, 0.5f});
    GaussianMixture mixture = GaussianMixture.fit(points, 4, 2);
    double sum = 0;
    for (double share : mixture.responsibilities(points[0])) {
      assertThat(share).isBetween(0.0, 1.0);
      sum += share;
    }
    assertThat(sum).isCloseTo(1, Offset.offset(1e-9));
    for (float value : FisherVector.of(mixture, points)) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void fisherVector_oneWordOneDimension_isAsComputedByHand() {
    GaussianMixture mixture = GaussianMixture.fit(new float[][] {{0}, {2}}, 1, 1);
    // mean 1, variance 1; descriptor 3: first order 2, second (4 - 1) / sqrt 2
    float[] vector = FisherVector.of(mixture, new float[][] {{3}});
    double first = Math.sqrt(2);
    double second = Math.sqrt(3 / Math.sqrt(2));
    double norm = Math.hypot(first, second);
    assertThat((double) vector[0]).isCloseTo(first / norm, Offset.offset(1e-6));
    assertThat((double) vector[1]).isCloseTo(second / norm, Offset.offset(1e-6));
    assertThat(FisherVector.of(mixture, new float[0][])).containsOnly(0);
  }

  @Test
  void options_outOfRange_areRefused() {
    assertThatThrownBy(() -> new NeighbourhoodOptions(0, 7, 5, 10, 3, 1))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("words 0");
  }
}
