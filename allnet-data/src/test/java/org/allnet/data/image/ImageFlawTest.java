package org.allnet.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images in which nobody can see a cell. */
final class ImageFlawTest {

  private static CellPixels noise(int width, int height, boolean grey) {
    Random random = new Random(width);
    byte[] rgb = new byte[width * height * 3];
    random.nextBytes(rgb);
    for (int i = 0; grey && i < rgb.length; i++) {
      rgb[i] = rgb[i - i % 3];
    }
    return new CellPixels(height, width, 0, 0, height, width, rgb);
  }

  private static CellPixels cell(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      double x = (i / 3 % width + 0.5) / width - 0.5;
      double y = (i / 3 / width + 0.5) / height - 0.5;
      rgb[i] = (byte) (Math.hypot(x, y) < 0.3 ? 90 + i % 3 * 20 : 220);
    }
    return new CellPixels(height, width, 0, 0, height, width, rgb);
  }

  @ParameterizedTest
  @CsvSource({"400, 1", "1, 400", "7, 30", "30, 7", "5, 5"})
  void fewPixelsOnASide_areTooFewForACell(int width, int height) {
    CellPixels image = cell(width, height);
    assumeThat(VisiblePart.of(image).isEnough()).isTrue();
    assertThat(ImageFlaw.of(image).orElseThrow())
        .isEqualTo(new ImageFlaw.TooSmall(height, width))
        .satisfies(flaw -> assertThat(flaw.reason()).contains(width + " x " + height, "needs 8"));
  }

  @ParameterizedTest
  @CsvSource({"101, 20", "20, 101", "2000, 300"})
  void strip_isNoImageOfACell(int width, int height) {
    assertThat(ImageFlaw.of(cell(width, height))).contains(new ImageFlaw.TooLong(height, width));
  }

  @ParameterizedTest
  @CsvSource({"8, 8", "28, 28", "100, 20", "20, 100", "450, 450"})
  void cell_hasNoFlaw(int width, int height) {
    assertThat(ImageFlaw.of(cell(width, height))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 64, 225, 450})
  void independentPixels_areNoise(int side) {
    for (boolean grey : new boolean[] {false, true}) {
      CellPixels image = noise(side, side, grey);
      assumeThat(VisiblePart.of(image).isEnough()).isTrue();
      assertThat(ImageFlaw.of(image).orElseThrow())
          .isInstanceOf(ImageFlaw.Noise.class)
          .satisfies(flaw -> assertThat(flaw.reason()).contains("it is noise"));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 255", "2, 120", "3, 80", "12, 20"})
  void fewGreyLevels_areAMask(int levels, int step) {
    byte[] rgb = new byte[100 * 100 * 3];
    for (int i = 0; i < rgb.length; i++) {
      double radius = Math.hypot(i / 3 % 100 - 50, i / 300 - 50);
      rgb[i] =
          (byte) Math.min(255, step * Math.max(0, Math.min(levels, (int) (13 - radius / 3.5))));
    }
    CellPixels image = new CellPixels(100, 100, 0, 0, 100, 100, rgb);

    assertThat(ImageFlaw.of(image)).contains(new ImageFlaw.Mask(levels));
    assertThat(new ImageFlaw.Mask(levels).reason()).contains("as a mask has");

    rgb[1]++;
    assertThat(ImageFlaw.of(image)).isEmpty();
  }

  @Test
  void noisyCell_isNoNoise() {
    CellPixels cell = cell(100, 100);
    byte[] rgb = cell.rgb().clone();
    Random random = new Random(5);
    for (int i = 0; i < rgb.length; i++) {
      double level = (rgb[i] & 0xFF) + 40 * random.nextGaussian();
      rgb[i] = (byte) Math.max(0, Math.min(255, Math.round(level)));
    }
    assertThat(ImageFlaw.of(new CellPixels(100, 100, 0, 0, 100, 100, rgb))).isEmpty();
  }

  @Test
  void realMasks_areTold() throws IOException {
    Path folder = Path.of(System.getProperty("allnet.realdata", "absent")).resolve("wbc-masks");
    assumeThat(folder).isDirectory();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path mask : all.filter(file -> file.toString().endsWith(".png")).toList()) {
        assertThat(ImageFlaw.of(new ImageDecoder(DecodeLimits.DEFAULTS).decode(mask)))
            .as(mask.toString())
            .isPresent();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cnmc, 4",
    "taleqani, 35",
    "txl-pbc, 25",
    "pbc, 15",
    "bccd, 35",
    "wbc-masks/dataset-1, 25",
    "wbc-masks/dataset-2, 25"
  })
  void someRealImages_haveNoFlaw(String set, int step) throws IOException {
    requireNoFlaw(set, step);
  }

  @ParameterizedTest
  @CsvSource({
    "cnmc, 1",
    "taleqani, 7",
    "txl-pbc, 5",
    "pbc, 3",
    "bccd, 7",
    "wbc-masks/dataset-1, 5",
    "wbc-masks/dataset-2, 5"
  })
  @Tag("nightly")
  void manyRealImages_haveNoFlaw(String set, int step) throws IOException {
    requireNoFlaw(set, step);
  }

  private static void requireNoFlaw(String set, int step) throws IOException {
    Path folder = Path.of(System.getProperty("allnet.realdata", "absent")).resolve(set);
    assumeThat(folder).isDirectory();
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files =
          all.filter(file -> file.toString().matches(".*\\.(bmp|jpg)|.*txl.*\\.png"))
              .sorted()
              .toList();
    }
    ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);
    for (int i = 0; i < files.size(); i += step) {
      CellPixels image = decoder.decode(files.get(i));
      assertThat(ImageFlaw.of(image)).as(files.get(i).toString()).isEmpty();
      assertThat(NeighbourCorrelation.of(image))
          .as(files.get(i).toString())
          .isGreaterThan(3 * ImageFlaw.Noise.LEAST);
    }
  }
}
