package org.allnet.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.allnet.data.InputException;
import org.allnet.data.file.ImageFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures as cameras and other programs write them: read right, or refused by name. */
final class ForeignPicturesTest {

  private static final int MAXIMUM = 281;
  private static final int EXTRA_SAMPLES = 338;
  private static final int SAMPLE_FORMAT = 339;
  private static final int NEW_SUBFILE_TYPE = 254;
  private static final int PROFILE = 34675;

  /** One pixel of two, so that nothing is cropped. */
  private static final int[] COLOURS = {124, 59, 153, 200, 20, 10};

  private static final byte[] READ = {124, 59, (byte) 153, (byte) 200, 20, 10};

  private final ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);

  private byte[] read(byte[] file) {
    return decoder.decode(file, "cell").rgb();
  }

  private void assertRefused(byte[] file, String... words) {
    assertThatThrownBy(() -> decoder.decode(file, "cell"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("cell: ")
        .hasMessageContainingAll(words)
        .hasMessageNotContaining("\n");
  }

  private static double[] scaled(double white) {
    double[] samples = new double[COLOURS.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = COLOURS[i] * white / 255;
    }
    return samples;
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 12, 14})
  void decode_lowerBitsOfSixteen_needAStatedWhite(int bits) throws IOException {
    int white = (1 << bits) - 1;
    TiffBuilder colours = new TiffBuilder(2, 1).shorts(3, scaled(white));
    assertRefused(
        colours.bytes(), "uses " + bits + " of its 16 bits", "brightness is unknown", "8-bit RGB");
    assertThat(read(colours.with(MAXIMUM, white).bytes())).isEqualTo(READ);
    // The greatest value that occurs, as some programs write it.
    assertThat(read(colours.with(MAXIMUM, (int) (white * 0.9)).bytes())).isEqualTo(READ);
    assertThat(read(colours.text(270, "<Pixels SignificantBits=\"" + bits + "\"/>").bytes()))
        .isEqualTo(READ);
    TiffBuilder grey = new TiffBuilder(2, 1).shorts(1, 100.0 * white / 255, 200.0 * white / 255);
    assertRefused(grey.bytes(), "of its 16 bits");
    assertThat(read(grey.with(MAXIMUM, white).bytes()))
        .containsExactly(100, 100, 100, 200, 200, 200);
  }

  @Test
  void decode_darkButWholeSixteenBits_isRead() throws IOException {
    assertThat(read(new TiffBuilder(2, 1).shorts(3, scaled(65535)).bytes())).isEqualTo(READ);
    double[] dark = {10 * 257, 20 * 257, 30 * 257, 40 * 257, 50 * 257, 60 * 257};
    assertThat(read(new TiffBuilder(2, 1).shorts(3, dark).bytes()))
        .containsExactly(10, 20, 30, 40, 50, 60);
  }

  @Test
  void decode_twelveBitPng_needsSignificantBits() throws IOException {
    assertRefused(png(16, scaled(4095), null, 0), "uses 12 of its 16 bits");
    assertThat(read(png(16, scaled(4095), null, 12))).isEqualTo(READ);
    // As the standard has it: the significant bits are the upper ones.
    double[] upper = scaled(4095);
    for (int i = 0; i < upper.length; i++) {
      upper[i] = Math.round(upper[i]) * 16;
    }
    assertThat(read(png(16, upper, null, 12))).isEqualTo(READ);
  }

  @Test
  void decode_floatingPoint_isScaledByItsRange() throws IOException {
    for (double white : new double[] {1, 255}) {
      assertThat(read(new TiffBuilder(2, 1).floats(3, scaled(white)).bytes())).isEqualTo(READ);
      assertThat(read(new TiffBuilder(1, 1).floats(1, white * 100 / 255).bytes()))
          .containsExactly(100, 100, 100);
    }
    for (double white : new double[] {0.05, 5, 4095, 65535}) {
      assertRefused(
          new TiffBuilder(2, 1).floats(3, scaled(white)).bytes(), "floating-point samples from");
    }
    assertRefused(new TiffBuilder(1, 1).floats(3, -0.5, 0.5, 1).bytes(), "from -0.5000 to 1.000");
    assertRefused(new TiffBuilder(1, 1).floats(3, 0.5, Double.NaN, 1).bytes(), "no numbers");
  }

  @Test
  void decode_signedSamples_areRefused() throws IOException {
    assertRefused(
        new TiffBuilder(2, 1).shorts(3, scaled(255)).with(SAMPLE_FORMAT, 2).bytes(), "signed");
    assertRefused(
        new TiffBuilder(2, 1).bytes(3, scaled(127)).with(SAMPLE_FORMAT, 2).bytes(), "signed");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "0, 2", "1, 2", "128, 2", "255, 1", "255, 2"})
  void decode_constantOpacity_hidesNothing(int opacity, int kind) throws IOException {
    double[] samples = {124, 59, 153, opacity, 200, 20, 10, opacity};
    assertThat(read(new TiffBuilder(2, 1).bytes(4, samples).with(EXTRA_SAMPLES, kind).bytes()))
        .isEqualTo(READ);
  }

  @Test
  void decode_pngAndBmpWhoseAlphaIsZero_areRead() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 124 << 16 | 59 << 8 | 153);
    image.setRGB(1, 0, 200 << 16 | 20 << 8 | 10);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    assertThat(read(png.toByteArray())).isEqualTo(READ);
    assertThat(read(bmpV5(0))).isEqualTo(READ);
    assertThat(read(bmpV5(255))).isEqualTo(READ);
  }

  @Test
  void decode_partialOpacity_isTakenRelative() throws IOException {
    double[] samples = {100, 100, 100, 1, 100, 100, 100, 0};
    CellPixels pixels =
        decoder.decode(
            new TiffBuilder(2, 1).bytes(4, samples).with(EXTRA_SAMPLES, 2).bytes(), "cell");
    assertThat(pixels.rgb()).containsExactly(100, 100, 100);
  }

  @Test
  void decode_severalPages_takesTheFullPicture(@TempDir Path folder) throws IOException {
    TiffBuilder full = new TiffBuilder(2, 1).bytes(3, 124, 59, 153, 200, 20, 10);
    TiffBuilder other = new TiffBuilder(2, 1).bytes(3, 1, 2, 3, 4, 5, 6);
    TiffBuilder small = new TiffBuilder(1, 1).bytes(3, 9, 9, 9);
    List<String> notes = new ArrayList<>();
    Path file = folder.resolve("pages.tif");

    for (byte[] silent :
        List.of(
            TiffBuilder.pages(small.with(NEW_SUBFILE_TYPE, 1), full),
            TiffBuilder.pages(full, small.with(NEW_SUBFILE_TYPE, 1)),
            TiffBuilder.pages(other.with(NEW_SUBFILE_TYPE, 4), full),
            TiffBuilder.pages(small.with(255, 2), full))) {
      Files.write(file, silent);
      assertThat(decoder.decode(file, notes::add).rgb()).isEqualTo(READ);
      assertThat(ImageHeader.read(file).frame()).isEqualTo("2x1");
    }
    assertThat(notes).isEmpty();

    Files.write(file, TiffBuilder.pages(full, other));
    assertThat(decoder.decode(file, notes::add).rgb()).isEqualTo(READ);
    Files.write(file, TiffBuilder.pages(small, full));
    assertThat(decoder.decode(file, notes::add).rgb()).isEqualTo(READ);
    assertThat(notes)
        .containsExactly(
            file + ": has 2 pictures; page 1 is read (2x1)",
            file + ": has 2 pictures; page 2 is read (2x1)");
  }

  @Test
  void decode_animatedPng_isReadAndSaidToBeOne(@TempDir Path folder) throws IOException {
    byte[] still = png(8, scaled(255), null, 0);
    ByteArrayOutputStream animated = new ByteArrayOutputStream();
    int afterHeader = 8 + 12 + 13;
    animated.write(still, 0, afterHeader);
    chunk(animated, "acTL", ByteBuffer.allocate(8).putInt(3).putInt(0).array());
    animated.write(still, afterHeader, still.length - afterHeader);
    List<String> notes = new ArrayList<>();
    Path file = Files.write(folder.resolve("a.png"), animated.toByteArray());

    assertThat(decoder.decode(file, notes::add).rgb()).isEqualTo(READ);
    assertThat(notes)
        .containsExactly(
            file + ": is an animation of 3 frames, of which the still picture is read");
  }

  @Test
  void decode_pngOfLinearLight_isSaidToBeReadDarker(@TempDir Path folder) throws IOException {
    byte[] plain = png(8, scaled(255), null, 0);
    for (int gamma : new int[] {45_455, 100_000}) {
      for (boolean standard : new boolean[] {false, true}) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        int afterHeader = 8 + 12 + 13;
        file.write(plain, 0, afterHeader);
        chunk(file, "gAMA", ByteBuffer.allocate(4).putInt(gamma).array());
        if (standard) {
          chunk(file, "sRGB", new byte[1]);
        }
        file.write(plain, afterHeader, plain.length - afterHeader);
        List<String> notes = new ArrayList<>();

        decoder.decode(Files.write(folder.resolve("a.png"), file.toByteArray()), notes::add);

        assertThat(notes).hasSize(gamma == 100_000 && !standard ? 1 : 0);
      }
    }
  }

  /** Code points of ITU-T H.273: primaries and transfer. */
  @ParameterizedTest
  @CsvSource({
    "1, 13, ''",
    "2, 2, ''",
    "1, 1, ''",
    "12, 13, other primaries than sRGB",
    "9, 14, other primaries than sRGB",
    "9, 16, high dynamic range",
    "9, 18, high dynamic range",
    "1, 8, in proportion to light"
  })
  void decode_codedColours_areReadNotedOrRefused(
      int primaries, int transfer, String words, @TempDir Path folder) throws IOException {
    byte[] plain = png(8, scaled(255), null, 0);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    int afterHeader = 8 + 12 + 13;
    file.write(plain, 0, afterHeader);
    chunk(file, "cICP", new byte[] {(byte) primaries, (byte) transfer, 0, 1});
    file.write(plain, afterHeader, plain.length - afterHeader);
    Path written = Files.write(folder.resolve("a.png"), file.toByteArray());
    List<String> notes = new ArrayList<>();

    if (words.startsWith("high") || words.startsWith("in")) {
      assertThatThrownBy(() -> decoder.decode(written, notes::add))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(words)
          .hasMessageContaining("export it as 8-bit sRGB");
    } else {
      assertThat(decoder.decode(written, notes::add).rgb()).isEqualTo(READ);
      assertThat(String.join("", notes)).contains(words).hasSizeLessThan(words.isEmpty() ? 1 : 999);
    }
  }

  @Test
  void decode_colourProfile_isAppliedInAllFormats() throws IOException {
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    TiffBuilder plain = new TiffBuilder(2, 1).bytes(3, scaled(255));
    byte[] tiff = read(plain.undefined(PROFILE, linear).bytes());
    byte[] png = read(png(8, scaled(255), linear, 0));
    byte[] bmp = read(bmpV5(255, linear));

    assertThat(tiff[0] & 0xFF).isBetween(180, 190);
    assertThat(png).isEqualTo(tiff);
    assertThat(bmp).isEqualTo(tiff);
    for (byte[] broken :
        List.of(
            new byte[0], "junk".repeat(50).getBytes(StandardCharsets.US_ASCII), cut(linear, 100))) {
      if (broken.length > 0) {
        assertThat(read(plain.undefined(PROFILE, broken).bytes())).isEqualTo(READ);
      }
      assertThat(read(png(8, scaled(255), broken, 0))).isEqualTo(READ);
      assertThat(read(bmpV5(255, broken))).isEqualTo(READ);
    }
  }

  @Test
  void decode_jpegBrokenProfile_isReadCutRefused() throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, i * 2654435);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", out);
    byte[] jpeg = out.toByteArray();
    byte[] chunk = "ICC_PROFILE\0\1\1broken".getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer with = ByteBuffer.allocate(jpeg.length + chunk.length + 4);
    with.put(jpeg, 0, 20).putShort((short) 0xFFE2).putShort((short) (chunk.length + 2));
    with.put(chunk).put(jpeg, 20, jpeg.length - 20);

    assertThat(read(with.array())).isEqualTo(read(jpeg));
    assertRefused(cut(with.array(), with.capacity() / 2), "cut short");
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "2, 54", "2, 99999", "34, 0", "34, 1", "26, 0", "38, -1", "6, -1"})
  void decode_bmpWithAUselessHeaderField_isRead(int offset, int value, @TempDir Path folder)
      throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_3BYTE_BGR);
    image.setRGB(0, 0, 124 << 16 | 59 << 8 | 153);
    image.setRGB(1, 0, 200 << 16 | 20 << 8 | 10);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "bmp", out);
    ByteBuffer bmp = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    if (offset == 26) {
      bmp.putShort(offset, (short) value);
    } else {
      bmp.putInt(offset, value);
    }

    assertThat(read(bmp.array())).isEqualTo(READ);
    Path file = Files.write(folder.resolve("x.bmp"), bmp.array());
    assertThat(ImageHeader.read(file).frame()).isEqualTo("2x1");
  }

  @Test
  void decode_bigTiff_isRead(@TempDir Path folder) throws IOException {
    byte[] big = new TiffBuilder(2, 1).bytes(3, scaled(255)).big();
    assertThat(read(big)).isEqualTo(READ);
    Path file = Files.write(folder.resolve("x.tif"), big);
    assertThat(ImageHeader.read(file)).isEqualTo(new ImageHeader(ImageFormat.TIFF, 2, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version https://git-lfs.github.com/spec/v1\\noid|a Git LFS pointer|git lfs pull",
        "<!DOCTYPE html>\\n<html>|a web page|download the file itself",
        "PK\\3\\4......a.npy|an archive of NumPy arrays|class folders",
        "PK\\3\\4......a.png|a zip archive|unpack",
        "GIF89a....|a GIF picture|PNG or TIFF",
        "RIFF....WEBPVP8|a WebP picture|PNG or TIFF",
        "....ftypheic....|a HEIC picture|PNG or TIFF",
        "%PDF-1.4|a PDF document|PNG or TIFF",
        "../../store/all0.png|the text of a link to ../../store/all0.png|copy the image itself",
        "not an image at all|a text file|the image itself",
      })
  void decode_plainlySomethingElse_isNamed(String content, String kind, String advice) {
    String text = content.replace("\\n", "\n").replace("\\3", "\3").replace("\\4", "\4");
    assertRefused(text.getBytes(StandardCharsets.ISO_8859_1), "is " + kind, advice);
  }

  @Test
  void decode_dicom_isNamed() {
    byte[] file = new byte[200];
    System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, file, 128, 4);
    assertRefused(file, "is a DICOM file", "export its picture");
  }

  private static byte[] cut(byte[] bytes, int length) {
    return java.util.Arrays.copyOf(bytes, length);
  }

  private static byte[] png(int bits, double[] samples, byte[] profile, int significant)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n'});
    ByteBuffer header = ByteBuffer.allocate(13).putInt(2).putInt(1).put((byte) bits).put((byte) 2);
    chunk(out, "IHDR", header.array());
    if (profile != null) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      packed.write(new byte[] {'p', 0, 0});
      try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
        deflater.write(profile);
      }
      chunk(out, "iCCP", packed.toByteArray());
    }
    if (significant > 0) {
      byte bit = (byte) significant;
      chunk(out, "sBIT", new byte[] {bit, bit, bit});
    }
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(pixels)) {
      deflater.write(0);
      for (double sample : samples) {
        int value = (int) Math.round(sample);
        if (bits == 16) {
          deflater.write(value >> 8);
        }
        deflater.write(value);
      }
    }
    chunk(out, "IDAT", pixels.toByteArray());
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] content)
      throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(content);
    out.write(ByteBuffer.allocate(4).putInt(content.length).array());
    out.write(name);
    out.write(content);
    out.write(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
  }

  private static byte[] bmpV5(int alpha) {
    return bmpV5(alpha, new byte[0]);
  }

  private static byte[] bmpV5(int alpha, byte[] profile) {
    int size = 14 + 124 + 8 + profile.length;
    ByteBuffer bmp = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    bmp.put((byte) 'B').put((byte) 'M').putInt(size).putInt(0).putInt(138);
    bmp.putInt(124).putInt(2).putInt(1).putShort((short) 1).putShort((short) 32).putInt(3);
    bmp.putInt(8).putInt(2835).putInt(2835).putInt(0).putInt(0);
    bmp.putInt(0xFF0000).putInt(0xFF00).putInt(0xFF).putInt(0xFF000000);
    bmp.putInt(profile.length > 0 ? 0x4D424544 : 0x73524742);
    bmp.position(14 + 112).putInt(124 + 8).putInt(profile.length).putInt(0);
    bmp.putInt(alpha << 24 | 124 << 16 | 59 << 8 | 153);
    bmp.putInt(alpha << 24 | 200 << 16 | 20 << 8 | 10);
    bmp.put(profile);
    return bmp.array();
  }
}
