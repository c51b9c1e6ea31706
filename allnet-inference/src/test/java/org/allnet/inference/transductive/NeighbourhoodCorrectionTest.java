package org.allnet.inference.transductive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.allnet.data.RunException;
import org.junit.jupiter.api.Test;

class NeighbourhoodCorrectionTest {

  private static final int CHANNELS = 6;
  private static final int POSITIONS = 9;

  private static NeighbourhoodOptions small(long seed) {
    return new NeighbourhoodOptions(3, 7, 4, 2, 5, 3, 3, 60, seed);
  }

  /** A batch: the truth, first scores, and the features by two backbones. */
  private record Batch(boolean[] truth, double[] scores, List<BackboneFeatures> backbones) {

    Batch permuted(int[] order) {
      boolean[] newTruth = new boolean[order.length];
      double[] newScores = new double[order.length];
      for (int i = 0; i < order.length; i++) {
        newTruth[i] = truth[order[i]];
        newScores[i] = scores[order[i]];
      }
      return new Batch(newTruth, newScores, backbones.stream().map(b -> b.select(order)).toList());
    }

    int wrong(boolean[] predictions) {
      return (int)
          IntStream.range(0, predictions.length).filter(i -> predictions[i] != truth[i]).count();
    }
  }

  /** A feature map whose channels lean to one side by class, normalised. */
  private static float[][] image(boolean blast, double apart, Random random) {
    float[] map = new float[CHANNELS * POSITIONS];
    for (int c = 0; c < CHANNELS; c++) {
      double lean = (c < CHANNELS / 2) == blast ? apart : 0;
      for (int p = 0; p < POSITIONS; p++) {
        map[c * POSITIONS + p] = (float) Math.abs(lean + random.nextGaussian());
      }
    }
    return BackboneFeatures.normalisedColumns(map, CHANNELS);
  }

  /** Two classes; of each, the given fraction has a score on the wrong side. */
  private static Batch batch(int blasts, int healthy, double wrong, double apart, long seed) {
    Random random = new Random(seed);
    int images = blasts + healthy;
    boolean[] truth = new boolean[images];
    double[] scores = new double[images];
    List<float[][]> first = new ArrayList<>();
    List<float[][]> second = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      truth[i] = i < blasts;
      int place = truth[i] ? i : i - blasts;
      boolean scoredBlast = truth[i] != place < wrong * (truth[i] ? blasts : healthy);
      scores[i] = (scoredBlast ? 0.6 : 0.1) + 0.3 * random.nextDouble();
      first.add(image(truth[i], apart, random));
      second.add(image(truth[i], apart, random));
    }
    return new Batch(
        truth, scores, List.of(new BackboneFeatures(first), new BackboneFeatures(second)));
  }

  private static int[] shuffled(int count, Random random) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(order, random);
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  private static NeighbourhoodCorrection.Corrected correct(
      Batch batch, double prevalence, long seed) {
    return NeighbourhoodCorrection.correct(
        batch.backbones(), batch.scores(), prevalence, small(seed));
  }

  @Test
  void correct_apartClasses_putsAFifthRight() {
    for (long seed = 0; seed < 40; seed++) {
      Batch batch = batch(30, 30, 0.2, 4, seed);
      boolean[] first = NeighbourhoodCorrection.firstCalls(batch.scores(), 0.5);
      NeighbourhoodCorrection.Corrected corrected = correct(batch, 0.5, seed);

      assertThat(batch.wrong(first)).isEqualTo(12);
      assertThat(batch.wrong(corrected.blast())).as("seed %d", seed).isZero();
      for (int i = 0; i < 60; i++) {
        assertThat(corrected.fraction()[i] > 0.5).isEqualTo(batch.truth()[i]);
      }
    }
  }

  @Test
  void correct_permutedImages_permutesTheAnswer() {
    int split = 0;
    for (long seed = 0; seed < 20; seed++) {
      // Not quite apart, so that fractions differ and samples and ties matter.
      Batch batch = batch(17, 12, 0.2, 1.1, seed);
      int[] order = shuffled(29, new Random(seed));
      NeighbourhoodCorrection.Corrected corrected = correct(batch, 0.6, 1);
      NeighbourhoodCorrection.Corrected permuted = correct(batch.permuted(order), 0.6, 1);

      for (int i = 0; i < 29; i++) {
        assertThat(permuted.blast()[i]).isEqualTo(corrected.blast()[order[i]]);
        assertThat(permuted.fraction()[i]).isEqualTo(corrected.fraction()[order[i]]);
        split += corrected.fraction()[i] > 0 && corrected.fraction()[i] < 1 ? 1 : 0;
      }
    }
    assertThat(split).isGreaterThan(20);
  }

  @Test
  void correct_copies_answerAlikeInAnyOrder() {
    for (long seed = 0; seed < 20; seed++) {
      Batch original = batch(8, 8, 0.3, 1.1, seed);
      // Every image three times, the first one twelve times.
      int[] copies = IntStream.range(0, 57).map(i -> i < 48 ? i / 3 : 0).toArray();
      Batch batch = original.permuted(copies);
      int[] order = shuffled(57, new Random(seed));
      NeighbourhoodCorrection.Corrected corrected = correct(batch, 0.5, 2);
      NeighbourhoodCorrection.Corrected permuted = correct(batch.permuted(order), 0.5, 2);

      for (int i = 0; i < 57; i++) {
        assertThat(corrected.fraction()[i]).isEqualTo(corrected.fraction()[3 * copies[i]]);
        assertThat(permuted.fraction()[i]).isEqualTo(corrected.fraction()[order[i]]);
      }
    }
  }

  @Test
  void correct_sameSeed_isTheSameAndOtherSeedsDiffer() {
    Batch batch = batch(25, 15, 0.2, 1.1, 5);
    double[] once = correct(batch, 0.6, 1).fraction();

    assertThat(correct(batch, 0.6, 1).fraction()).containsExactly(once);
    assertThat(IntStream.range(2, 12).mapToObj(seed -> correct(batch, 0.6, seed).fraction()))
        .anyMatch(fraction -> !Arrays.equals(fraction, once));
  }

  @Test
  void correct_identicalImages_takeTheMajority() {
    Batch one = batch(1, 0, 0, 1, 3);
    Batch batch = one.permuted(new int[20]);
    for (int i = 0; i < 20; i++) {
      batch.scores()[i] = i / 20.0;
    }

    // 18 of 20 first calls are blasts: no 7 of them hold 4 healthy, nor 3 to leave one healthy.
    assertThat(correct(batch, 0.9, 4).blast()).containsOnly(true);
    assertThat(correct(batch, 0.9, 4).fraction()).containsOnly(1);
    assertThat(correct(batch, 0.1, 4).blast()).containsOnly(false);
    assertThat(correct(batch, 0.1, 4).fraction()).containsOnly(0);
  }

  @Test
  void correct_oneClass_staysThatClass() {
    Batch batch = batch(15, 0, 0.2, 2, 9);

    assertThat(correct(batch, 1, 3).blast()).containsOnly(true);
    assertThat(correct(batch, 1, 3).fraction()).containsOnly(1);
    assertThat(correct(batch, 0, 3).blast()).containsOnly(false);
    assertThat(correct(batch, 0, 3).fraction()).containsOnly(0);
  }

  @Test
  void correct_tooFewImages_leavesTheScores() {
    for (int images : new int[] {0, 1, 6}) {
      Batch batch = batch(images, 0, 0.2, 2, 9);
      NeighbourhoodCorrection.Corrected corrected = correct(batch, 0, 3);

      assertThat(corrected.fraction()).containsExactly(batch.scores()).isNotSameAs(batch.scores());
      for (int i = 0; i < images; i++) {
        assertThat(corrected.blast()[i]).isEqualTo(batch.scores()[i] >= 0.5);
      }
    }
    // Seven images are each other's neighbours: one vote, one call.
    assertThat(correct(batch(7, 0, 0.2, 2, 9), 5 / 7.0, 3).blast()).containsOnly(true);
    assertThat(correct(batch(7, 0, 0.2, 2, 9), 3 / 7.0, 3).blast()).containsOnly(false);
  }

  @Test
  void firstCalls_prevalence_isTheBlastFraction() {
    double[] scores = {0.9, 0.1, 0.5, 0.5, 0.3};

    assertThat(NeighbourhoodCorrection.firstCalls(scores, 0.2))
        .containsExactly(true, false, false, false, false);
    assertThat(NeighbourhoodCorrection.firstCalls(scores, 0.4))
        .as("ties of the last")
        .containsExactly(true, false, true, true, false);
    assertThat(NeighbourhoodCorrection.firstCalls(scores, 0.8))
        .containsExactly(true, false, true, true, true);
    assertThat(NeighbourhoodCorrection.firstCalls(scores, 0)).containsOnly(false);
    assertThat(NeighbourhoodCorrection.firstCalls(scores, 1)).containsOnly(true);
  }

  @Test
  void correct_whatDoesNotFit_isRefused() {
    Batch batch = batch(4, 4, 0, 1, 1);
    assertThatThrownBy(
            () -> NeighbourhoodCorrection.correct(batch.backbones(), new double[7], 0.5, small(1)))
        .hasMessage("features of 8 images, scores of 7");
    assertThatThrownBy(
            () -> NeighbourhoodCorrection.correct(List.of(), new double[7], 0.5, small(1)))
        .hasMessage("no backbone to correct by");
    assertThatThrownBy(() -> correct(batch, Double.NaN, 1))
        .hasMessage("prevalence NaN is not 0 to 1");
    batch.scores()[3] = 1.5;
    assertThatThrownBy(() -> correct(batch, 0.5, 1)).hasMessage("score 1.5 is not 0 to 1");
  }

  /**
   * A machine that is given as much memory as {@code bytes} says, and a little for itself, makes
   * the correction; one that is given three quarters of it does not.
   */
  @Test
  void bytes_asMuchMemory_isNeededAndEnough() throws Exception {
    long bytes = CorrectionInLittleMemory.bytes();
    assertThat(bytes).isGreaterThan(60L << 20);
    assertThat(CorrectionInLittleMemory.run(bytes + (20L << 20))).isEqualTo("corrected");
    assertThat(CorrectionInLittleMemory.run(bytes * 3 / 4)).isEqualTo("out of memory");
  }

  @Test
  void correct_onAnInterruptedThread_ends() {
    Batch batch = batch(30, 30, 0.2, 4, 1);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> correct(batch, 0.5, 1))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("interrupted while");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** The restarts work on other threads than the one that is interrupted. */
  @Test
  void correct_interrupted_endsEarly() throws InterruptedException {
    // 64 words over 6,000 descriptors of 256 channels, up to 100 rounds: minutes
    NeighbourhoodOptions long64 = new NeighbourhoodOptions(64, 7, 4, 2, 5, 8, 3, 100, 1);
    Random random = new Random(1);
    List<float[][]> images = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      float[] map = new float[256 * 100];
      for (int j = 0; j < map.length; j++) {
        map[j] = (float) random.nextGaussian();
      }
      images.add(BackboneFeatures.normalisedColumns(map, 256));
    }
    double[] scores = random.doubles(60).toArray();
    List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
    Thread working =
        new Thread(
            () -> {
              try {
                NeighbourhoodCorrection.correct(
                    List.of(new BackboneFeatures(images)), scores, 0.5, long64);
              } catch (RuntimeException e) {
                thrown.add(e);
              }
            });
    working.start();
    Thread.sleep(500);
    assertThat(working.isAlive()).isTrue();
    working.interrupt();
    working.join(20_000);
    assertThat(working.isAlive()).isFalse();
    assertThat(thrown).singleElement().isInstanceOf(RunException.class);
  }
}
