package org.allnet.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Colours of TIFF files that are no plain sRGB: L*a*b*, and RGB with a profile. */
final class TiffColoursTest {

  private static final int PHOTOMETRIC = 262;
  private static final int PLANES = 284;
  private static final int WHITE_POINT = 318;
  private static final int PROFILE = 34675;
  private static final int YCBCR = 6;
  private static final int CIE_LAB = 8;
  private static final int ICC_LAB = 9;

  /** A purple, a red, greys, a pink and a blue. */
  private static final int[] COLOURS = {
    124, 59, 153, 200, 20, 10, 128, 128, 128, 230, 200, 210, 60, 40, 120, 255, 255, 255
  };

  /** The same as LittleCMS has them in L*a*b* of white D50, a* and b* less 128. */
  private static final double[] LAB_8 = {
    94, 41, -40, 110, 65, 55, 137, 0, 0, 213, 12, -1, 57, 26, -43, 255, 0, 0
  };

  /** The same as ImageMagick has them in L*a*b* of white D65 and 16 bits. */
  private static final double[] LAB_16_OF_D65 = {
    24460, 11324, 55281, 27832, 16593, 13617, 35117, 0, 65534, 54610, 3132, 65257, 15148, 7867,
    54558, 65535, 0, 65533
  };

  private final ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);

  private int[] read(TiffBuilder file) {
    byte[] rgb = decoder.decode(file.bytes(), "cell").rgb();
    int[] levels = new int[rgb.length];
    Arrays.setAll(levels, i -> rgb[i] & 0xFF);
    return levels;
  }

  private static TiffBuilder picture() {
    return new TiffBuilder(COLOURS.length / 3, 1);
  }

  /** L*a*b* in whole numbers, of the values that 8 bits have. */
  private static double[] lab(boolean icc, int bits) {
    double[] samples = LAB_8.clone();
    for (int i = 0; i < samples.length; i++) {
      boolean lightness = i % 3 == 0;
      double unsigned = icc && !lightness ? samples[i] + 128 : samples[i];
      double times = bits == 8 ? 1 : lightness ? (icc ? 65280 : 65535) / 255.0 : 256;
      samples[i] = unsigned * times;
    }
    return samples;
  }

  @ParameterizedTest
  @CsvSource({"8, 8", "9, 8", "8, 16", "9, 16"})
  void decode_lab_hasTheColoursThatWereWritten(int photometric, int bits) {
    double[] samples = lab(photometric == ICC_LAB, bits);
    TiffBuilder file = bits == 8 ? picture().bytes(3, samples) : picture().shorts(3, samples);

    int[] read = read(file.with(PHOTOMETRIC, photometric));

    for (int i = 0; i < COLOURS.length; i++) {
      // 8 bits of L*a*b* are coarser than those of RGB: a unit of it is up to three levels.
      assertThat(read[i]).as("sample " + i).isCloseTo(COLOURS[i], within(3));
    }
    assertThat(Arrays.copyOfRange(read, 6, 9)).containsOnly(read[6]);
    assertThat(Arrays.copyOfRange(read, 15, 18)).containsExactly(255, 255, 255);
  }

  @Test
  void decode_labOfAStatedWhite_isAdaptedFromIt() {
    TiffBuilder file =
        picture()
            .shorts(3, LAB_16_OF_D65)
            .with(PHOTOMETRIC, CIE_LAB)
            .rationals(WHITE_POINT, 3127, 3290);

    int[] read = read(file);
    for (int i = 0; i < COLOURS.length; i++) {
      assertThat(read[i]).as("sample " + i).isCloseTo(COLOURS[i], within(1));
    }
  }

  @Test
  void decode_labOfAnotherKind_isRefusedByName() {
    TiffBuilder floats = picture().floats(3, DoubleStream.of(LAB_8).map(Math::abs).toArray());
    assertRefused(floats.with(PHOTOMETRIC, CIE_LAB), "L*a*b* in floating-point samples");
    assertRefused(floats.with(PHOTOMETRIC, 32844), "floating-point samples that are neither");
    TiffBuilder bytes = picture().bytes(3, lab(true, 8));
    assertRefused(bytes.with(PHOTOMETRIC, 10), "L*a*b* as fax machines write it");
    assertRefused(bytes.with(PHOTOMETRIC, ICC_LAB).with(PLANES, 2), "L*a*b* in planes");
    double[] dark = DoubleStream.of(lab(false, 16)).map(sample -> sample / 17).toArray();
    assertRefused(picture().shorts(3, dark).with(PHOTOMETRIC, CIE_LAB), "uses 12 of its 16 bits");
  }

  private void assertRefused(TiffBuilder file, String words) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("cell: ")
        .hasMessageContaining(words)
        .hasMessageContaining("8-bit RGB")
        .hasMessageNotContaining("broken");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255})
  void decode_profileOfFloats_isAppliedAsToBytes(int white) {
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    double[] levels = Arrays.stream(COLOURS).asDoubleStream().toArray();
    int[] bytes = read(picture().bytes(3, levels).undefined(PROFILE, linear));
    double[] scaled = DoubleStream.of(levels).map(level -> level * white / 255).toArray();

    assertThat(read(picture().floats(3, scaled).undefined(PROFILE, linear))).isEqualTo(bytes);
    assertThat(bytes[0]).isBetween(180, 190);
  }

  @Test
  void decode_profileOfJpegInTiff_isAppliedAsToBytes() throws IOException {
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    BufferedImage even = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      even.setRGB(i % 16, i / 16, 0xC83C8C);
    }
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    assertThat(ImageIO.write(even, "jpg", jpeg)).isTrue();
    TiffBuilder plain = new TiffBuilder(16, 16).jpeg(YCBCR, jpeg.toByteArray());
    int[] stored = read(plain);
    assertThat(stored[0]).isCloseTo(0xC8, within(2));

    double[] levels = Arrays.stream(stored).asDoubleStream().toArray();
    int[] bytes = read(new TiffBuilder(16, 16).bytes(3, levels).undefined(PROFILE, linear));
    assertThat(read(plain.undefined(PROFILE, linear))).isEqualTo(bytes);
    assertThat(bytes[0]).isGreaterThan(stored[0] + 20);
  }

  @Test
  void decode_profileOfAPalette_isAppliedAsToBytes() {
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    double[] levels = Arrays.stream(COLOURS).asDoubleStream().toArray();
    int pixels = COLOURS.length / 3;
    int[] palette = new int[3 * 256];
    for (int i = 0; i < COLOURS.length; i++) {
      palette[i % 3 * 256 + i / 3] = COLOURS[i] * 257;
    }
    TiffBuilder file =
        picture()
            .bytes(1, java.util.stream.IntStream.range(0, pixels).asDoubleStream().toArray())
            .with(PHOTOMETRIC, 3)
            .shortsOf(320, palette);

    assertThat(read(file)).containsExactly(COLOURS);
    assertThat(read(file.undefined(PROFILE, linear)))
        .isEqualTo(read(picture().bytes(3, levels).undefined(PROFILE, linear)));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "1, 2"})
  void decode_threeSamplesStatedGrey_isRefused(int photometric, int planes) {
    double[] samples = Arrays.stream(COLOURS).asDoubleStream().toArray();
    TiffBuilder file =
        picture().bytes(3, samples).with(PHOTOMETRIC, photometric).with(PLANES, planes);

    assertThatThrownBy(() -> decoder.decode(file.bytes(), "cell"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has 3 samples a pixel that it calls grey");
  }

  @Test
  void decode_extraSamplesBesideGrey_areRefused() {
    double[] samples = {10, 7, 7, 200, 7, 7};
    TiffBuilder file =
        new TiffBuilder(2, 1).bytes(3, samples).with(PHOTOMETRIC, 1).shortsOf(338, 0, 0);

    assertThatThrownBy(() -> decoder.decode(file.bytes(), "cell"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has 3 samples a pixel that it calls grey");
  }
}
