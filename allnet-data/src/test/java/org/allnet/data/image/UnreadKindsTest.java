package org.allnet.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole files of kinds that aren't read: called what they are, not broken. */
final class UnreadKindsTest {

  private static final int SIDE = 16;

  private final ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);

  private void assertRefused(byte[] file, String words) {
    assertThatThrownBy(() -> decoder.decode(file, "cell"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("cell: ")
        .hasMessageContaining(words)
        .hasMessageNotContainingAny("broken", "cut short", "again");
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  /** Where the frame header of a plain JPEG begins. */
  private static int frame(byte[] jpeg) {
    int at = 2;
    while ((jpeg[at + 1] & 0xFF) != 0xC0) {
      at += 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
    }
    return at;
  }

  @ParameterizedTest
  @CsvSource({
    "0xF7, 8, is a JPEG-LS picture; save it as PNG or TIFF",
    "0xC5, 8, is a hierarchical JPEG picture; save it as PNG or TIFF",
    "0xCF, 8, is a hierarchical JPEG picture; save it as PNG or TIFF",
    "0xC1, 12, 'is a JPEG picture of 12 bits, of which 8 are read; export it as 8-bit RGB'"
  })
  void decode_jpegOfAnUnreadKind_isNamed(
      String marker, int bits, String words, @TempDir Path folder) throws IOException {
    byte[] jpeg = encoded(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB), "jpg");
    int at = frame(jpeg);
    jpeg[at + 1] = Integer.decode(marker).byteValue();
    jpeg[at + 4] = (byte) bits;

    assertRefused(jpeg, words);
    Path file = Files.write(folder.resolve("x.jpg"), jpeg);
    assertThatThrownBy(() -> ImageHeader.read(file)).hasMessage(file + ": " + words);
  }

  @Test
  void decode_tiffOfAnUnreadKind_isNamed() {
    TiffBuilder grey = new TiffBuilder(SIDE, SIDE).bytes(1, new double[SIDE * SIDE * 8]);
    assertRefused(grey.with(258, 64).bytes(), "has samples of 64 bits, of which at most 32");
    assertRefused(grey.with(262, 32803).bytes(), "is of a kind that isn't read (Unsupported TIFF");
  }

  private static BufferedImage indexed(int colours, int greatest) {
    byte[] levels = new byte[colours];
    for (int i = 0; i < colours; i++) {
      levels[i] = (byte) (100 + i);
    }
    IndexColorModel palette = new IndexColorModel(8, colours, levels, levels, levels);
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_INDEXED, palette);
    for (int i = 0; i < SIDE * SIDE; i++) {
      image.getRaster().setSample(i % SIDE, i / SIDE, 0, i % (greatest + 1));
    }
    return image;
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 40})
  void decode_pngWhosePaletteIsTooShort_isRefused(int colours) throws IOException {
    assertThat(decoder.decode(encoded(indexed(colours, colours - 1), "png"), "cell").rgb())
        .contains((byte) (100 + colours - 1));
    assertRefused(encoded(indexed(colours, colours), "png"), "colours that its palette doesn't");
  }

  @Test
  void decode_bmpWhosePaletteIsTooShort_isRefused() throws IOException {
    byte[] whole = encoded(indexed(256, 255), "bmp");
    assertThat(decoder.decode(whole, "cell").rgb()).hasSize(SIDE * SIDE * 3);
    byte[] few = whole.clone();
    ByteBuffer.wrap(few).order(ByteOrder.LITTLE_ENDIAN).putInt(46, 200);
    assertRefused(few, "colours that its palette doesn't have");
  }
}
