package org.allnet.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that are the channels of one picture, blank ones, and previews. */
final class TiffPagesTest {

  private static final int SIDE = 40;
  private static final int DESCRIPTION = 270;
  private static final int NEW_SUBFILE_TYPE = 254;
  private static final int PARTS = 330;

  @TempDir Path folder;

  private final List<String> notes = new ArrayList<>();

  private CellPixels read(TiffBuilder... pages) throws IOException {
    Path file = Files.write(folder.resolve("x.tif"), TiffBuilder.pages(pages));
    return new ImageDecoder(DecodeLimits.DEFAULTS).decode(file, notes::add);
  }

  private static TiffBuilder page(int bands, int ground, int cell) {
    double[] samples = new double[SIDE * SIDE * bands];
    for (int i = 0; i < samples.length; i++) {
      int x = i / bands % SIDE;
      int y = i / bands / SIDE;
      samples[i] = Math.hypot(x - 20, y - 20) < 9 ? cell : ground;
    }
    return new TiffBuilder(SIDE, SIDE).bytes(bands, samples);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ImageJ=1.53t\nimages=3\nchannels=3\nmode=composite\nloop=false\n",
        "ImageJ=1.53t\nimages=2\nchannels=2\nhyperstack=true\n",
        "<?xml version=\"1.0\"?><OME><Image><Pixels SizeX=\"40\" SizeC=\"3\" SizeT=\"1\"/></Image></OME>",
      })
  void decode_channelsAsPages_areRefusedByName(String description) {
    TiffBuilder red = page(1, 200, 120).text(DESCRIPTION, description);
    for (TiffBuilder[] pages :
        List.of(
            new TiffBuilder[] {red, page(1, 180, 60)},
            new TiffBuilder[] {red, page(1, 180, 60), page(1, 220, 150)},
            new TiffBuilder[] {red})) {
      assertThatThrownBy(() -> read(pages))
          .isInstanceOf(InputException.class)
          .hasMessageContainingAll(
              folder.resolve("x.tif") + ": holds the channels of a picture", "RGB Color");
    }
  }

  @Test
  void decode_threeGreyPages_areRefusedAsColours() throws IOException {
    assertThatThrownBy(() -> read(page(1, 200, 120), page(1, 180, 60), page(1, 220, 150)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("three grey pages");
    assertThat(read(page(1, 200, 120), page(1, 180, 60)).rgb()[0] & 0xFF).isEqualTo(200);
    assertThat(read(page(3, 200, 120), page(3, 180, 60), page(3, 1, 2)).rgb()[0] & 0xFF)
        .isEqualTo(200);
    assertThatThrownBy(
            () -> read(page(1, 200, 120).text(DESCRIPTION, "ImageJ=1.53t\nimages=5\nslices=5\n")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("ImageJ stack of 5 pictures");
  }

  @Test
  void decode_coloursInOnePage_areRead() throws IOException {
    String ome = "<OME><Image><Pixels SizeC=\"3\"/></Image></OME>";
    assertThat(read(page(3, 200, 120).text(DESCRIPTION, ome)).rgb()[0] & 0xFF).isEqualTo(200);
    assertThat(
            read(page(1, 200, 120).text(DESCRIPTION, "ImageJ=1.53t\nunit=micron\n")).rgb()[0]
                & 0xFF)
        .isEqualTo(200);
    assertThat(notes).isEmpty();
  }

  @Test
  void decode_blankFirstPage_isPassedOverAndSaid() throws IOException {
    TiffBuilder blank = page(3, 255, 255);
    assertThat(read(blank, blank, page(3, 200, 120)).rgb()[0] & 0xFF).isEqualTo(200);
    assertThat(notes)
        .containsExactly(
            folder.resolve("x.tif")
                + ": has 3 pictures; page 3 is read (40x40), since those before it show nothing");
    assertThat(read(blank, blank).rgb()[0] & 0xFF).isEqualTo(255);
  }

  @Test
  void decode_cameraPreview_isNotThePicture() throws IOException {
    TiffBuilder preview = page(3, 200, 120).with(NEW_SUBFILE_TYPE, 1);
    assertThatThrownBy(() -> read(preview.with(PARTS, 8)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has only a preview");
    assertThat(read(preview).rgb()[0] & 0xFF).isEqualTo(200);
  }
}
