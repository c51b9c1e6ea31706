package org.allnet.data.image.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageOutputStream;
import org.allnet.data.InputException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts of TIFF files that Java's own writer makes. */
final class TiffRegionsTest {

  @TempDir private Path folder;

  private static BufferedImage picture(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int grey = (x * 3 + y) % 200 + 20;
        image.setRGB(x, y, (grey << 16) | ((x * 255 / width) << 8) | (y * 255 / height));
      }
    }
    return image;
  }

  private Path write(BufferedImage image, String compression, int tile, ByteOrder order)
      throws IOException {
    File file = Files.createTempFile(folder, "a", ".tif").toFile();
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("tiff");
    ImageWriter writer = writers.next();
    while (!writer.getClass().getName().startsWith("com.sun")) {
      writer = writers.next();
    }
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    if (compression.equals("None")) {
      param.setCompressionMode(ImageWriteParam.MODE_DISABLED);
    } else {
      param.setCompressionType(compression);
    }
    if (tile > 0) {
      param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
      param.setTiling(tile, tile, 0, 0);
    }
    try (FileImageOutputStream out = new FileImageOutputStream(file)) {
      out.setByteOrder(order);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return file.toPath();
  }

  private static byte[] whole(Path file) {
    CellPixels pixels = new ImageDecoder(DecodeLimits.DEFAULTS).decode(file);
    return LargePictures.of(pixels).rgb(0, 0, 0, pixels.frameWidth(), pixels.frameHeight());
  }

  private static byte[] part(byte[] rgb, int width, int left, int top, int across, int down) {
    byte[] part = new byte[3 * across * down];
    for (int y = 0; y < down; y++) {
      System.arraycopy(rgb, 3 * ((top + y) * width + left), part, 3 * y * across, 3 * across);
    }
    return part;
  }

  @ParameterizedTest
  @CsvSource({
    "None, 64",
    "LZW, 64",
    "ZLib, 64",
    "Deflate, 64",
    "PackBits, 64",
    "JPEG, 64",
    "None, 0",
    "LZW, 0",
    "JPEG, 0"
  })
  void anyPart_isThatOfTheWholePicture(String compression, int tile) throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      for (int type : new int[] {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_GRAY}) {
        Path file = write(picture(301, 213, type), compression, tile, order);
        byte[] whole = whole(file);
        Random random = new Random(7);
        try (PictureRegions regions = LargePictures.open(file)) {
          assertThat(regions.levels()).containsExactly(new PictureRegions.Level(301, 213));
          for (int i = 0; i < 30; i++) {
            int left = random.nextInt(301);
            int top = random.nextInt(213);
            int across = 1 + random.nextInt(301 - left);
            int down = 1 + random.nextInt(213 - top);
            assertThat(
                    Arrays.equals(
                        regions.rgb(0, left, top, across, down),
                        part(whole, 301, left, top, across, down)))
                .as("%s %d,%d %dx%d", order, left, top, across, down)
                .isTrue();
          }
        }
      }
    }
  }

  /**
   * Opacity in blocks of 64 pixels: clear ones beside opaque ones, ones that are nowhere opaque, or
   * the same everywhere. Tiles of 64 pixels are all even, and mean nothing by themselves.
   */
  @ParameterizedTest
  @CsvSource({
    "0 255, false",
    "0 255, true",
    "100 50, false",
    "100 50, true",
    "0 0, false",
    "128 128, true",
    "255 255, true",
    "255 0 128, false"
  })
  void opacity_isThatOfTheWholePicture(String levels, boolean multiplied) throws IOException {
    String[] opacity = levels.split(" ");
    BufferedImage image =
        new BufferedImage(
            301,
            213,
            multiplied ? BufferedImage.TYPE_4BYTE_ABGR_PRE : BufferedImage.TYPE_4BYTE_ABGR);
    for (int y = 0; y < 213; y++) {
      for (int x = 0; x < 301; x++) {
        int level = Integer.parseInt(opacity[(x / 64 + y / 64) % opacity.length]);
        int[] samples = {(x * 3 + y) % 200 + 20, x * 255 / 301, y * 255 / 213, level};
        for (int band = 0; band < 3 && multiplied; band++) {
          samples[band] = samples[band] * level / 255;
        }
        image.getRaster().setPixel(x, y, samples);
      }
    }
    Path file = write(image, "LZW", 64, ByteOrder.LITTLE_ENDIAN);
    byte[] whole = whole(file);
    try (PictureRegions regions = LargePictures.open(file)) {
      for (int left : new int[] {0, 70, 200}) {
        assertThat(regions.rgb(0, left, 30, 100, 150))
            .isEqualTo(part(whole, 301, left, 30, 100, 150));
      }
    }
  }

  /** A tile that can't be read is the loss of that tile alone, not of all that are not opaque. */
  @Test
  void opacity_lostTile_leavesTheOthers() throws IOException {
    BufferedImage image = new BufferedImage(192, 64, BufferedImage.TYPE_4BYTE_ABGR);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 192; x++) {
        image.getRaster().setPixel(x, y, new int[] {x, 200, 3 * y, x < 64 ? 100 : 200});
      }
    }
    Path file = write(image, "LZW", 64, ByteOrder.LITTLE_ENDIAN);
    byte[] whole = whole(file);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    bytes.order(bytes.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int at = 8;
    while (bytes.getShort(at) != TiffDirectory.TILE_OFFSETS || bytes.getInt(at + 4) != 3) {
      at++;
    }
    bytes.putInt(bytes.getInt(at + 8) + 8, 1 << 30); // the last tile lies behind the file's end
    Files.write(file, bytes.array());

    try (PictureRegions regions = LargePictures.open(file)) {
      assertThat(regions.rgb(0, 0, 0, 128, 64)).isEqualTo(part(whole, 192, 0, 0, 128, 64));
      assertThatThrownBy(() -> regions.rgb(0, 128, 0, 1, 1))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("part at (128, 0)");
    }
  }

  @Test
  void partOutside_isRefused() throws IOException {
    Path file =
        write(picture(40, 30, BufferedImage.TYPE_3BYTE_BGR), "LZW", 16, ByteOrder.LITTLE_ENDIAN);
    try (PictureRegions regions = LargePictures.open(file)) {
      assertThatThrownBy(() -> regions.rgb(0, 39, 0, 2, 1))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> regions.rgb(0, 0, -1, 1, 1))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void severalPictures_areSaid() throws IOException {
    Path file = folder.resolve("pages.tif");
    BufferedImage page = picture(50, 40, BufferedImage.TYPE_3BYTE_BGR);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      writer.writeToSequence(new IIOImage(page, null, null), null);
      writer.writeToSequence(new IIOImage(page, null, null), null);
      writer.endWriteSequence();
    }

    try (PictureRegions regions = LargePictures.open(file)) {
      assertThat(regions.notes())
          .containsExactly("has 2 pictures; the first of the largest is read (50x40)");
    }
  }

  @Test
  void otherFormats_areReadAsAWhole() throws IOException {
    Path file = folder.resolve("a.png");
    ImageIO.write(picture(50, 40, BufferedImage.TYPE_3BYTE_BGR), "png", file.toFile());

    try (PictureRegions regions = LargePictures.open(file)) {
      assertThat(regions.rgb(0, 7, 8, 20, 10)).isEqualTo(part(whole(file), 50, 7, 8, 20, 10));
    }
    assertThat(LargePictures.isLarge(file)).isFalse();
  }

  @Test
  void cutOrAltered_isRefusedInOneLine() throws IOException {
    byte[] good =
        Files.readAllBytes(
            write(
                picture(200, 150, BufferedImage.TYPE_3BYTE_BGR), "LZW", 64, ByteOrder.BIG_ENDIAN));
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      byte[] bad = good.clone();
      int changes = 1 + random.nextInt(4);
      for (int k = 0; k < changes; k++) {
        // The directory is at the end or the beginning: both are hit often.
        int at =
            random.nextBoolean()
                ? random.nextInt(bad.length)
                : bad.length - 1 - random.nextInt(Math.min(bad.length, 300));
        bad[at] = (byte) random.nextInt();
      }
      int length = random.nextInt(4) == 0 ? 1 + random.nextInt(bad.length) : bad.length;
      Path file = Files.write(folder.resolve("bad.tif"), Arrays.copyOf(bad, length));
      try (PictureRegions regions = LargePictures.open(file)) {
        for (int x = 0; x + 64 <= Math.min(regions.width(), 200); x += 64) {
          regions.rgb(0, x, 0, 64, Math.min(regions.height(), 64));
        }
      } catch (InputException e) {
        refused++;
        assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n", "Exception");
      }
    }
    assertThat(refused).isGreaterThan(40);
  }

  @Test
  void sixteenBits_areRefused() throws IOException {
    Path file =
        write(
            new BufferedImage(64, 64, BufferedImage.TYPE_USHORT_GRAY),
            "LZW",
            16,
            ByteOrder.LITTLE_ENDIAN);

    assertThatThrownBy(() -> LargePictures.open(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no samples of 8 bits; export it as 8-bit RGB");
  }

  /** As Aperio writes some of its slides. */
  @Test
  void jpeg2000_isRefusedByItsName() throws IOException {
    Path file =
        write(
            new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB),
            "LZW",
            16,
            ByteOrder.LITTLE_ENDIAN);
    byte[] plain = Files.readAllBytes(file);
    ByteBuffer bytes = ByteBuffer.wrap(plain);
    bytes.order(plain[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int at = 8;
    while (bytes.getShort(at) != 259 || bytes.getInt(at + 4) != 1) {
      at++;
    }
    for (int code : new int[] {33003, 33004, 33005, 34712, 50002}) {
      bytes.putShort(at + 8, (short) code);
      Files.write(file, plain);

      assertThatThrownBy(() -> LargePictures.open(file))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(
              code == 50002 ? "in a way that isn't read (50002)" : "as JPEG 2000, which isn't read")
          .hasMessageContaining("; save it anew with JPEG, deflate or LZW");
    }
  }
}
