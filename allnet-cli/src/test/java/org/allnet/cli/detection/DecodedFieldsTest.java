package org.allnet.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.allnet.data.image.CellPixels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often a field is decoded. */
class DecodedFieldsTest {

  private static final int BYTES = 3 * 20 * 10;

  @TempDir private Path folder;
  private Path a;
  private Path b;

  @BeforeEach
  void fields() throws IOException {
    a = field("a.png");
    b = field("b.png");
  }

  private Path field(String name) throws IOException {
    Path file = folder.resolve(name);
    BufferedImage image = new BufferedImage(20, 10, BufferedImage.TYPE_3BYTE_BGR);
    for (int x = 0; x < 20; x++) {
      for (int y = 0; y < 10; y++) {
        image.setRGB(x, y, 0xFFFFFF - 7 * x - 900 * y);
      }
    }
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  @Test
  void decode_fieldThatFits_isDecodedOnce() {
    DecodedFields fields = DecodedFields.looks(2, BYTES);
    CellPixels first = fields.decode(a);
    CellPixels other = fields.decode(b);

    assertThat(fields.decode(a)).isSameAs(first);
    assertThat(fields.decode(b)).as("there was no room").isNotSameAs(other);
    assertThat(fields.decode(a)).as("its room is free").isNotSameAs(first);
  }

  /** Cells are found, classified, and shown on a page. */
  @Test
  void decode_threeLooks_areOne() {
    DecodedFields fields = DecodedFields.looks(3, BYTES);
    CellPixels first = fields.decode(a);

    assertThat(fields.decode(a)).isSameAs(first);
    assertThat(fields.decode(a)).isSameAs(first);
    assertThat(fields.decode(b)).as("its room is free").isSameAs(fields.decode(b));
  }

  @Test
  void decode_fieldsLookedAtOnce_keepsNone() {
    DecodedFields fields = DecodedFields.looks(1);

    assertThat(fields.decode(a)).isNotSameAs(fields.decode(a));
  }
}
