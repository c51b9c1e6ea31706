package org.allnet.data.image.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How large pixels are of files with several pictures, written by hand. */
final class PixelSizeTest {

  private static final int DIRECTORY_BYTES = 2 + 7 * 12 + 4;
  private static final int PAGE_BYTES = DIRECTORY_BYTES + 16 + 400;

  @TempDir private Path folder;

  /** A page without pixels, 0 pixels per centimetre for no resolution. */
  private record Page(
      int width, int height, int perCentimetre, int down, int unit, boolean reduced, String text) {

    Page(int width, int height, int perCentimetre, boolean reduced, String text) {
      this(width, height, perCentimetre, perCentimetre, 3, reduced, text);
    }
  }

  private Path tiff(List<Page> pages) throws IOException {
    ByteBuffer out =
        ByteBuffer.allocate(8 + pages.size() * PAGE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    for (int i = 0; i < pages.size(); i++) {
      Page page = pages.get(i);
      int at = 8 + i * PAGE_BYTES;
      byte[] text = page.text().getBytes(StandardCharsets.UTF_8);
      out.position(at).putShort((short) 7);
      entry(out, TiffDirectory.SUBFILE, 4, 1, page.reduced() ? 1 : 0);
      entry(out, TiffDirectory.WIDTH, 4, 1, page.width());
      entry(out, TiffDirectory.HEIGHT, 4, 1, page.height());
      entry(out, TiffDirectory.DESCRIPTION, 2, Math.max(5, text.length), at + DIRECTORY_BYTES + 16);
      entry(
          out,
          page.perCentimetre() == 0 ? 65000 : TiffDirectory.X_RESOLUTION,
          5,
          1,
          at + DIRECTORY_BYTES);
      entry(
          out,
          page.down() == 0 ? 65001 : TiffDirectory.Y_RESOLUTION,
          5,
          1,
          at + DIRECTORY_BYTES + 8);
      entry(out, TiffDirectory.RESOLUTION_UNIT, 3, 1, page.unit());
      out.putInt(i + 1 < pages.size() ? at + PAGE_BYTES : 0);
      out.putInt(page.perCentimetre()).putInt(1).putInt(page.down()).putInt(1).put(text);
    }
    return Files.write(folder.resolve("a.tif"), out.array());
  }

  private static void entry(ByteBuffer out, int tag, int type, int count, int value) {
    out.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  private double micrometres(Page... pages) throws IOException {
    return PixelSize.of(tiff(List.of(pages))).map(PixelSize::micrometres).orElse(0.0);
  }

  @Test
  void previewFirst_sizeIsThatOfTheLargest() throws IOException {
    assertThat(
            micrometres(
                new Page(64, 48, 10_000, false, ""), new Page(640, 480, 100_000, false, "")))
        .isEqualTo(0.1);
    assertThat(
            micrometres(
                new Page(640, 480, 100_000, false, ""), new Page(64, 48, 10_000, false, "")))
        .isEqualTo(0.1);
    assertThat(
            micrometres(new Page(64, 48, 10_000, true, ""), new Page(40, 30, 100_000, false, "")))
        .isEqualTo(0.1);
  }

  @Test
  void previewAlone_saysNothingOfTheLargest() throws IOException {
    assertThat(micrometres(new Page(64, 48, 10_000, false, ""), new Page(640, 480, 0, false, "")))
        .isZero();
  }

  /** 20 pixels in a micrometre; as printers have them; in no unit; behind another; no squares. */
  @ParameterizedTest
  @CsvSource({
    "20000000, 20000000, 1, false, 0.05",
    "20000000, 20000000, 1, true, 0.05",
    "11811, 11811, 1, false, 0",
    "2835, 2835, 1, false, 0",
    "20000000, 20000000, 0, false, 0",
    "20000000, 10000000, 1, false, 0",
    "-1, -1, 1, false, 0"
  })
  void png_resolution_isRead(int across, int down, int unit, boolean behind, double expected)
      throws IOException {
    ByteBuffer out = ByteBuffer.allocate(200).putLong(0x89504E470D0A1A0AL);
    chunk(out, "IHDR", new byte[13]);
    if (behind) {
      chunk(out, "tEXt", new byte[20]);
    }
    chunk(out, "pHYs", ByteBuffer.allocate(9).putInt(across).putInt(down).put((byte) unit).array());
    chunk(out, "IDAT", new byte[0]);
    Path file = folder.resolve("a.png");
    Files.write(file, out.array());

    assertThat(PixelSize.of(file).map(PixelSize::micrometres).orElse(0.0)).isEqualTo(expected);
    Files.write(file, Arrays.copyOf(out.array(), 45));
    assertThat(PixelSize.of(file)).isEmpty();
  }

  /** Pixels across and down, the unit's number and what ImageJ says; 0 if nothing can be true. */
  @ParameterizedTest
  @CsvSource({
    "100000, 100000, 3, '', 0.1",
    "254000, 254000, 2, '', 0.1",
    "100000, 99000, 3, '', 0.1",
    "100000, 0, 3, '', 0.1",
    "100000, 50000, 3, '', 0",
    "100000, 100000, 1, '', 0",
    "100000, 100000, 5, '', 0",
    "72, 72, 2, '', 0",
    "300, 300, 2, '', 0",
    "10, 10, 1, ImageJ=1;unit=micron, 0.1",
    "10, 5, 1, ImageJ=1;unit=micron, 0",
    "10, 10, 1, ImageJ=1;unit=micron;yunit=mm, 0",
    "10, 10, 1, ImageJ=1;unit=pixel, 0"
  })
  void tiff_resolution_isThatOfSquares(int across, int down, int unit, String text, double expected)
      throws IOException {
    Page page = new Page(64, 48, across, down, unit, false, text.replace(';', '\n'));

    assertThat(micrometres(page)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "X=~0.1~ PhysicalSizeY=~0.1001~, 0.1",
    "X=~100~ PhysicalSizeXUnit=~nm~ PhysicalSizeY=~0.1~, 0.1",
    "X=~0.1~ PhysicalSizeY=~0.2~, 0",
    "X=~0.1~ PhysicalSizeY=~0.1~ PhysicalSizeYUnit=~nm~, 0"
  })
  void ome_size_isThatOfSquares(String attributes, double expected) throws IOException {
    String ome = "<Pixels SizeX=~64~ PhysicalSize%s/>".formatted(attributes).replace('~', '"');

    assertThat(micrometres(new Page(64, 48, 0, false, ome))).isEqualTo(expected);
  }

  private static void chunk(ByteBuffer out, String type, byte[] content) {
    out.putInt(content.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(content).putInt(0);
  }

  @Test
  void ome_severalPictures_isOfTheOneRead() throws IOException {
    String ome =
        "<OME><Image><Pixels SizeX=\"64\" PhysicalSizeX=\"1.0\"/></Image>"
            + "<Image><Pixels PhysicalSizeX=\"100\" PhysicalSizeXUnit=\"nm\" SizeX=\"640\"/></Image></OME>";

    assertThat(micrometres(new Page(64, 48, 10_000, false, ome), new Page(640, 480, 0, false, "")))
        .isEqualTo(0.1);
    assertThat(micrometres(new Page(50, 40, 0, false, ome))).isEqualTo(1.0);
  }
}
