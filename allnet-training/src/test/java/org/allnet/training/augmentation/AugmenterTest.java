package org.allnet.training.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class AugmenterTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final int SIDE = 24;
  private static final int PLANE = SIDE * SIDE;

  /** Cells of random colours: a disc on black, none of its pixels black. */
  private static float[] cells(int n, long seed) {
    Random random = new Random(seed);
    float[] values = new float[n * 3 * PLANE];
    for (int i = 0; i < values.length; i++) {
      int y = i % PLANE / SIDE;
      int x = i % SIDE;
      boolean inside = Math.hypot(y - 11, x - 13) < 8;
      values[i] = inside ? 0.2f + 0.7f * random.nextFloat() : 0;
    }
    return values;
  }

  private static float[] apply(float[] images, Sample... samples) {
    try (PointerScope scope = new PointerScope()) {
      Tensor input = Tensors.ofFloats(images, CPU.torch(), samples.length, 3, SIDE, SIDE);
      return Tensors.toFloats(Augmenter.apply(input, List.of(samples), SIDE));
    }
  }

  private static float at(float[] image, int channel, int y, int x) {
    return image[channel * PLANE + y * SIDE + x];
  }

  @Test
  void apply_original_changesNothing() {
    float[] cell = cells(1, 1);

    assertThat(apply(cell, Sample.original("a", 0))).isEqualTo(cell);
  }

  @Test
  void apply_flips_areExactMirrors() {
    float[] cell = cells(1, 2);
    float[] across = apply(cell, Sample.flipped("a", 0, Transform.FLIP_HORIZONTAL));
    float[] down = apply(cell, Sample.flipped("a", 0, Transform.FLIP_VERTICAL));

    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        assertThat(at(across, 1, y, x)).isEqualTo(at(cell, 1, y, SIDE - 1 - x));
        assertThat(at(down, 2, y, x)).isEqualTo(at(cell, 2, SIDE - 1 - y, x));
      }
    }
  }

  @Test
  void apply_rotationByNothing_isTheIdentity() {
    float[] cell = cells(1, 3);

    assertThat(apply(cell, Sample.rotated("a", 0, 0))).containsExactly(cell, within(1e-5f));
  }

  @Test
  void apply_quarterRotation_isCounterClockwise() {
    float[] cell = cells(1, 4);
    float[] turned = apply(cell, Sample.rotated("a", 0, 90));

    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        // The right edge goes to the top.
        assertThat(at(turned, 0, y, x)).isCloseTo(at(cell, 0, x, SIDE - 1 - y), within(1e-5f));
      }
    }
  }

  @Test
  void apply_rotationByHalf_isBothFlips() {
    float[] cell = cells(1, 5);
    float[] turned = apply(cell, Sample.rotated("a", 0, 180));

    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        assertThat(at(turned, 2, y, x))
            .isCloseTo(at(cell, 2, SIDE - 1 - y, SIDE - 1 - x), within(1e-5f));
      }
    }
  }

  @Test
  void apply_rotation_fillsWithExactBlack() {
    float[] white = new float[3 * PLANE];
    java.util.Arrays.fill(white, 1);
    float[] turned = apply(white, Sample.rotated("a", 0, 45));

    assertThat(at(turned, 0, 0, 0)).isZero();
    assertThat(at(turned, 0, SIDE / 2, SIDE / 2)).isCloseTo(1, within(1e-6f));
    for (float value : turned) {
      assertThat(value).isBetween(0f, 1f);
    }
  }

  @Test
  void apply_brightness_multipliesAndCutsAtWhite() {
    float[] cell = cells(2, 6);
    float[] changed = apply(cell, Sample.brightened("a", 0, 0.8), Sample.brightened("b", 0, 1.25));

    for (int i = 0; i < cell.length; i++) {
      float factor = i < 3 * PLANE ? 0.8f : 1.25f;
      assertThat(changed[i]).isEqualTo(Math.min(1, cell[i] * factor));
    }
  }

  @Test
  void apply_blur_isTheGaussianOverTheCellAlone() {
    float[] cell = cells(1, 7);
    double sigma = 1.1;
    float[] changed = apply(cell, Sample.blurred("a", 0, sigma, 99));
    int compared = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        float value = at(changed, 1, y, x);
        if (at(cell, 1, y, x) == 0) {
          assertThat(value).isZero();
        } else if (value != 0 && value != 1) {
          assertThat((double) value).isCloseTo(naiveBlur(cell, 1, y, x, sigma), within(1e-5));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(150);
  }

  private static double naiveBlur(float[] cell, int channel, int y, int x, double sigma) {
    double sum = 0;
    double weights = 0;
    for (int dy = -2; dy <= 2; dy++) {
      for (int dx = -2; dx <= 2; dx++) {
        boolean framed = y + dy >= 0 && y + dy < SIDE && x + dx >= 0 && x + dx < SIDE;
        if (framed && at(cell, channel, y + dy, x + dx) > 0) {
          double weight = Math.exp(-(dy * dy + dx * dx) / (2 * sigma * sigma));
          sum += weight * at(cell, channel, y + dy, x + dx);
          weights += weight;
        }
      }
    }
    return sum / weights;
  }

  @Test
  void apply_noise_isFivePercentSaltAndPepper() {
    int n = 60;
    float[] cells = cells(n, 8);
    Sample[] samples = new Sample[n];
    for (int i = 0; i < n; i++) {
      samples[i] = Sample.blurred("a", 0, 1, new Random(i).nextLong());
    }
    float[] changed = apply(cells, samples);
    int inside = 0;
    int salt = 0;
    int pepper = 0;
    for (int i = 0; i < n; i++) {
      for (int p = 0; p < PLANE; p++) {
        int at = i * 3 * PLANE + p;
        if (cells[at] > 0) {
          inside++;
          boolean white = changed[at] == 1 && changed[at + PLANE] == 1;
          boolean black = changed[at] == 0 && changed[at + PLANE] == 0;
          salt += white ? 1 : 0;
          pepper += black ? 1 : 0;
        }
      }
    }
    // Five standard deviations of a binomial of about 12,000 pixels at 2.5 %.
    double deviation = 5 * Math.sqrt(0.025 * 0.975 / inside);
    assertThat((double) salt / inside).isCloseTo(0.025, within(deviation));
    assertThat((double) pepper / inside).isCloseTo(0.025, within(deviation));
  }

  private static Sample random(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Sample.original("a", 0);
      case 1 -> Sample.flipped("a", 0, Transform.FLIP_HORIZONTAL);
      case 2 -> Sample.flipped("a", 0, Transform.FLIP_VERTICAL);
      case 3 -> Sample.rotated("a", 0, 360 * random.nextDouble() - 180);
      case 4 -> Sample.brightened("a", 0, 0.8 + 0.4 * random.nextDouble());
      default -> Sample.blurred("a", 0, 0.5 + random.nextDouble(), random.nextLong());
    };
  }

  @Test
  void apply_anySample_dependsOnItselfAlone() {
    Random random = new Random(9);
    for (int round = 0; round < 10; round++) {
      int n = 12;
      float[] cells = cells(n, random.nextLong());
      List<Sample> samples = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        samples.add(random(random));
      }
      float[] together = apply(cells, samples.toArray(Sample[]::new));
      assertThat(apply(cells, samples.toArray(Sample[]::new))).isEqualTo(together);
      for (int i = 0; i < n; i++) {
        int from = i * 3 * PLANE;
        int to = from + 3 * PLANE;
        float[] alone = apply(java.util.Arrays.copyOfRange(cells, from, to), samples.get(i));
        assertThat(alone).isEqualTo(java.util.Arrays.copyOfRange(together, from, to));
      }
    }
  }

  @Test
  void apply_differentSeeds_giveDifferentNoise() {
    float[] cell = cells(1, 10);

    assertThat(apply(cell, Sample.blurred("a", 0, 1, 1)))
        .isNotEqualTo(apply(cell, Sample.blurred("a", 0, 1, 1L << 32 | 1)))
        .isNotEqualTo(apply(cell, Sample.blurred("a", 0, 1, 2)));
  }

  @Test
  void apply_blackImage_staysBlack() {
    Random random = new Random(12);
    for (int round = 0; round < 12; round++) {
      assertThat(apply(new float[3 * PLANE], random(random))).containsOnly(0);
    }
  }

  @Test
  void apply_countsDiffer_isRefused() {
    try (PointerScope scope = new PointerScope()) {
      Tensor two = Tensors.ofFloats(new float[2 * 3 * 4], CPU.torch(), 2, 3, 2, 2);
      assertThatThrownBy(() -> Augmenter.apply(two, List.of(Sample.original("a", 0)), 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("2 images");
    }
  }

  @Test
  void apply_manyCalls_doNotGrowNativeMemory() {
    Random random = new Random(13);
    try (PointerScope scope = new PointerScope()) {
      Tensor input = Tensors.ofFloats(new float[6 * 3 * 64 * 64], CPU.torch(), 6, 3, 64, 64);
      long tracked = 0;
      long resident = 0;
      for (int i = 0; i < 260; i++) {
        if (i == 60) {
          tracked = Pointer.totalCount();
          resident = Pointer.physicalBytes();
        }
        List<Sample> samples = new ArrayList<>();
        for (int k = 0; k < 6; k++) {
          samples.add(random(random));
        }
        try (PointerScope step = new PointerScope()) {
          Augmenter.apply(input, samples, 64);
        }
      }
      // Fewer if what earlier tests left was collected meanwhile.
      assertThat(Pointer.totalCount()).isLessThanOrEqualTo(tracked);
      // A leaked result a call would be 59 MB over the 200 calls.
      assertThat(Pointer.physicalBytes() - resident).isLessThan(40L << 20);
    }
  }
}
