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

class VisiblePartTest {

  private static final int SIDE = 450;

  /** The grey or colour of a place, as 0xRRGGBB. */
  private interface Painter {
    int at(int x, int y);
  }

  private static CellPixels picture(int width, int height, Painter painter) {
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int colour = painter.at(x, y);
        int at = (y * width + x) * 3;
        rgb[at] = (byte) (colour >> 16);
        rgb[at + 1] = (byte) (colour >> 8);
        rgb[at + 2] = (byte) colour;
      }
    }
    return new CellPixels(height, width, 0, 0, height, width, rgb);
  }

  private static int grey(double level) {
    int whole = (int) Math.round(Math.max(0, Math.min(255, level)));
    return whole * 0x010101;
  }

  private static boolean disc(int x, int y, double middle, double radius) {
    return Math.hypot(x + 0.5 - middle, y + 0.5 - middle) <= radius;
  }

  @ParameterizedTest
  @ValueSource(ints = {0x000000, 0xffffff, 0x808080, 0x602090, 0x010101})
  void oneColour_isNothingToSee(int colour) {
    assertThat(VisiblePart.of(picture(SIDE, SIDE, (x, y) -> colour)).fraction()).isZero();
    assertThat(VisiblePart.of(picture(31, 77, (x, y) -> colour)).isEnough()).isFalse();
    assertThat(VisiblePart.of(picture(1, 1, (x, y) -> colour)).isEnough()).isFalse();
  }

  /** By the definition, pixel by pixel. */
  private static double plainly(CellPixels image) {
    int side = Math.max(3, (Math.max(image.frameHeight(), image.frameWidth()) + 63) / 64);
    int columns = (image.frameWidth() + side - 1) / side;
    int rows = (image.frameHeight() + side - 1) / side;
    boolean[] counted = new boolean[image.frameHeight() * image.frameWidth()];
    for (int channel = 0; channel < 3; channel++) {
      double[] means = new double[columns * rows];
      int[] sizes = new int[columns * rows];
      for (int y = 0; y < image.frameHeight(); y++) {
        for (int x = 0; x < image.frameWidth(); x++) {
          means[y / side * columns + x / side] += value(image, y, x, channel);
          sizes[y / side * columns + x / side]++;
        }
      }
      for (int block = 0; block < means.length; block++) {
        means[block] /= sizes[block];
      }
      assertThat(BlockMeans.of(image, side, channel).values()).isEqualTo(means);
      GroundSurface ground = GroundSurface.of(new BlockMeans(columns, means));
      for (int at = 0; at < counted.length; at++) {
        int y = at / image.frameWidth();
        int x = at % image.frameWidth();
        int block = y / side * columns + x / side;
        counted[at] |=
            Math.abs(means[block] - ground.at(block)) > 8
                && Math.abs(value(image, y, x, channel) - ground.at(block)) > 8;
      }
    }
    int count = 0;
    for (boolean one : counted) {
      count += one ? 1 : 0;
    }
    return (double) count / counted.length;
  }

  private static int value(CellPixels image, int y, int x, int channel) {
    int row = y - image.top();
    int column = x - image.left();
    return row < 0 || row >= image.height() || column < 0 || column >= image.width()
        ? 0
        : image.rgb()[(row * image.width() + column) * 3 + channel] & 0xff;
  }

  @ParameterizedTest
  @CsvSource({"1, 12", "2, 60", "3, 255", "4, 3"})
  void anyWindow_isMeasuredAsDefined(int seed, int noise) {
    Random random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      int frameHeight = 1 + random.nextInt(150);
      int frameWidth = 1 + random.nextInt(150);
      int height = 1 + random.nextInt(frameHeight);
      int width = 1 + random.nextInt(frameWidth);
      byte[] rgb = new byte[height * width * 3];
      int base = random.nextInt(256);
      for (int at = 0; at < rgb.length; at++) {
        int part = at / (1 + random.nextInt(3)) > rgb.length / 2 ? 90 : 0;
        rgb[at] =
            (byte) Math.max(0, Math.min(255, base + part + random.nextInt(noise) - noise / 2));
      }
      CellPixels image =
          new CellPixels(
              frameHeight,
              frameWidth,
              random.nextInt(frameHeight - height + 1),
              random.nextInt(frameWidth - width + 1),
              height,
              width,
              rgb);
      assertThat(VisiblePart.of(image).fraction()).isEqualTo(plainly(image));
    }
  }

  @Test
  void frameWithoutAWindow_isNothingToSee() {
    CellPixels black = new CellPixels(SIDE, SIDE, 0, 0, 0, 0, new byte[0]);
    assertThat(VisiblePart.of(black).isEnough()).isFalse();
  }

  @Test
  void noiseOfCompressionOrOfASensor_isNothingToSee() {
    Random random = new Random(4);
    CellPixels noisy =
        picture(
            SIDE,
            SIDE,
            (x, y) ->
                grey(220 + 5 * random.nextGaussian()) & 0xff0000
                    | grey(200 + 5 * random.nextGaussian()) & 0xff00
                    | grey(210 + 5 * random.nextGaussian()) & 0xff);
    assertThat(VisiblePart.of(noisy).isEnough()).isFalse();
  }

  @Test
  void gradientAndDarkCorners_areNothingToSee() {
    assertThat(VisiblePart.of(picture(SIDE, SIDE, (x, y) -> grey(x / 2.0))).isEnough()).isFalse();
    assertThat(
            VisiblePart.of(
                    picture(
                        640,
                        480,
                        (x, y) -> grey(230 - 80 * (Math.pow(x / 320.0 - 1, 2) + y / 900.0))))
                .isEnough())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, 255, 1", "255, 0, 1", "0, 255, 9", "0, 40, 20", "200, 90, 20"})
  void speckOrTinyRest_isNothingToSee(int ground, int speck, int side) {
    CellPixels image =
        picture(
            SIDE,
            SIDE,
            (x, y) ->
                x >= 100 && x < 100 + side && y >= 300 && y < 300 + side
                    ? speck * 0x010101
                    : ground * 0x010101);
    assertThat(VisiblePart.of(image).isEnough()).isFalse();
  }

  @Test
  void smallCell_isSeen() {
    // a disc of 26 pixels across in 450: 0.26 % of the picture
    assertThat(
            VisiblePart.of(picture(SIDE, SIDE, (x, y) -> disc(x, y, 300, 13) ? 0x602090 : 0xf0e0e8))
                .isEnough())
        .isTrue();
    byte[] window = new byte[24 * 24 * 3];
    java.util.Arrays.fill(window, (byte) 90);
    assertThat(VisiblePart.of(new CellPixels(SIDE, SIDE, 3, 400, 24, 24, window)).isEnough())
        .isTrue();
  }

  @Test
  void paleCell_isSeen() {
    CellPixels pale = picture(SIDE, SIDE, (x, y) -> disc(x, y, 225, 60) ? 0xe0d8e4 : 0xf0f0f0);
    assertThat(VisiblePart.of(pale).isEnough()).isTrue();
    CellPixels onGradient =
        picture(SIDE, SIDE, (x, y) -> grey(240 - x / 9.0 - (disc(x, y, 225, 60) ? 20 : 0)));
    assertThat(VisiblePart.of(onGradient).isEnough()).isTrue();
    CellPixels tiny = picture(32, 32, (x, y) -> disc(x, y, 16, 5) ? 0xd0c8d4 : 0xf0f0f0);
    assertThat(VisiblePart.of(tiny).isEnough()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "cnmc, 4",
    "taleqani, 35",
    "txl-pbc, 25",
    "pbc, 35",
    "bccd, 35",
    "wbc-masks/dataset-1, 25"
  })
  void someRealImages_areSeenByFar(String set, int step) throws IOException {
    requireSeenByFar(set, step);
  }

  @ParameterizedTest
  @CsvSource({
    "cnmc, 1",
    "taleqani, 7",
    "txl-pbc, 5",
    "pbc, 7",
    "bccd, 7",
    "wbc-masks/dataset-1, 5"
  })
  @Tag("nightly")
  void manyRealImages_areSeenByFar(String set, int step) throws IOException {
    requireSeenByFar(set, step);
  }

  private static void requireSeenByFar(String set, int step) throws IOException {
    Path folder = Path.of(System.getProperty("allnet.realdata", "absent")).resolve(set);
    assumeThat(folder).isDirectory();
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(file -> file.toString().matches(".*\\.(bmp|jpg|png)")).sorted().toList();
    }
    ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);
    for (int i = 0; i < files.size(); i += step) {
      assertThat(VisiblePart.of(decoder.decode(files.get(i))).fraction())
          .as(files.get(i).toString())
          .isGreaterThan(100 * VisiblePart.LEAST);
    }
  }
}
