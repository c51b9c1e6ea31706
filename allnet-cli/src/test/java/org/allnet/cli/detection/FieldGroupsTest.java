package org.allnet.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.field.BoundingBox;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.tile.LargeField;
import org.allnet.detect.tile.TileLayers;
import org.allnet.evaluation.detection.Detection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FieldGroupsTest {

  private static final List<String> CLASSES = List.of("WBC", "RBC");

  private static FoundCells field(String file, int width, int redCells, int side) {
    return field(file, width, redCells, side, null);
  }

  private static FoundCells field(
      String file, int width, int redCells, int side, @Nullable LargeField tiles) {
    List<Detection> cells = new ArrayList<>();
    for (int i = 0; i < redCells; i++) {
      int x = 10 + 80 * (i % 6);
      int y = 10 + 80 * (i / 6);
      cells.add(new Detection(1, BoundingBox.ofSize(x, y, side, side), 0.9));
    }
    return new FoundCells(
        new FoundCells.LookedAt(file, Path.of(file), width, 480, tiles),
        FieldScale.unknown(redCells),
        cells);
  }

  @Test
  void fieldsOfOneFolderAndSize_tellTheirScale() {
    FoundCells a = field("one/a.png", 640, 12, 60);
    FoundCells b = field("one/b.png", 640, 12, 60);
    FoundCells small = field("one/c.png", 320, 12, 30);
    FoundCells other = field("two/a.png", 640, 12, 40);
    FieldGroups groups = new FieldGroups(CLASSES);
    List.of(a, b, small, other).forEach(field -> groups.add(field));

    assertThat(groups.scale(a).redCell()).isEqualTo(60);
    assertThat(groups.scale(b).redCells()).isEqualTo(24);
    assertThat(groups.scale(b).text())
        .isEqualTo("60.0 pixels per red cell (of 24 red cells of the folder's fields, spread 0 %)");
    assertThat(groups.notes())
        .containsExactly(
            "one/a.png and 1 more field of its folder and size: 2 fields have too few red cells for a scale of its own; all together tell "
                + groups.scale(a).text());
    assertThat(groups.scale(small))
        .isEqualTo(FieldScale.unknown(8).withWords(FieldGroups.OF_FOLDER));
    assertThat(groups.scale(other))
        .isEqualTo(FieldScale.unknown(12).withWords(FieldGroups.OF_FOLDER));
  }

  /** Their median is the size of neither. */
  @Test
  void fieldsOfTwoMicroscopes_makeTheirScaleDoubtful() {
    FieldGroups groups = new FieldGroups(CLASSES);
    groups.add(field("one/a.png", 640, 12, 60));
    groups.add(field("one/b.png", 640, 12, 30));

    assertThat(groups.notes()).hasSize(1);
    assertThat(groups.notes().get(0))
        .contains("all together tell 45.0 pixels", "but 100 % of these are more than a quarter");
  }

  /** Of large red cells few fit into a field, which is then looked at by tiles. */
  @Test
  void fieldsSeenByTiles_tellTheirScale() {
    LargeField tiles = new LargeField(List.of(), 4, 0, 0, 0, 0, "", 0, TileLayers.NONE);
    FoundCells a = field("one/a.png", 640, 12, 60, tiles);
    FoundCells b = field("one/b.png", 640, 12, 60);
    FoundCells large = field("one/large.png", 5000, 24, 30, tiles);
    FieldGroups groups = new FieldGroups(CLASSES);
    List.of(a, b, large).forEach(field -> groups.add(field));

    assertThat(groups.scale(a).redCells()).isEqualTo(24);
    assertThat(groups.scale(b).redCell()).isEqualTo(60);
    assertThat(groups.scale(large)).isEqualTo(FieldScale.unknown(24));
  }

  @Test
  void givenScale_countsBeforeRedCells() {
    FoundCells a = field("one/a.png", 640, 24, 60).withScale(FieldScale.given(99));
    FieldGroups groups = new FieldGroups(CLASSES);
    groups.add(a);

    assertThat(groups.scale(a)).isEqualTo(FieldScale.given(99));
  }

  @Test
  void scaleOfItsOwn_isKept() {
    FieldScale own = new FieldScale(50, 0.1, 21, FieldScale.Source.RED_CELLS, "");
    FoundCells a = field("one/a.png", 640, 21, 50).withScale(own);
    FoundCells b = field("one/b.png", 640, 30, 60);
    FieldGroups groups = new FieldGroups(CLASSES);
    List.of(a, b).forEach(groups::add);

    assertThat(groups.scale(a)).isEqualTo(own);
    assertThat(groups.scale(b).redCells()).isEqualTo(51);
  }

  @Test
  void fewRedCellsOfEachField_makeTheScaleDoubtful() {
    FieldGroups groups = new FieldGroups(CLASSES);
    List<FoundCells> fields = new ArrayList<>();
    for (String name : List.of("one/a.png", "one/b.png", "one/c.png")) {
      fields.add(field(name, 640, 3, 60).withScale(FieldScale.given(20)));
    }
    fields.forEach(groups::add);

    String doubt =
        "its scale is 20.0 pixels per red cell (given), but 9 red cells of the folder's fields measure 60.0 pixels; say the right one by --red-cell";
    assertThat(ScaleDoubt.of(fields.get(0), CLASSES)).isEmpty();
    assertThat(groups.doubt(fields.get(0))).contains(doubt);
    assertThat(groups.notes())
        .containsExactly("one/a.png and 2 more fields of its folder and size: " + doubt);
  }

  @Test
  void anotherPixelSize_isAnotherGroup() {
    FieldGroups groups = new FieldGroups(CLASSES);
    FoundCells a = field("one/a.png", 640, 3, 60).withScale(FieldScale.given(20));
    FoundCells b = field("one/b.png", 640, 3, 60).withScale(FieldScale.given(60));
    List.of(a, b).forEach(groups::add);

    assertThat(groups.doubt(a)).isEmpty();
    assertThat(groups.notes()).isEmpty();
  }
}
