package org.allnet.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of interrupted copies and downloads. */
final class LostTailTest {

  private static final int SIDE = 61;

  private final ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);

  private static BufferedImage field() {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(3);
    for (int i = 0; i < SIDE * SIDE; i++) {
      double way = Math.hypot(i % SIDE - 30, i / SIDE - 30);
      int level = (way < 18 ? 90 : 215) + random.nextInt(20);
      image.setRGB(i % SIDE, i / SIDE, level << 16 | (level - 30) << 8 | level);
    }
    return image;
  }

  private static byte[] encoded(String format, String compression) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (!compression.equals("default")) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(compression);
      }
      writer.write(null, new IIOImage(field(), null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "png, default",
    "jpg, default",
    "bmp, default",
    "tiff, None",
    "tiff, LZW",
    "tiff, Deflate",
    "tiff, PackBits",
    "tiff, JPEG"
  })
  void zeroedOrMissingTail_isRefused(String format, String compression) throws IOException {
    byte[] whole = encoded(format, compression);
    assertThatCode(() -> decoder.decode(whole, "whole")).doesNotThrowAnyException();
    for (int percent : new int[] {10, 25, 40, 70}) {
      int kept = whole.length - whole.length * percent / 100;
      byte[] cut = Arrays.copyOf(whole, kept);
      assertThatThrownBy(() -> decoder.decode(cut, "cut"))
          .as("%d %% missing", percent)
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("cut: ")
          .hasMessageContaining("again");
      byte[] zeroed = Arrays.copyOf(cut, whole.length);
      assertThatThrownBy(() -> decoder.decode(zeroed, "zeroed"))
          .as("%d %% zeroed", percent)
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("zeroed: ")
          .hasMessageContaining("again");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 29, 60})
  void png_wrongChecksumOfACriticalChunk_isRefused(int place) throws IOException {
    byte[] bytes = encoded("png", "default");
    // 29 is the checksum of the header; the others are in the header and in the pixels.
    bytes[place] ^= 1;
    assertThatThrownBy(() -> decoder.decode(bytes, "x")).isInstanceOf(InputException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void bytesAfterTheEnd_areNoHarm(String format) throws IOException {
    byte[] whole = encoded(format, "default");
    assertThat(decoder.decode(Arrays.copyOf(whole, whole.length + 5000), "x").rgb())
        .isEqualTo(decoder.decode(whole, "x").rgb());
  }

  @Test
  void cellOnBlack_isNoLostTail() throws IOException {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    image
        .getRaster()
        .setDataElements(
            15,
            15,
            field().getData(new java.awt.Rectangle(20, 20, 20, 20)).createTranslatedChild(0, 0));
    for (String format : new String[] {"bmp", "tiff"}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      assertThat(ImageIO.write(image, format, bytes)).isTrue();
      assertThat(decoder.decode(bytes.toByteArray(), "cell").height()).isEqualTo(20);
    }
  }

  /** A picture of which no pixel is like the first or the last of the file. */
  private static BufferedImage unlikeAtBothEnds() {
    BufferedImage image = field();
    image.setRGB(SIDE - 1, 0, 0x123456);
    image.setRGB(SIDE - 1, SIDE - 1, 0x654321);
    return image;
  }

  @ParameterizedTest
  @ValueSource(strings = {"bmp", "tiff"})
  void zerosAfterAWholePicture_areNoHarm(String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(unlikeAtBothEnds(), format, out)).isTrue();
    byte[] whole = out.toByteArray();
    for (int zeros : new int[] {16, 512, 5000}) {
      byte[] padded = Arrays.copyOf(whole, whole.length + zeros);
      assertThat(decoder.decode(padded, "padded").rgb())
          .isEqualTo(decoder.decode(whole, "whole").rgb());
      // A tail that was lost is lost whatever follows.
      byte[] lost = padded.clone();
      Arrays.fill(lost, whole.length * 3 / 4 + 20, lost.length, (byte) 0);
      assertThatThrownBy(() -> decoder.decode(lost, "lost"))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("lost: is cut short or damaged");
    }
  }

  @Test
  void tileFilledWithZeros_isWhole_ifNothingLost() throws IOException {
    double[] samples = new double[SIDE * SIDE];
    unlikeAtBothEnds().getRaster().getSamples(0, 0, SIDE, SIDE, 1, samples);
    int side = 80;
    TiffBuilder strip = new TiffBuilder(SIDE, SIDE).bytes(1, samples);
    byte[] tile = strip.inOneTile(side).bytes();

    assertThat(decoder.decode(tile, "tile").rgb())
        .isEqualTo(decoder.decode(strip.bytes(), "strip").rgb());

    // From the middle of a row on; the pixels are the last in the file.
    int first = tile.length - side * side + SIDE / 2 * side + SIDE / 2;
    byte[] lost = Arrays.copyOf(Arrays.copyOf(tile, first), tile.length);
    assertThatThrownBy(() -> decoder.decode(lost, "lost"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("lost: is cut short or damaged");
  }
}
