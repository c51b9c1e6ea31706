package org.allnet.data.image.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files say of how their pictures are to be shown. */
final class PictureOrientationTest {

  @TempDir private Path folder;

  private static byte[] plain(String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(30, 20, BufferedImage.TYPE_3BYTE_BGR), format, out);
    return out.toByteArray();
  }

  private static byte[] exif(ByteOrder order, int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(38).order(order);
    tiff.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M'));
    tiff.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M'));
    tiff.putShort((short) 42).putInt(8).putShort((short) 2);
    tiff.putShort((short) 271).putShort((short) 2).putInt(1).putInt(0);
    tiff.putShort((short) 274).putShort((short) 3).putInt(1);
    tiff.putShort((short) orientation).putShort((short) 0).putInt(0);
    return tiff.array();
  }

  private Path jpeg(byte[] exif) throws IOException {
    byte[] plain = plain("jpeg");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, 2);
    out.write(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, (byte) (exif.length + 8)});
    out.write(new byte[] {'E', 'x', 'i', 'f', 0, 0});
    out.write(exif);
    out.write(plain, 2, plain.length - 2);
    return Files.write(folder.resolve("a.jpg"), out.toByteArray());
  }

  @Test
  void jpeg_orientationOfExif_isTold() throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      for (int orientation = 1; orientation <= 8; orientation++) {
        assertThat(PictureOrientation.of(jpeg(exif(order, orientation)))).isEqualTo(orientation);
      }
    }
    assertThat(PictureOrientation.note(jpeg(exif(ByteOrder.BIG_ENDIAN, 1)))).isEmpty();
    assertThat(PictureOrientation.note(jpeg(exif(ByteOrder.BIG_ENDIAN, 3))).orElseThrow())
        .contains("orientation 3", "not applied");
  }

  /** A chunk before or behind the pixels, as phones and photo programs write it. */
  @Test
  void png_orientationOfExif_isTold() throws IOException {
    byte[] plain = plain("png");
    byte[] exif = exif(ByteOrder.BIG_ENDIAN, 6);
    ByteBuffer chunk = ByteBuffer.allocate(12 + exif.length);
    chunk.putInt(exif.length).put(new byte[] {'e', 'X', 'I', 'f'}).put(exif).putInt(0);
    for (int at : new int[] {33, plain.length - 12}) { // behind the header, and before the end
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(plain, 0, at);
      out.write(chunk.array());
      out.write(plain, at, plain.length - at);
      Path file = Files.write(folder.resolve("a.png"), out.toByteArray());

      assertThat(PictureOrientation.of(file)).isEqualTo(6);
    }
    assertThat(PictureOrientation.of(Files.write(folder.resolve("b.png"), plain))).isEqualTo(1);
  }

  @Test
  void tiff_itsOwnOrientation_isTold() throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      for (int orientation = 1; orientation <= 8; orientation++) {
        Path file = Files.write(folder.resolve("a.tif"), exif(order, orientation));

        assertThat(PictureOrientation.of(file)).isEqualTo(orientation);
      }
    }
  }

  /** Of several pages the largest is read, also if a preview is before it. */
  @Test
  void tiffOfPages_saysItOfTheLargest() throws IOException {
    assertThat(PictureOrientation.of(pages(64, 6, 640, 3))).isEqualTo(3);
    assertThat(PictureOrientation.of(pages(640, 3, 64, 6))).isEqualTo(3);
    assertThat(PictureOrientation.of(pages(64, 6, 640, 1))).isEqualTo(1);
  }

  /** Two square pages without pixels, each with its side and orientation. */
  private Path pages(int... sidesAndOrientations) throws IOException {
    int bytes = 2 + 3 * 12 + 4;
    ByteBuffer tiff = ByteBuffer.allocate(8 + 2 * bytes).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    for (int page = 0; page < 2; page++) {
      tiff.putShort((short) 3);
      int[] tags = {TiffDirectory.WIDTH, TiffDirectory.HEIGHT, TiffDirectory.ORIENTATION};
      for (int i = 0; i < tags.length; i++) {
        int value = sidesAndOrientations[2 * page + i / 2];
        tiff.putShort((short) tags[i]).putShort((short) 3).putInt(1).putInt(value);
      }
      tiff.putInt(page == 0 ? 8 + bytes : 0);
    }
    return Files.write(folder.resolve("pages.tif"), tiff.array());
  }

  @Test
  void otherFiles_areUpright() throws IOException {
    for (String format : new String[] {"jpeg", "png", "bmp", "tiff"}) {
      Path file = Files.write(folder.resolve("b." + format), plain(format));
      assertThat(PictureOrientation.of(file)).as(format).isEqualTo(1);
    }
    assertThat(PictureOrientation.of(folder.resolve("absent.jpg"))).isEqualTo(1);
  }

  @Test
  void brokenExif_isUpright() throws IOException {
    byte[] exif = exif(ByteOrder.BIG_ENDIAN, 6);
    for (int length = 0; length < exif.length; length++) {
      assertThat(PictureOrientation.of(jpeg(Arrays.copyOf(exif, length)))).isBetween(1, 8);
    }
    assertThat(PictureOrientation.of(jpeg(exif(ByteOrder.BIG_ENDIAN, 77)))).isEqualTo(1);
    byte[] whole = Files.readAllBytes(jpeg(exif));
    for (int length = 0; length < 60; length++) {
      Path cut = Files.write(folder.resolve("c.jpg"), Arrays.copyOf(whole, length));
      assertThat(PictureOrientation.of(cut)).isBetween(1, 8);
    }
  }
}
