package org.allnet.inference.image.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ColourMomentsTest {

  private static final double EXACT = 1e-12;

  @Test
  void of_oneColour_hasMeansAlone() {
    // 0x804020: hue 60 * (64 - 32) / 96 = 20 degrees, saturation 96 / 128.
    CellFeatures colour = ColourMoments.of(Pictures.colours(0x804020, 0x804020, 0x804020));

    assertThat(colour.values())
        .containsExactly(
            new double[] {
              128 / 255.0,
              0,
              0,
              64 / 255.0,
              0,
              0,
              32 / 255.0,
              0,
              0,
              1 / 18.0,
              0,
              0,
              0.75,
              0,
              0,
              128 / 255.0,
              0,
              0
            },
            within(EXACT));
  }

  @Test
  void of_oneInFour_hasTheMomentsOfACoin() {
    // Values 0, 0, 0, 1: mean 1/4, variance 3/16, skewness (1 - 2p) / sqrt(p (1 - p)).
    CellFeatures colour = ColourMoments.of(Pictures.colours(0, 0, 0, 0xFF0000));

    assertThat(colour.value("red-mean")).isCloseTo(0.25, within(EXACT));
    assertThat(colour.value("red-deviation")).isCloseTo(Math.sqrt(3) / 4, within(EXACT));
    assertThat(colour.value("red-skewness")).isCloseTo(2 / Math.sqrt(3), within(EXACT));
    assertThat(colour.value("value-skewness")).isCloseTo(2 / Math.sqrt(3), within(EXACT));
    assertThat(colour.value("saturation-mean")).isCloseTo(0.25, within(EXACT));
    assertThat(colour.value("green-deviation")).isZero();
  }

  @Test
  void hue_aroundRed_isTakenTheShortWay() {
    // 20 degrees either side of red.
    CellFeatures colour = ColourMoments.of(Pictures.colours(0x804020, 0x802040));

    assertThat(Math.rint(colour.value("hue-mean")) - colour.value("hue-mean"))
        .isCloseTo(0, within(EXACT));
    assertThat(colour.value("hue-deviation")).isCloseTo(1 / 18.0, within(EXACT));
    assertThat(colour.value("hue-skewness")).isCloseTo(0, within(1e-9));
  }

  @Test
  void hue_ofBlueAndGreen_isTheirAngleInTurns() {
    assertThat(ColourMoments.of(Pictures.colours(0x0000FF)).value("hue-mean"))
        .isCloseTo(2 / 3.0, within(EXACT));
    assertThat(ColourMoments.of(Pictures.colours(0x00FF00)).value("hue-mean"))
        .isCloseTo(1 / 3.0, within(EXACT));
    assertThat(ColourMoments.of(Pictures.colours(0xFF00FF)).value("hue-mean"))
        .isCloseTo(5 / 6.0, within(EXACT));
  }

  @Test
  void hue_greyPixels_doNotCount() {
    assertThat(ColourMoments.of(Pictures.colours(0x808080, 0x0000FF)).value("hue-deviation"))
        .isZero();
    assertThat(ColourMoments.of(Pictures.colours(0x808080)).value("hue-mean")).isZero();
  }

  @Test
  void of_pixelsOutsideTheMask_doNotCount() {
    MaskedCell cell =
        Pictures.colour(
            1, 3, new int[] {0x804020, 0xFFFFFF, 0}, new boolean[] {true, false, false});

    assertThat(ColourMoments.of(cell).values())
        .isEqualTo(ColourMoments.of(Pictures.colours(0x804020)).values());
  }
}
