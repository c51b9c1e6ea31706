package org.allnet.explain.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.allnet.inference.image.input.InputFrame;
import org.allnet.inference.network.architecture.MapPlaces;
import org.allnet.inference.view.ViewMatrix;
import org.allnet.inference.view.Views;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapLayoutTest {

  /** ALLNet's places are 81 pixels apart, also where the input is no multiple of that. */
  @Test
  void places_areWhereTheyLookAt() {
    MapLayout layout = new MapLayout(new InputFrame(450, 450, 0, 0, 450), 450);
    float[] values = new float[36];
    values[2 * 6 + 4] = 1;
    AttributionMap map = layout.ofPlaces(values, new MapPlaces(6, 40.5, 81), ViewMatrix.IDENTITY);
    int row = (int) (40.5 + 2 * 81);
    int column = (int) (40.5 + 4 * 81);
    assertThat(map.at(row, column)).isEqualTo(1);
    assertThat(map.at(row, column + 81)).isEqualTo(0);
    assertThat(map.at(row - 81, column)).isEqualTo(0);
    assertThat(map.at(row + 27, column)).isCloseTo(2f / 3, Offset.offset(1e-6f));
  }

  @Test
  void ofInput_notResized_areTheSameValues() {
    float[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    MapLayout layout = new MapLayout(new InputFrame(3, 3, 0, 0, 3), 3);
    assertThat(layout.ofInput(values).values()).isEqualTo(values);
  }

  /** The middle 2 x 2 of an image of 4 x 6 fills an input of 4 pixels a side. */
  @Test
  void ofInput_croppedAndResized_isBackInItsPlace() {
    float[] values = {1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4};
    AttributionMap map = new MapLayout(new InputFrame(4, 6, 1, 2, 2), 4).ofInput(values);
    assertThat(map.values())
        .containsExactly(
            0, 0, 0, 0, 0, 0, 0, 0, 5.5f, 8.5f, 0, 0, 0, 0, 11.5f, 14.5f, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** What is spread over more or fewer pixels stays as much. */
  @ParameterizedTest
  @CsvSource({"450, 81", "81, 450", "30, 112", "113, 112", "1, 9", "9, 1"})
  void ofInput_resized_hasTheSameSum(int side, int size) {
    float[] values = new float[size * size];
    Random random = new Random(side);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
      sum += values[i];
    }
    AttributionMap whole =
        new MapLayout(new InputFrame(side, side, 0, 0, side), size).ofInput(values);
    AttributionMap cut =
        new MapLayout(new InputFrame(side + 8, side + 5, 3, 1, side), size).ofInput(values);
    assertThat(whole.sum()).isCloseTo(sum, Offset.offset(1e-3));
    assertThat(cut.sum()).isCloseTo(sum, Offset.offset(1e-3));
    assertThat(cut.at(0, 0)).isZero();
  }

  /** A wide image lies in the middle of a square; what is black above it is no part of it. */
  @Test
  void ofInput_paddedToASquare_isTheImageAlone() {
    float[] values = {9, 9, 9, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9};
    AttributionMap map = new MapLayout(new InputFrame(2, 4, -1, 0, 4), 4).ofInput(values);
    assertThat(map.values()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  /** A view's map of which one pixel is marked lights up the pixel that the view had there. */
  @Test
  void ofPlaces_ofEachView_goBackToTheImage() {
    int side = 5;
    MapLayout layout = new MapLayout(new InputFrame(side, side, 0, 0, side), side);
    Views views = Views.parse("dihedral");
    for (int index = 0; index < views.count(); index++) {
      ViewMatrix matrix = views.matrix(index);
      float[] values = new float[side * side];
      values[1 * side + 0] = 1;
      int x = -2;
      int y = -1;
      int column = 2 + (int) Math.round(matrix.xx() * x + matrix.xy() * y);
      int row = 2 + (int) Math.round(matrix.yx() * x + matrix.yy() * y);
      AttributionMap map = layout.ofPlaces(values, new MapPlaces(side, 0.5, 1), matrix);
      assertThat(map.at(row, column)).isCloseTo(1, Offset.offset(1e-6f));
      assertThat(map.sum()).isCloseTo(1, Offset.offset(1e-6));
    }
  }
}
