package org.allnet.detect.mask;

import static org.assertj.core.api.Assertions.assertThat;

import org.allnet.data.field.BoundingBox;
import org.junit.jupiter.api.Test;

/** Probabilities made by hand, in a window of 8 pixels for 16 of the picture. */
class MaskDrawingTest {

  private static final int SIDE = 8;

  private final float[] probabilities = new float[3 * SIDE * SIDE];

  MaskDrawingTest() {
    fill(0, 0, SIDE, SIDE, 0);
  }

  private void fill(int left, int top, int right, int bottom, int of) {
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        for (int c = 0; c < 3; c++) {
          probabilities[(c * SIDE + y) * SIDE + x] = c == of ? 1 : 0;
        }
      }
    }
  }

  private CellMask drawn(BoundingBox box, BoundingBox window) {
    return new MaskDrawing(new CellWindow(window, SIDE), probabilities, 20, 20)
        .draw(box)
        .orElseThrow();
  }

  @Test
  void square_twiceAsLarge_isWhereItWas() {
    fill(2, 2, 6, 6, 1);
    fill(3, 3, 5, 5, 2);
    CellMask mask = drawn(new BoundingBox(4, 4, 14, 14), new BoundingBox(1, 1, 17, 17));

    assertThat(mask.cell().box()).isEqualTo(new BoundingBox(5, 5, 13, 13));
    // corners are rounded by the interpolation
    assertThat(mask.cell().area()).isBetween(58.0, 64.0);
    assertThat(mask.nucleus().box()).isEqualTo(new BoundingBox(7, 7, 11, 11));
    assertThat(mask.nucleusFraction()).isBetween(0.18, 0.3);
  }

  @Test
  void windowOutside_isCutAtThePicture() {
    fill(0, 0, SIDE, SIDE, 1);
    CellMask mask = drawn(new BoundingBox(-4, -4, 4, 4), new BoundingBox(-8, -8, 8, 8));

    assertThat(mask.cell().box()).isEqualTo(new BoundingBox(0, 0, 8, 8));
    assertThat(mask.nucleus().isEmpty()).isTrue();
  }

  @Test
  void twoParts_theOneInTheBoxIsTaken() {
    fill(0, 0, 2, SIDE, 1);
    fill(4, 3, 6, 5, 2);
    CellMask mask = drawn(new BoundingBox(8, 4, 16, 12), new BoundingBox(0, 0, 16, 16));

    assertThat(mask.cell().box()).isEqualTo(new BoundingBox(8, 6, 12, 10));
    assertThat(mask.nucleus()).isEqualTo(mask.cell());
  }

  @Test
  void nothingInTheBox_isNoMask() {
    fill(0, 0, 2, 2, 1);
    assertThat(
            new MaskDrawing(
                    new CellWindow(new BoundingBox(0, 0, 16, 16), SIDE), probabilities, 20, 20)
                .draw(new BoundingBox(8, 8, 14, 14)))
        .isEmpty();
  }

  @Test
  void hole_ofTheCell_isFilled() {
    fill(1, 1, 7, 7, 1);
    fill(3, 3, 5, 5, 0);
    CellMask mask = drawn(new BoundingBox(2, 2, 14, 14), new BoundingBox(0, 0, 16, 16));

    assertThat(mask.cell().toPolygon().holes()).isEmpty();
  }
}
