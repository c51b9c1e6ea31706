package org.allnet.service.work.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RgbPictureTest {

  /** Two rows of three pixels, a to f. */
  private static RgbPicture letters() {
    byte[] rgb = new byte[18];
    for (int i = 0; i < 6; i++) {
      rgb[3 * i] = (byte) ('a' + i);
    }
    return new RgbPicture(3, 2, rgb);
  }

  private static String text(RgbPicture picture) {
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < picture.height(); y++) {
      text.append(y == 0 ? "" : "/");
      for (int x = 0; x < picture.width(); x++) {
        text.append((char) picture.rgb()[3 * (y * picture.width() + x)]);
      }
    }
    return text.toString();
  }

  /** What each of Exif's orientations makes of abc/def, by its definition. */
  @ParameterizedTest
  @CsvSource({
    "1, abc/def",
    "2, cba/fed",
    "3, fed/cba",
    "4, def/abc",
    "5, ad/be/cf",
    "6, da/eb/fc",
    "7, fc/eb/da",
    "8, cf/be/ad"
  })
  void upright_turnsAndMirrors(int orientation, String shown) {
    assertThat(text(letters().upright(orientation))).isEqualTo(shown);
  }

  @Test
  void square_isBlackBeyondTheEdge() {
    RgbPicture part = letters().square(0.5, 0.5, 3);
    assertThat(part.width()).isEqualTo(3);
    assertThat(text(part)).isEqualTo("\0\0\0/\0ab/\0de");
  }

  @Test
  void within_isTheMeanAndNeverLarger() {
    RgbPicture picture =
        new RgbPicture(
            4,
            2,
            new byte[] {0, 0, 0, 8, 0, 0, 1, 1, 1, 1, 1, 1, 4, 0, 0, 4, 0, 0, 1, 1, 1, 1, 1, 1});
    RgbPicture small = picture.within(2);
    assertThat(small.width()).isEqualTo(2);
    assertThat(small.height()).isEqualTo(1);
    assertThat(small.rgb()).containsExactly(4, 0, 0, 1, 1, 1);
    assertThat(picture.within(9)).isSameAs(picture);
  }

  @Test
  void png_isReadAsItWas() throws Exception {
    byte[] rgb = new byte[3 * 31 * 17];
    new Random(3).nextBytes(rgb);
    byte[] png = PngFile.of(new RgbPicture(31, 17, rgb));
    var image = ImageIO.read(new ByteArrayInputStream(png));
    for (int y = 0; y < 17; y++) {
      for (int x = 0; x < 31; x++) {
        int i = 3 * (31 * y + x);
        int expected = (rgb[i] & 0xff) << 16 | (rgb[i + 1] & 0xff) << 8 | rgb[i + 2] & 0xff;
        assertThat(image.getRGB(x, y) & 0xffffff).isEqualTo(expected);
      }
    }
    assertThat(PngFile.isWhole(png)).isTrue();
    assertThat(PngFile.isWhole(java.util.Arrays.copyOf(png, png.length - 1))).isFalse();
  }
}
