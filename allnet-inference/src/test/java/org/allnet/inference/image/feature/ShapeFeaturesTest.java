package org.allnet.inference.image.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ShapeFeaturesTest {

  private static final double EXACT = 1e-12;

  @Test
  void of_rectangle_isWhatTheFormulasSay() {
    for (int margin : new int[] {0, 3}) {
      CellFeatures shape = ShapeFeatures.of(Pictures.rectangle(6, 10, margin));
      // 6 rows and 10 columns are crossed twice each, 6 + 10 - 1 diagonals twice in each direction.
      double perimeter = Math.PI / 8 * (2 * (6 + 10) + 4 * 15 / Math.sqrt(2));

      assertThat(shape.value("area")).isEqualTo(60);
      assertThat(shape.value("perimeter")).isCloseTo(perimeter, within(EXACT));
      assertThat(shape.value("circularity"))
          .isCloseTo(4 * Math.PI * 60 / (perimeter * perimeter), within(EXACT));
      assertThat(shape.value("solidity")).isEqualTo(1);
      assertThat(shape.value("extent")).isEqualTo(1);
      assertThat(shape.value("eccentricity")).isCloseTo(Math.sqrt(1 - 0.36), within(EXACT));
      assertThat(shape.value("nucleus-fraction")).isZero();
    }
  }

  @Test
  void of_disc_isRound() {
    for (double radius = 8; radius < 60; radius += 3.7) {
      CellFeatures shape = ShapeFeatures.of(Pictures.disc(radius));

      assertThat(shape.value("area")).isCloseTo(Math.PI * radius * radius, within(4 * radius));
      // Pixels add or lose at most one line, crossed twice, in each direction.
      double error = Math.PI / 8 * (4 + 4 / Math.sqrt(2));
      assertThat(shape.value("perimeter")).isCloseTo(2 * Math.PI * radius, within(error));
      assertThat(shape.value("circularity")).isCloseTo(1, within(error / (Math.PI * radius)));
      assertThat(shape.value("solidity")).isBetween(0.88, 1.0);
      assertThat(shape.value("extent")).isCloseTo(Math.PI / 4, within(1 / radius));
      assertThat(shape.value("eccentricity")).isCloseTo(0, within(1e-6));
    }
  }

  @Test
  void of_onePixel_isFinite() {
    CellFeatures shape = ShapeFeatures.of(Pictures.rectangle(1, 1, 1));
    double perimeter = Math.PI / 8 * (4 + 4 / Math.sqrt(2));

    assertThat(shape.values())
        .containsExactly(
            new double[] {1, perimeter, 4 * Math.PI / (perimeter * perimeter), 1, 1, 0, 0},
            within(EXACT));
  }

  @Test
  void of_corner_isMeasuredAgainstHullAndBox() {
    // An L of 3 pixels: its hull is the square of 4 without half a pixel.
    boolean[] mask = {true, false, true, true};
    CellFeatures shape = ShapeFeatures.of(Pictures.grey(2, 2, new int[4], mask));

    assertThat(shape.value("area")).isEqualTo(3);
    assertThat(shape.value("solidity")).isCloseTo(3 / 3.5, within(EXACT));
    assertThat(shape.value("extent")).isEqualTo(0.75);
  }

  @Test
  void of_diagonalLine_isNearlyALine() {
    boolean[] mask = new boolean[100];
    for (int i = 0; i < 10; i++) {
      mask[11 * i] = true;
    }
    CellFeatures shape = ShapeFeatures.of(Pictures.grey(10, 10, new int[100], mask));
    // Along the line: variance 2 * 99/12 + 1/12; across it: 1/12.
    double along = 2 * 99 / 12.0 + 1 / 12.0;

    assertThat(shape.value("eccentricity"))
        .isCloseTo(Math.sqrt(1 - 1 / 12.0 / along), within(EXACT));
    // The hull of the corners: a band of width 1 along 9 steps, and one pixel.
    assertThat(shape.value("solidity")).isCloseTo(10 / 19.0, within(EXACT));
  }

  @Test
  void of_holesAndSpecks_doNotCount() {
    MaskedCell whole = Pictures.rectangle(7, 9, 3);
    boolean[] mask = whole.mask().clone();
    mask[6 * 15 + 7] = false;
    mask[5 * 15 + 6] = false;
    mask[0] = true;
    mask[14] = true;
    MaskedCell spoilt = new MaskedCell(whole.height(), whole.width(), whole.rgb(), mask);

    assertThat(ShapeFeatures.of(spoilt).values()).isEqualTo(ShapeFeatures.of(whole).values());
  }

  @Test
  void nucleusFraction_darkQuarter_isAQuarter() {
    int[] colours = new int[40];
    for (int i = 0; i < 40; i++) {
      // Red and blue mislead.
      colours[i] = i < 10 ? 0xC028C0 + (i % 5 << 8) : 0x40A040 + (i % 7 << 8);
    }
    boolean[] mask = new boolean[40];
    java.util.Arrays.fill(mask, true);

    assertThat(ShapeFeatures.of(Pictures.colour(4, 10, colours, mask)).value("nucleus-fraction"))
        .isEqualTo(0.25);
  }
}
