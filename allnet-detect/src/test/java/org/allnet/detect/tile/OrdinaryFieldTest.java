package org.allnet.detect.tile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.scale.FieldScale;
import org.allnet.evaluation.detection.Detection;
import org.junit.jupiter.api.Test;

/** Fields whose tiles contradict the scale that is said of them. */
final class OrdinaryFieldTest {

  private static final int SIDE = 400;
  private static final FieldScale SAID = FieldScale.given(20);
  private static final FieldScale ELSEWHERE = FieldScale.given(60);

  private final List<Double> looks = new ArrayList<>();

  private static PictureRegions picture() {
    return LargePictures.of(
        new CellPixels(SIDE, SIDE, 0, 0, SIDE, SIDE, new byte[3 * SIDE * SIDE]));
  }

  /** Red cells side by side. */
  private static List<Detection> red(int count, double diameter) {
    List<Detection> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cells.add(new Detection(0, BoundingBox.ofSize(20 + 60 * i, 100, diameter, diameter), 0.9));
    }
    return cells;
  }

  /** Tiles show so many red cells of a diameter; a look at several scales finds another one. */
  private OrdinaryField look(FieldScale said, int count, double diameter, FieldScale other) {
    return OrdinaryField.of(
        new FieldSizes.Whole(SIDE, SIDE, List.of(), said),
        picture(),
        Optional.of(0),
        (field, picture) -> field.doubted() ? other : said,
        (picture, scale) -> {
          looks.add(scale.redCell());
          return new LargeField(red(count, diameter), 1, 0, 0, 0, 0, "", 0, TileLayers.NONE);
        });
  }

  @Test
  void redCellsOfTheScale_areLookedAtOnce() {
    OrdinaryField field = look(SAID, 5, 24, ELSEWHERE);

    assertThat(looks).containsExactly(20.0);
    assertThat(field.scale()).isEqualTo(SAID);
    assertThat(field.cells()).hasSize(5);
  }

  /** 26 pixels are 1.3 times what was said. */
  @Test
  void redCellsOfAnotherSize_areLookedAtInIt() {
    OrdinaryField field = look(SAID, 5, 26, FieldScale.unknown(0));

    assertThat(looks).containsExactly(20.0, 26.0);
    assertThat(field.scale()).as("who says it is asked to mend it").isEqualTo(SAID);
  }

  @Test
  void nextToNoRedCells_areLookedForAtOtherScales() {
    look(SAID, 4, 20, ELSEWHERE);
    assertThat(looks).containsExactly(20.0, 60.0);
  }

  @Test
  void nobodyKnowsBetter_itStays() {
    look(SAID, 4, 20, FieldScale.unknown(0));
    look(SAID, 4, 20, FieldScale.given(24));

    assertThat(looks).containsExactly(20.0, 20.0);
  }

  /** Looks at a field whose tiles can't be had at a scale of that size. */
  private OrdinaryField refusing(double size) {
    return OrdinaryField.of(
        new FieldSizes.Whole(SIDE, SIDE, red(2, 20), SAID),
        picture(),
        Optional.of(0),
        (field, picture) -> field.doubted() ? ELSEWHERE : SAID,
        (picture, scale) -> {
          looks.add(scale.redCell());
          if (scale.redCell() == size) {
            throw InputException.in("a.png", "its red cells are too large");
          }
          return new LargeField(red(4, 20), 1, 0, 0, 0, 0, "", 0, TileLayers.NONE);
        });
  }

  @Test
  void secondLookIsRefused_theFirstCounts() {
    OrdinaryField field = refusing(60);

    assertThat(looks).containsExactly(20.0, 60.0);
    assertThat(field.cells()).hasSize(4);
    assertThat(field.tiles()).isNotNull();
    assertThat(field.missed("a.png"))
        .hasValue(
            "a look at another scale was not possible, so that the one before counts: its red cells are too large");
  }

  @Test
  void firstLookByTilesIsRefused_theWholeFieldCounts() {
    OrdinaryField field = refusing(20);

    assertThat(looks).containsExactly(20.0);
    assertThat(field.cells()).hasSize(2);
    assertThat(field.tiles()).isNull();
    assertThat(field.missed("a.png")).isPresent();
    assertThat(look(SAID, 5, 24, ELSEWHERE).missed("a.png")).isEmpty();
  }
}
