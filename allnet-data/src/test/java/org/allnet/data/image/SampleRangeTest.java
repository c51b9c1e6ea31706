package org.allnet.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.DataBufferUShort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that use some of their bits, with a few pixels that use them all. */
final class SampleRangeTest {

  private static final int SIDE = 40;
  private static final int MAXIMUM = 281;
  private static final int PHOTOMETRIC = 262;
  private static final int MINIMUM_IS_WHITE = 0;
  private static final int CMYK = 5;

  @TempDir Path folder;

  private final ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);
  private final List<String> notes = new ArrayList<>();

  private CellPixels read(byte[] file) throws IOException {
    return decoder.decode(Files.write(folder.resolve("cell.tif"), file), notes::add);
  }

  private void assertRefused(byte[] file, String... words) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(folder.resolve("cell.tif") + ": ")
        .hasMessageContainingAll(words);
  }

  /** Where a sample of a picture lies between black (0) and white (1). */
  private interface Light {
    double at(int x, int y, int band);
  }

  /** A dark cell on bright ground. */
  private static double field(int x, int y, int band) {
    double near = Math.hypot(x - SIDE / 2.0, y - SIDE / 2.0) < 9 ? 0.2 + 0.15 * band : 0.85;
    return near + 0.05 * Math.sin(7 * x + 3 * y + band);
  }

  /** A cell as dark as those of C-NMC, cut out on black. */
  private static double cutOut(int x, int y, int band) {
    boolean inside = Math.hypot(x - SIDE / 2.0, y - SIDE / 2.0) < 11;
    return inside ? new double[] {0.25, 0.15, 0.34}[band] + 0.03 * Math.sin(7 * x + 3 * y) : 0;
  }

  private static double[] samples(Light light, int bands, double white) {
    return IntStream.range(0, SIDE * SIDE * bands)
        .mapToDouble(i -> light.at(i / bands % SIDE, i / bands / SIDE, i % bands) * white)
        .toArray();
  }

  private static double[] withScaleBar(double[] samples, int bands, double white) {
    double[] marked = samples.clone();
    for (int pixel : new int[] {5, 700}) {
      marked[pixel * bands] = white;
    }
    for (int x = 20; x < 32; x++) {
      for (int band = 0; band < bands; band++) {
        marked[((SIDE - 3) * SIDE + x) * bands + band] = white;
      }
    }
    return marked;
  }

  private static TiffBuilder shorts(int bands, double[] samples) {
    return new TiffBuilder(SIDE, SIDE).shorts(bands, samples);
  }

  @ParameterizedTest
  @CsvSource({"8, 3", "10, 3", "12, 3", "14, 3", "8, 1", "10, 1", "12, 1", "14, 1", "15, 3"})
  void decode_lowerBitsAndScaleBar_areRefused(int bits, int bands) throws IOException {
    int white = (1 << bits) - 1;
    double[] marked = withScaleBar(samples(SampleRangeTest::field, bands, white), bands, 65535);
    assertRefused(
        shorts(bands, marked).bytes(),
        "uses " + bits + " of its 16 bits (the greatest value of all but a few pixels",
        "export it as 8-bit RGB, or write the greatest possible value into it");

    byte[] right =
        read(new TiffBuilder(SIDE, SIDE)
                .bytes(bands, withScaleBar(samples(SampleRangeTest::field, bands, 255), bands, 255))
                .bytes())
            .rgb();
    byte[] said = read(shorts(bands, marked).with(MAXIMUM, white).bytes()).rgb();
    for (int i = 0; i < right.length; i++) {
      assertThat((double) (said[i] & 0xFF)).isCloseTo(right[i] & 0xFF, within(1));
    }
    assertThat(notes).isEmpty();
  }

  private static org.assertj.core.data.Offset<Double> within(double levels) {
    return org.assertj.core.data.Offset.offset(levels);
  }

  @Test
  void decode_darkCellInSixteenBits_isReadAndSaid() throws IOException {
    double[] dark = withScaleBar(samples(SampleRangeTest::cutOut, 3, 65535), 3, 0);
    CellPixels pixels = read(shorts(3, dark).bytes());
    int middle = (pixels.height() / 2 * pixels.width() + pixels.width() / 2) * 3;
    assertThat(pixels.rgb()[middle + 2] & 0xFF).isBetween(77, 97);
    assertThat(notes).hasSize(1).first().asString().contains("is dark: 90 % of it stay below");

    for (int bits : new int[] {10, 12, 14}) {
      int white = (1 << bits) - 1;
      double[] fewer = samples(SampleRangeTest::cutOut, 3, white);
      assertRefused(shorts(3, fewer).bytes(), "of its 16 bits");
      assertRefused(shorts(3, withScaleBar(fewer, 3, 65535)).bytes(), "of its 16 bits");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 12, 14})
  void decode_whiteIsZeroAndInk_areReadAsStated(int bits) throws IOException {
    int white = (1 << bits) - 1;
    Light ink = (x, y, band) -> 1 - field(x, y, band);
    TiffBuilder grey = shorts(1, samples(ink, 1, white)).with(PHOTOMETRIC, MINIMUM_IS_WHITE);
    assertRefused(grey.bytes(), "uses " + bits + " of its 16 bits");
    TiffBuilder inks = shorts(4, samples(ink, 4, white)).with(PHOTOMETRIC, CMYK).without(338);
    assertRefused(inks.bytes(), "of its 16 bits");

    byte[] right =
        read(new TiffBuilder(SIDE, SIDE)
                .bytes(1, samples(ink, 1, 255))
                .with(PHOTOMETRIC, MINIMUM_IS_WHITE)
                .bytes())
            .rgb();
    byte[] said = read(grey.with(MAXIMUM, white).bytes()).rgb();
    byte[] whole =
        read(shorts(1, samples(ink, 1, 65535)).with(PHOTOMETRIC, MINIMUM_IS_WHITE).bytes()).rgb();
    for (int i = 0; i < right.length; i++) {
      assertThat((double) (said[i] & 0xFF)).isCloseTo(right[i] & 0xFF, within(1));
      assertThat((double) (whole[i] & 0xFF)).isCloseTo(right[i] & 0xFF, within(1));
    }
    assertThat(
            read(shorts(4, samples(ink, 4, 65535)).with(PHOTOMETRIC, CMYK).without(338).bytes())
                .rgb())
        .isNotEmpty();
  }

  @Test
  void decode_floatingPointOutliers_setNoRange() throws IOException {
    double[] one = samples(SampleRangeTest::field, 3, 1);
    byte[] right = read(new TiffBuilder(SIDE, SIDE).floats(3, one).bytes()).rgb();
    double[] hot = one.clone();
    hot[300] = 40;
    byte[] read = read(new TiffBuilder(SIDE, SIDE).floats(3, hot).bytes()).rgb();
    right[300] = (byte) 255;
    assertThat(read).isEqualTo(right);

    for (double white : new double[] {4095.0 / 65535, 16383.0 / 65535}) {
      double[] fewer = withScaleBar(samples(SampleRangeTest::field, 3, white), 3, 1);
      assertRefused(new TiffBuilder(SIDE, SIDE).floats(3, fewer).bytes(), "floating-point samples");
    }
    for (double odd :
        new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN}) {
      hot[300] = odd;
      assertRefused(new TiffBuilder(SIDE, SIDE).floats(3, hot).bytes(), "samples");
    }
  }

  @Test
  void decode_pngUpperBits_areTheWholeRange() {
    Random random = new Random(3);
    for (int bits = 9; bits < 16; bits++) {
      double[] scaled = new double[SIDE * SIDE * 3];
      for (int i = 0; i < scaled.length; i++) {
        // Darker ones of 14 and 15 bits could be the lower bits as well.
        int value = random.nextInt(bits < 14 ? 1 << bits - 2 : 1 << bits);
        scaled[i] = value << 16 - bits;
      }
      java.awt.image.WritableRaster raster =
          java.awt.image.Raster.createInterleavedRaster(
              java.awt.image.DataBuffer.TYPE_USHORT, SIDE, SIDE, 3, null);
      raster.setPixels(0, 0, SIDE, SIDE, scaled);
      SampleRange range =
          SampleRange.of(
              new Samples(raster, 3, 16, false, false),
              null,
              new StatedRange((1 << bits) - 1, true),
              "cell",
              notes::add);
      assertThat(range.maximum()).as(bits + " bits").isEqualTo(65535);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 10, 12, 14})
  void decode_ambiguousBits_areAsStatedOrRefused(int bits) throws IOException {
    int white = (1 << bits) - 1;
    int step = 1 << 16 - bits;
    double[] field =
        java.util.Arrays.stream(samples(SampleRangeTest::field, 3, white))
            .map(sample -> Math.floor(sample / step) * step)
            .toArray();
    for (double[] coarse : List.of(field, withScaleBar(field, 3, 65536 - step))) {
      java.awt.image.WritableRaster raster =
          java.awt.image.Raster.createInterleavedRaster(
              java.awt.image.DataBuffer.TYPE_USHORT, SIDE, SIDE, 3, null);
      raster.setPixels(0, 0, SIDE, SIDE, coarse);
      Samples all = new Samples(raster, 3, 16, false, false);

      // TIFF states the greatest value; PNG's sBIT means the upper bits, if it is right.
      StatedRange tiff = new StatedRange(white, false);
      StatedRange png = new StatedRange(white, true);
      assertThat(SampleRange.of(all, null, tiff, "cell", notes::add).maximum()).isEqualTo(white);
      assertThatThrownBy(() -> SampleRange.of(all, null, png, "cell", notes::add))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("cell: says that " + bits + " of its 16 bits are significant")
          .hasMessageEndingWith("export it as 8-bit RGB");
      assertThat(notes).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"cnmc, 9", "pbc, 40", "taleqani, 200", "txl-pbc/images, 90", "bccd, 40"})
  void realImages_areReadInSixteenBitsAlone(String set, int step) throws IOException {
    Path real = Path.of(System.getProperty("allnet.realdata", "absent")).resolve(set);
    assumeThat(real).isDirectory();
    List<Path> files;
    try (Stream<Path> all = Files.walk(real)) {
      files = all.filter(file -> file.toString().matches(".*\\.(bmp|jpg|png)")).sorted().toList();
    }
    Random random = new Random(1);
    for (int i = 0; i < files.size(); i += step) {
      CellPixels cell = decoder.decode(files.get(i));
      double[] fine = new double[cell.rgb().length];
      for (int at = 0; at < fine.length; at++) {
        int level = cell.rgb()[at] & 0xFF;
        fine[at] = level == 0 ? 0 : (level - random.nextDouble() / 2) / 255;
      }
      for (int bits : new int[] {8, 10, 12, 14, 16}) {
        int white = (1 << bits) - 1;
        java.awt.image.WritableRaster raster =
            java.awt.image.Raster.createInterleavedRaster(
                java.awt.image.DataBuffer.TYPE_USHORT,
                cell.frameWidth(),
                cell.frameHeight(),
                3,
                null);
        short[] values = ((DataBufferUShort) raster.getDataBuffer()).getData();
        for (int row = 0; row < cell.height(); row++) {
          int from = row * cell.width() * 3;
          int to = ((cell.top() + row) * cell.frameWidth() + cell.left()) * 3;
          for (int at = 0; at < cell.width() * 3; at++) {
            values[to + at] = (short) Math.round(fine[from + at] * white);
          }
        }
        raster.setSample(0, 0, 0, 65535);
        Samples samples = new Samples(raster, 3, 16, false, false);
        String name = files.get(i) + " in " + bits + " bits";
        if (bits == 16) {
          assertThat(SampleRange.of(samples, null, StatedRange.NONE, name, note -> {}).maximum())
              .isEqualTo(65535);
        } else {
          assertThatThrownBy(
                  () -> SampleRange.of(samples, null, StatedRange.NONE, name, note -> {}))
              .isInstanceOf(InputException.class);
        }
      }
    }
  }
}
