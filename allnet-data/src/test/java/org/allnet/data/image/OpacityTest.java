package org.allnet.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Colours that are multiplied by their opacity, and opacity in files that run from white. */
final class OpacityTest {

  private static final int EXTRA_SAMPLES = 338;
  private static final int MULTIPLIED = 1;
  private static final int APART = 2;

  private final ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);

  private byte[] read(TiffBuilder file) {
    return decoder.decode(file.bytes(), "cell").rgb();
  }

  @ParameterizedTest
  @ValueSource(ints = {51, 128, 255})
  void decode_multipliedColours_haveTheirOwnLight(int opacity) throws IOException {
    double part = opacity / 255.0;
    double[] samples = {
      200 * part, 100 * part, 50 * part, opacity, 150 * part, 50 * part, 0, opacity
    };
    TiffBuilder tiff = new TiffBuilder(2, 1);
    byte[] colours = read(tiff.bytes(4, samples).with(EXTRA_SAMPLES, MULTIPLIED));
    assertThat(colours[0] & 0xFF).isBetween(197, 203);
    assertThat(colours[1] & 0xFF).isBetween(97, 103);
    assertThat(colours[3] & 0xFF).isBetween(148, 152);
    double[] finer = java.util.Arrays.stream(samples).map(sample -> sample * 257).toArray();
    assertThat(read(tiff.shorts(4, finer).with(EXTRA_SAMPLES, MULTIPLIED))[0] & 0xFF)
        .isEqualTo(200);
    double[] real = java.util.Arrays.stream(samples).map(sample -> sample / 255).toArray();
    assertThat(read(tiff.floats(4, real).with(EXTRA_SAMPLES, MULTIPLIED))[0] & 0xFF).isEqualTo(200);
  }

  @Test
  void decode_premultipliedOrNot_isTheSame() throws IOException {
    double[] apart = {200, 100, 50, 255, 200, 100, 50, 153};
    double[] multiplied = {200, 100, 50, 255, 120, 60, 30, 153};
    byte[] one = read(new TiffBuilder(2, 1).bytes(4, apart).with(EXTRA_SAMPLES, APART));
    byte[] other = read(new TiffBuilder(2, 1).bytes(4, multiplied).with(EXTRA_SAMPLES, MULTIPLIED));
    assertThat(other).isEqualTo(one).containsExactly((byte) 200, 100, 50, 120, 60, 30);
  }

  @Test
  void decode_tooBrightColours_areNotMultiplied() throws IOException {
    double[] apart = {200, 100, 50, 255, 200, 100, 50, 102};
    byte[] read = read(new TiffBuilder(2, 1).bytes(4, apart).with(EXTRA_SAMPLES, MULTIPLIED));
    assertThat(read).containsExactly((byte) 200, 100, 50, 80, 40, 20);
    double[] none = {124, 59, 153, 0, 200, 20, 10, 0};
    assertThat(read(new TiffBuilder(2, 1).bytes(4, none).with(EXTRA_SAMPLES, MULTIPLIED)))
        .containsExactly(124, 59, (byte) 153, (byte) 200, 20, 10);
  }

  @ParameterizedTest
  @CsvSource({"1", "257"})
  void decode_opacityBesideGrey_isNotInverted(int times) throws IOException {
    double[] samples = {55.0 * times, 255.0 * times, 155.0 * times, 51.0 * times};
    TiffBuilder tiff = new TiffBuilder(2, 1);
    byte[] read =
        read(
            (times == 1 ? tiff.bytes(2, samples) : tiff.shorts(2, samples))
                .with(EXTRA_SAMPLES, APART)
                .with(262, 0));
    assertThat(read).containsExactly((byte) 200, (byte) 200, (byte) 200, 20, 20, 20);
  }
}
