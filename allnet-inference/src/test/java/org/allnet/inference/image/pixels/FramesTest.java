package org.allnet.inference.image.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.allnet.data.OptionException;
import org.allnet.data.image.CellPixels;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramesTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  private static float[] stack(int size, CellPixels... cells) {
    try (PointerScope scope = new PointerScope()) {
      Tensor batch = Frames.stack(List.of(cells), size, CPU);
      assertThat(batch.size(0)).isEqualTo(cells.length);
      assertThat(batch.size(1)).isEqualTo(3);
      assertThat(batch.size(2)).isEqualTo(size);
      assertThat(batch.size(3)).isEqualTo(size);
      return Tensors.toFloats(batch);
    }
  }

  private static CellPixels flat(int height, int width, int level) {
    byte[] rgb = new byte[height * width * 3];
    java.util.Arrays.fill(rgb, (byte) level);
    return new CellPixels(height, width, 0, 0, height, width, rgb);
  }

  @Test
  void stack_sameSize_pastesTheWindowAndDividesBy255() {
    CellPixels cell = new CellPixels(3, 3, 1, 0, 1, 2, new byte[] {(byte) 255, 51, 0, 1, 2, 3});

    float[] batch = stack(3, cell, new CellPixels(3, 3, 0, 0, 0, 0, new byte[0]));

    float[] expected = new float[54];
    expected[3] = 1;
    expected[4] = 1 / 255f;
    expected[9 + 3] = 51 / 255f;
    expected[9 + 4] = 2 / 255f;
    expected[18 + 4] = 3 / 255f;
    assertThat(batch).isEqualTo(expected);
  }

  @Test
  void stack_halved_averagesWithATriangle() {
    // Red of one row 0 0 0 0 255 255 255 255 repeated: the triangle of reach 2 about 2i+1 weighs
    // 1/8 3/8 3/8 1/8, cut and renormalised to 3/7 3/7 1/7 at the ends.
    byte[] rgb = new byte[8 * 8 * 3];
    for (int i = 0; i < 64; i++) {
      rgb[i * 3] = (byte) (i % 8 >= 4 ? 255 : 0);
    }
    float[] batch = stack(4, new CellPixels(8, 8, 0, 0, 8, 8, rgb));

    for (int y = 0; y < 4; y++) {
      assertThat(new float[] {batch[y * 4], batch[y * 4 + 1], batch[y * 4 + 2], batch[y * 4 + 3]})
          .containsExactly(new float[] {0, 0.125f, 0.875f, 1}, within(1e-6f));
    }
  }

  @Test
  void stack_resizedFlatImage_staysFlatInRange() {
    for (int to : new int[] {1, 7, 31, 32, 33, 100}) {
      for (float value : stack(to, flat(32, 32, 255))) {
        assertThat(value).isLessThanOrEqualTo(1f).isCloseTo(1f, within(1e-6f));
      }
    }
  }

  @Test
  void stack_notSquare_isPaddedAndCentred() {
    float[] batch = stack(4, flat(2, 4, 255));

    assertThat(java.util.Arrays.copyOf(batch, 16))
        .containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0);
  }

  /** Cells anywhere in a frame, beside the filter summed up pixel by pixel over the whole frame. */
  @ParameterizedTest
  @CsvSource({"20, 7", "21, 20", "13, 31", "40, 9", "9, 9"})
  void stack_cellOnBlack_isResizedAsWholeFrame(int from, int to) {
    Random random = new Random(from);
    for (int trial = 0; trial < 20; trial++) {
      int height = 1 + random.nextInt(from);
      int width = 1 + random.nextInt(from);
      int top = random.nextInt(from - height + 1);
      int left = random.nextInt(from - width + 1);
      byte[] rgb = new byte[height * width * 3];
      random.nextBytes(rgb);
      double[] green = new double[from * from];
      for (int at = 0; at < height * width; at++) {
        green[(top + at / width) * from + left + at % width] = (rgb[3 * at + 1] & 0xff) / 255.0;
      }
      float[] batch = stack(to, new CellPixels(from, from, top, left, height, width, rgb));
      for (int y = 0; y < to; y++) {
        for (int x = 0; x < to; x++) {
          double sum = 0;
          double weights = 0;
          for (int at = 0; at < from * from; at++) {
            double weight = triangle(at / from, y, from, to) * triangle(at % from, x, from, to);
            sum += weight * green[at];
            weights += weight;
          }
          assertThat((double) batch[to * to + y * to + x]).isCloseTo(sum / weights, within(1e-5));
        }
      }
    }
  }

  /** What an input sample counts for an output sample, before normalisation. */
  private static double triangle(int input, int output, int from, int to) {
    double scale = (double) from / to;
    double distance = Math.abs(input + 0.5 - (output + 0.5) * scale);
    return Math.max(0, 1 - distance / Math.max(1, scale));
  }

  @Test
  void stack_mixedSizes_keepsOrderEqualsOneByOne() {
    Random random = new Random(3);
    CellPixels[] cells = new CellPixels[7];
    for (int i = 0; i < cells.length; i++) {
      int height = 10 + i % 3 * 5;
      int width = 10 + i % 2 * 4;
      byte[] rgb = new byte[(height - 3) * (width - 4) * 3];
      random.nextBytes(rgb);
      cells[i] = new CellPixels(height, width, 2, 1, height - 3, width - 4, rgb);
    }
    float[] together = stack(10, cells);

    for (int i = 0; i < cells.length; i++) {
      assertThat(java.util.Arrays.copyOfRange(together, i * 300, (i + 1) * 300))
          .containsExactly(stack(10, cells[i]), within(1e-6f));
    }
  }

  @Test
  void stackAsIs_keepsHeightAndWidth() {
    try (PointerScope scope = new PointerScope()) {
      Tensor batch = Frames.stackAsIs(List.of(flat(2, 5, 51), flat(2, 5, 102)), CPU);

      assertThat(batch.size(2)).isEqualTo(2);
      assertThat(batch.size(3)).isEqualTo(5);
      assertThat(batch.size(0)).isEqualTo(2);
    }
    assertThatThrownBy(() -> Frames.stackAsIs(List.of(flat(2, 5, 1), flat(5, 2, 1)), CPU))
        .isInstanceOf(OptionException.class);
  }

  @Test
  void stack_badSizeOrNothing_isRefused() {
    assertThatThrownBy(() -> Frames.stack(List.of(flat(2, 2, 1)), 0, CPU))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("input-size 0 is out of range");
    assertThatThrownBy(() -> Frames.stack(List.of(), 10, CPU)).isInstanceOf(OptionException.class);
  }
}
