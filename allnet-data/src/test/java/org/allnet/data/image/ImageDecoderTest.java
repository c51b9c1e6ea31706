package org.allnet.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {

  private final ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);

  private static BufferedImage picture(int type) {
    BufferedImage image = new BufferedImage(6, 5, type);
    image.setRGB(2, 1, 0xFFFF0000);
    image.setRGB(4, 3, 0xFF0000FF);
    image.setRGB(3, 2, 0xFFFFFFFF);
    return image;
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bmp", "png", "tiff"})
  void decode_losslessFormats_givesTheNonBlackWindow(String format) throws IOException {
    CellPixels pixels =
        decoder.decode(encoded(picture(BufferedImage.TYPE_INT_RGB), format), "cell");
    assertThat(pixels.frameHeight()).isEqualTo(5);
    assertThat(pixels.frameWidth()).isEqualTo(6);
    assertThat(List.of(pixels.top(), pixels.left(), pixels.height(), pixels.width()))
        .containsExactly(1, 2, 3, 3);
    byte full = (byte) 255;
    byte[] expected = new byte[27];
    expected[0] = full;
    Arrays.fill(expected, 12, 15, full);
    expected[26] = full;
    assertThat(pixels.rgb()).isEqualTo(expected);
  }

  @Test
  void decode_jpeg_isReadAsRgb() throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      image.setRGB(i % 16, i / 16, 0xC86432);
    }
    CellPixels pixels = decoder.decode(encoded(image, "jpg"), "cell.jpg");
    assertThat(pixels.rgb()).hasSize(16 * 16 * 3);
    assertThat(pixels.rgb()[0] & 0xFF).isBetween(190, 210);
    assertThat(pixels.rgb()[1] & 0xFF).isBetween(90, 110);
    assertThat(pixels.rgb()[2] & 0xFF).isBetween(40, 60);
  }

  @Test
  void decode_transparentPixels_areBlack() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00FFFFFF);
    image.setRGB(1, 0, 0xFF102030);
    CellPixels pixels = decoder.decode(encoded(image, "png"), "cell");
    assertThat(pixels.left()).isEqualTo(1);
    assertThat(pixels.rgb()).containsExactly(0x10, 0x20, 0x30);
  }

  @Test
  void decode_grey_keepsTheLevels() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
    for (int x = 0; x < 3; x++) {
      image.getRaster().setSample(x, 0, 0, 40 + x);
    }
    assertThat(decoder.decode(encoded(image, "png"), "cell").rgb())
        .containsExactly(40, 40, 40, 41, 41, 41, 42, 42, 42);
    BufferedImage deep = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(0, 0, 0, 100 * 257);
    assertThat(decoder.decode(encoded(deep, "png"), "cell").rgb()).containsExactly(100, 100, 100);
  }

  @Test
  void decode_greyWithAlpha_isLaidOnBlack() throws IOException {
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY), true, false, 3, DataBuffer.TYPE_BYTE);
    BufferedImage image =
        new BufferedImage(model, model.createCompatibleWritableRaster(2, 1), false, null);
    image.getRaster().setPixel(0, 0, new int[] {100, 255});
    image.getRaster().setPixel(1, 0, new int[] {100, 128});
    assertThat(decoder.decode(encoded(image, "png"), "cell").rgb())
        .containsExactly(100, 100, 100, 50, 50, 50);
  }

  @Test
  void decode_noRegularFile_isRefusedUnread(@TempDir Path folder) {
    Path endless = Path.of("/dev/zero");
    assumeThat(endless).as("a device").exists();
    assertThatThrownBy(() -> decoder.decode(endless))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no regular file");
    assertThatThrownBy(() -> decoder.decode(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no regular file");
  }

  @Test
  void load_finalPartOfCnmc_isCutToItsMiddle(@TempDir Path folder) throws IOException {
    BufferedImage image = new BufferedImage(600, 600, BufferedImage.TYPE_INT_RGB);
    image.setRGB(74, 300, 0xFFFFFF);
    image.setRGB(75, 301, 0x010203);
    Path file = folder.resolve("1.bmp");
    Files.write(file, encoded(image, "bmp"));
    List<CellImage> images =
        List.of(
            new CellImage("1.bmp", file, "final", null, null),
            new CellImage("2.bmp", file, "preliminary", null, null));
    CellStore store =
        CellStore.load(dataset(images), images, new ImageDecoder(DecodeLimits.DEFAULTS), 1 << 20);
    CellPixels cut = store.get("1.bmp");
    assertThat(List.of(cut.frameHeight(), cut.frameWidth())).containsExactly(450, 450);
    assertThat(List.of(cut.left(), cut.top() + cut.height() - 1)).containsExactly(0, 226);
    assertThat(Arrays.copyOfRange(cut.rgb(), cut.rgb().length - 3, cut.rgb().length))
        .containsExactly(1, 2, 3);
    assertThat(store.get("2.bmp").frameWidth()).isEqualTo(600);
  }

  @Test
  void decode_palette_givesItsColours() throws IOException {
    BufferedImage image = picture(BufferedImage.TYPE_BYTE_INDEXED);
    CellPixels pixels = decoder.decode(encoded(image, "png"), "cell");
    assertThat(pixels.rgb()).startsWith((byte) 255, (byte) 0, (byte) 0);
  }

  @Test
  void decode_allBlack_hasAnEmptyWindow() throws IOException {
    CellPixels pixels =
        decoder.decode(
            encoded(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "bmp"), "black");
    assertThat(pixels.rgb()).isEmpty();
    assertThat(pixels.frameHeight()).isEqualTo(4);
  }

  @Test
  void decode_tooLarge_isRefusedBeforeDecoding() throws IOException {
    byte[] bytes = encoded(picture(BufferedImage.TYPE_INT_RGB), "png");
    assertThatThrownBy(() -> new ImageDecoder(new DecodeLimits(1 << 20, 29)).decode(bytes, "big"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("6x5");
    assertThatThrownBy(() -> new ImageDecoder(new DecodeLimits(10, 100)).decode(bytes, "big"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("bytes");
  }

  @Test
  void decode_hostileBytes_areRefusedInOneLine() throws IOException {
    Random random = new Random(4);
    for (String format : List.of("bmp", "png", "jpg", "tiff")) {
      byte[] whole = encoded(picture(BufferedImage.TYPE_INT_RGB), format);
      for (int i = 0; i < 200; i++) {
        byte[] bytes =
            Arrays.copyOf(whole, i % 2 == 0 ? random.nextInt(whole.length) : whole.length);
        for (int hit = 0; hit < 3 && bytes.length > 0; hit++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        try {
          assertThat(decoder.decode(bytes, "hostile").rgb()).isNotNull();
        } catch (InputException e) {
          assertThat(e.getMessage()).startsWith("hostile: ").doesNotContain("\n");
        }
      }
    }
  }

  @Test
  void decode_cutShort_isRefused() throws IOException {
    for (String format : List.of("bmp", "png")) {
      byte[] whole = encoded(picture(BufferedImage.TYPE_INT_RGB), format);
      assertThatThrownBy(() -> decoder.decode(Arrays.copyOf(whole, whole.length - 30), "short"))
          .isInstanceOf(InputException.class);
    }
  }

  @Test
  void centreCrop_smallerAndLarger_keepsTheMiddle() {
    byte[] rgb = {1, 1, 1, 2, 2, 2, 3, 3, 3};
    CellPixels pixels = new CellPixels(6, 8, 2, 3, 1, 3, rgb);
    CellPixels cut = pixels.centreCrop(4, 4);
    assertThat(List.of(cut.top(), cut.left(), cut.height(), cut.width()))
        .containsExactly(1, 1, 1, 3);
    assertThat(cut.rgb()).isEqualTo(rgb);
    assertThat(pixels.centreCrop(4, 2).rgb()).containsExactly(1, 1, 1, 2, 2, 2);
    CellPixels wide = pixels.centreCrop(8, 10);
    assertThat(List.of(wide.top(), wide.left())).containsExactly(3, 4);
    assertThat(new CellPixels(6, 8, 0, 0, 1, 1, new byte[] {1, 2, 3}).centreCrop(2, 2).rgb())
        .isEmpty();
  }

  private static Dataset dataset(List<CellImage> images) {
    return new Dataset(
        "x",
        Path.of("x"),
        DatasetKind.CNMC_2019,
        ClassSet.of(List.of("hem", "all")),
        images,
        false,
        List.of());
  }

  @Test
  void load_brokenAmongGood_namesAndSkipsIt(@TempDir Path folder) throws IOException {
    Path good = folder.resolve("good.png");
    Files.write(good, encoded(picture(BufferedImage.TYPE_INT_RGB), "png"));
    Path broken = Files.writeString(folder.resolve("broken.png"), "no image");
    List<CellImage> images =
        List.of(
            new CellImage("good.png", good, "fold_0", "all", "1"),
            new CellImage("broken.png", broken, "fold_0", "all", "1"));
    CellStore store =
        CellStore.load(dataset(images), images, new ImageDecoder(DecodeLimits.DEFAULTS), 1 << 20);
    assertThat(store.contains("good.png")).isTrue();
    assertThat(store.contains("broken.png")).isFalse();
    assertThat(store.problems()).singleElement().asString().contains("broken.png");
    assertThatThrownBy(
            () ->
                CellStore.load(
                    dataset(images), images, new ImageDecoder(DecodeLimits.DEFAULTS), 20))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("0 MiB are allowed")
        .hasMessageContaining("-Xmx");
  }

  @Test
  void load_realCells_fitIntoThreeGiB() throws IOException {
    Path folder =
        Path.of(System.getProperty("allnet.realdata", "absent")).resolve("cnmc/training_data");
    assumeThat(folder).as("real images").isDirectory();
    List<CellImage> images;
    try (Stream<Path> files = Files.walk(folder)) {
      images =
          files
              .filter(file -> file.toString().endsWith(".bmp"))
              .sorted()
              .map(file -> new CellImage(file.toString(), file, "fold_0", "all", "1"))
              .toList();
    }
    CellStore store =
        CellStore.load(dataset(images), images, new ImageDecoder(DecodeLimits.DEFAULTS), 3L << 30);
    assertThat(store.size()).isEqualTo(102);
    assertThat(store.bytes() * 10_661 / 102).isLessThan(3L << 30);
  }
}
