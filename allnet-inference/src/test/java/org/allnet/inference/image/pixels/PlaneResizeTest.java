package org.allnet.inference.image.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resizing of bytes beside matrix products with the whole filter. */
final class PlaneResizeTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  @ParameterizedTest
  @CsvSource({
    "64, 48, 42, 31",
    "50, 70, 7, 9",
    "13, 9, 40, 27",
    "5, 4, 5, 4",
    "1, 1, 3, 2",
    "9, 1, 1, 1"
  })
  void planes_anySize_areThoseOfTheMatrices(int columns, int rows, int width, int height) {
    byte[] rgb = new byte[3 * columns * rows];
    new Random(columns).nextBytes(rgb);
    try (PointerScope scope = new PointerScope()) {
      float[] expected =
          Tensors.toFloats(
              AntialiasedResize.image(
                  Tensors.sent(Tensors.ofBytes(rgb), CPU.torch())
                      .view(rows, columns, 3)
                      .permute(2, 0, 1)
                      .to(ScalarType.Float)
                      .div(new Scalar(255.0)),
                  height,
                  width));

      assertThat(PlaneResize.planes(rgb, columns, rows, width, height))
          .containsExactly(expected, within(1e-6f));
    }
  }

  /**
   * Halved: the filter reaches two pixels to each side, with weights 1/8, 3/8, 3/8, 1/8, and at the
   * borders, where one is cut off, 3/7, 3/7, 1/7.
   */
  @Test
  void planes_halved_areWeightedByHand() {
    byte[] rgb = new byte[3 * 6];
    rgb[3 * 2] = (byte) 255;
    rgb[3 * 5 + 1] = (byte) 255;

    assertThat(PlaneResize.planes(rgb, 6, 1, 3, 1))
        .containsExactly(new float[] {1 / 7f, 3 / 8f, 0, 0, 0, 3 / 7f, 0, 0, 0}, within(1e-6f));
  }
}
