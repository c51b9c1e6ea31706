package org.allnet.inference.image.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.allnet.data.OptionException;
import org.allnet.data.image.SegmentationMode;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class SegmenterTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  /** One row of pixels, given as 0xRRGGBB. */
  private static Tensor row(int... pixels) {
    return images(1, 1, pixels.length, pixels);
  }

  private static Tensor images(int n, int height, int width, int... pixels) {
    int plane = height * width;
    float[] values = new float[n * 3 * plane];
    for (int i = 0; i < pixels.length; i++) {
      for (int c = 0; c < 3; c++) {
        int level = (pixels[i] >> (16 - 8 * c)) & 0xff;
        values[(i / plane * 3 + c) * plane + i % plane] = level / 255f;
      }
    }
    return Tensors.ofFloats(values, CPU.torch(), n, 3, height, width);
  }

  @Test
  void saturation_literal_isThePapersFormula() {
    try (PointerScope scope = new PointerScope()) {
      Tensor input = row(0x000000, 0xFF0000, 0x808080, 0x64C832, 0x102030, 0x0A0A0B);
      Segmented result = Segmenter.segment(SegmentationMode.LITERAL, input);

      assertThat(Tensors.toFloats(result.saturation())).containsExactly(0, 255, 0, 146, 128, 8);
      assertThat(Tensors.toFloats(result.mask())).containsExactly(0, 1, 0, 0, 0, 0);
      assertThat(Tensors.toFloats(result.image()))
          .containsExactly(0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
      assertThat(result.keptFraction()).containsExactly(1 / 5f);
    }
  }

  @Test
  void segment_stretched_usesTheWholeImagesRange() {
    try (PointerScope scope = new PointerScope()) {
      // Saturations 0 (black), 127.5, 63.75, 145.7: the greatest becomes 255, so 127.5 becomes
      // 223 and 63.75 becomes 112.
      Tensor input = row(0x000000, 0x102030, 0x404040 + 0x2B15, 0x64C832);
      Segmented result = Segmenter.segment(SegmentationMode.STRETCHED, input);
      float third = 255f * (1 - 3f * 0x40 / (0x40 + 0x6B + 0x55));

      assertThat(Tensors.toFloats(result.saturation()))
          .containsExactly(0, 223, (float) Math.floor(third / (255f * 4 / 7) * 255 + 0.5), 255);
      assertThat(Tensors.toFloats(result.mask())).containsExactly(0, 1, 0, 1);
      assertThat(result.keptFraction()[0]).isEqualTo(2 / 3f);
    }
  }

  @Test
  void segment_eachImage_isStretchedOnItsOwn() {
    try (PointerScope scope = new PointerScope()) {
      Tensor both = images(2, 1, 2, 0x000000, 0xFF0000, 0x000000, 0x605860);
      Segmented result = Segmenter.segment(SegmentationMode.STRETCHED, both);

      assertThat(Tensors.toFloats(result.saturation())).containsExactly(0, 255, 0, 255);
    }
  }

  @Test
  void segment_flatImage_keepsNothingAndIsNoNaN() {
    try (PointerScope scope = new PointerScope()) {
      Tensor flat =
          images(3, 1, 3, 0, 0, 0, 0x6080A0, 0x6080A0, 0x6080A0, 0x111111, 0xA5A5A5, 7 * 0x10101);
      for (SegmentationMode mode :
          new SegmentationMode[] {SegmentationMode.STRETCHED, SegmentationMode.OTSU}) {
        Segmented result = Segmenter.segment(mode, flat);

        assertThat(Tensors.toFloats(result.mask())).containsOnly(0);
        assertThat(Tensors.toFloats(result.image())).containsOnly(0);
        assertThat(result.keptFraction()).containsExactly(0, 0, 0);
      }
    }
  }

  @Test
  void segment_otsuOnRandomImages_agreesWithNaive() {
    Random random = new Random(5);
    for (int round = 0; round < 20; round++) {
      int n = 3;
      int[] pixels = new int[n * 20 * 30];
      for (int i = 0; i < pixels.length; i++) {
        int base = random.nextInt(4) == 0 ? 0 : 40 + random.nextInt(100 + 10 * round % 90);
        int blue = Math.min(255, base + (random.nextBoolean() ? 20 : 90) + random.nextInt(20));
        pixels[i] = random.nextInt(5) == 0 ? 0 : (base << 16) | ((base + 3) << 8) | blue;
      }
      try (PointerScope scope = new PointerScope()) {
        Segmented result = Segmenter.segment(SegmentationMode.OTSU, images(n, 20, 30, pixels));
        float[] levels = Tensors.toFloats(result.saturation());
        float[] mask = Tensors.toFloats(result.mask());
        for (int image = 0; image < n; image++) {
          int from = image * 600;
          int threshold = naiveOtsu(levels, pixels, from, from + 600);
          for (int i = from; i < from + 600; i++) {
            assertThat(mask[i]).isEqualTo(levels[i] > threshold ? 1f : 0f);
          }
        }
      }
    }
  }

  private static int naiveOtsu(float[] levels, int[] pixels, int from, int to) {
    int best = 255;
    double most = 0;
    for (int t = 0; t < 256; t++) {
      long low = 0;
      long high = 0;
      long lowSum = 0;
      long highSum = 0;
      for (int i = from; i < to; i++) {
        if (pixels[i] != 0) {
          if (levels[i] <= t) {
            low++;
            lowSum += (long) levels[i];
          } else {
            high++;
            highSum += (long) levels[i];
          }
        }
      }
      if (low > 0 && high > 0) {
        double difference = (double) lowSum * high - (double) highSum * low;
        double variance = difference * difference / ((double) low * high);
        if (variance > most) {
          most = variance;
          best = t;
        }
      }
    }
    return best;
  }

  @Test
  void segment_none_keepsEverything() {
    try (PointerScope scope = new PointerScope()) {
      Tensor input = row(0x000000, 0x123456);
      Segmented result = Segmenter.segment(SegmentationMode.NONE, input);

      assertThat(Tensors.toFloats(result.image())).isEqualTo(Tensors.toFloats(input));
      assertThat(Tensors.toFloats(Segmenter.apply(SegmentationMode.NONE, input)))
          .isEqualTo(Tensors.toFloats(input));
      assertThat(Tensors.toFloats(result.mask())).containsOnly(1);
    }
  }

  @Test
  void apply_anyMode_equalsSegmentKeepsInput() {
    Random random = new Random(11);
    int[] pixels = random.ints(2 * 40 * 40, 0, 1 << 24).toArray();
    try (PointerScope scope = new PointerScope()) {
      Tensor input = images(2, 40, 40, pixels);
      float[] before = Tensors.toFloats(input);
      for (SegmentationMode mode : SegmentationMode.values()) {
        assertThat(Tensors.toFloats(Segmenter.apply(mode, input)))
            .isEqualTo(Tensors.toFloats(Segmenter.segment(mode, input).image()));
        assertThat(Tensors.toFloats(input)).isEqualTo(before);
      }
    }
  }

  @Test
  void apply_withoutAScope_handsTheTensorToTheCaller() {
    try (Tensor input = Tensors.scoped(() -> row(0x000000, 0xFF0000));
        Tensor result = Segmenter.apply(SegmentationMode.STRETCHED, input)) {
      assertThat(Tensors.toFloats(result)).containsExactly(0, 1, 0, 0, 0, 0);
    }
  }

  @Test
  void literalWarning_cellErased_saysWhatToDo() {
    assertThat(Segmented.literalWarning(SegmentationMode.LITERAL, 0.001, 0.9))
        .hasValueSatisfying(
            line -> assertThat(line).contains("1 of 2 images").contains("use 'stretched'"));
    assertThat(Segmented.literalWarning(SegmentationMode.LITERAL, 0.06)).isEmpty();
    assertThat(Segmented.literalWarning(SegmentationMode.STRETCHED, 0.001)).isEmpty();
  }

  @Test
  void mode_unknown_isRefused() {
    assertThat(SegmentationMode.of(" Otsu ")).isEqualTo(SegmentationMode.OTSU);
    assertThatThrownBy(() -> SegmentationMode.of("hsv"))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("hsv");
  }

  @Test
  void segment_manyCalls_doNotGrowNativeMemory() {
    try (PointerScope scope = new PointerScope()) {
      Tensor input = Tensors.ofFloats(new float[4 * 3 * 128 * 128], CPU.torch(), 4, 3, 128, 128);
      long tracked = 0;
      long resident = 0;
      for (int i = 0; i < 300; i++) {
        if (i == 100) {
          tracked = Pointer.totalCount();
          resident = Pointer.physicalBytes();
        }
        SegmentationMode mode = SegmentationMode.values()[i % 4];
        try (Tensor a = Tensors.scoped(() -> Segmenter.apply(mode, input))) {
          assertThat(a.numel()).isEqualTo(input.numel());
        }
        try (PointerScope step = new PointerScope()) {
          Segmenter.segment(mode, input);
        }
      }
      assertThat(Pointer.totalCount()).isLessThanOrEqualTo(tracked);
      // One leaked plane a call would be 52 MB over the 200 calls.
      assertThat(Pointer.physicalBytes() - resident).isLessThan(40L << 20);
    }
  }
}
