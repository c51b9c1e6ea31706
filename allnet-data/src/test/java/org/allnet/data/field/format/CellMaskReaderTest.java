package org.allnet.data.field.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.allnet.data.InputException;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldLayout;
import org.allnet.data.field.LabelledBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Masks of cytoplasm and nucleus beside their images. */
final class CellMaskReaderTest {

  @TempDir Path folder;

  /** A cell of 10 x 8 pixels at (5, 6) with a nucleus of 4 x 4 at (7, 8). */
  private static BufferedImage mask(int cytoplasm, int nucleus) {
    BufferedImage mask = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
    fill(mask, 5, 6, 10, 8, cytoplasm);
    fill(mask, 7, 8, 4, 4, nucleus);
    return mask;
  }

  private static void fill(BufferedImage mask, int left, int top, int width, int height, int of) {
    for (int i = 0; i < width * height; i++) {
      mask.getRaster().setSample(left + i % width, top + i / width, 0, of);
    }
  }

  private FieldFolder files() {
    return new FieldFolder(folder).image("a/1.bmp", 40, 30);
  }

  private static LabelledBox onlyCell(FieldFolder files) {
    assertThat(files.read().layout()).isEqualTo(FieldLayout.CELL_MASKS);
    Field field = files.field("a/1.bmp");
    assertThat(field.boxes()).hasSize(1);
    return field.boxes().get(0);
  }

  @Test
  void mask_besideItsImage_isACellWithNucleus() {
    LabelledBox cell = onlyCell(files().picture("a/1.png", mask(128, 255)));

    assertThat(cell.box()).isEqualTo(new BoundingBox(5, 6, 15, 14));
    assertThat(cell.area()).isEqualTo(80);
    assertThat(cell.nucleus()).isNotNull();
    assertThat(cell.nucleus().area()).isEqualTo(16);
  }

  @Test
  void smoothedEdge_isTheNearestValue() {
    BufferedImage mask = mask(128, 255);
    fill(mask, 4, 6, 1, 1, 65);
    fill(mask, 4, 7, 1, 1, 64);
    fill(mask, 6, 8, 1, 1, 192);
    fill(mask, 6, 9, 1, 1, 191);
    LabelledBox cell = onlyCell(files().picture("a/1.png", mask));

    assertThat(cell.area()).isEqualTo(81);
    assertThat(cell.nucleus().area()).isEqualTo(17);
  }

  @Test
  void twoCells_apart_areTwo() {
    BufferedImage mask = mask(128, 255);
    fill(mask, 20, 20, 5, 5, 128);
    files().picture("a/1.png", mask);
    Field field = new FieldFolder(folder).field("a/1.bmp");

    assertThat(field.boxes()).hasSize(2);
    assertThat(field.boxes().get(1).nucleus()).isNull();
  }

  @Test
  void ordinaryPicture_besideAnImage_isNoMask() {
    FieldFolder files = files().picture("a/1.png", mask(100, 200));

    assertThatThrownBy(files::read)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds no labels of fields");
  }

  @Test
  void maskOfOtherSize_isRefused() {
    FieldFolder files = new FieldFolder(folder).image("a/1.bmp", 41, 30);
    files.picture("a/1.png", mask(128, 255));

    assertThatThrownBy(files::read)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has 40x30 pixels, but its image a/1.bmp has 41x30");
  }
}
