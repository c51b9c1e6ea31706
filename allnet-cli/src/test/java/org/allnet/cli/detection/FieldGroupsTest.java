package org.allnet.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.field.BoundingBox;
import org.allnet.detect.scale.FieldScale;
import org.allnet.evaluation.detection.Detection;
import org.junit.jupiter.api.Test;

final class FieldGroupsTest {

  private static final List<String> CLASSES = List.of("WBC", "RBC");

  private static FoundCells field(String file, int width, int redCells, int side) {
    List<Detection> cells = new ArrayList<>();
    for (int i = 0; i < redCells; i++) {
      int x = 10 + 80 * (i % 6);
      int y = 10 + 80 * (i / 6);
      cells.add(new Detection(1, BoundingBox.ofSize(x, y, side, side), 0.9));
    }
    return new FoundCells(
        new FoundCells.LookedAt(file, Path.of(file), width, 480, null),
        FieldScale.unknown(redCells),
        cells);
  }

  @Test
  void fieldsOfOneFolderAndSize_tellTheirScale() {
    FoundCells a = field("one/a.png", 640, 12, 60);
    FoundCells b = field("one/b.png", 640, 12, 60);
    FoundCells small = field("one/c.png", 320, 12, 30);
    FoundCells other = field("two/a.png", 640, 12, 40);
    FieldGroups groups = new FieldGroups();
    List.of(a, b, small, other).forEach(field -> groups.add(field, CLASSES));

    assertThat(groups.scale(a).redCell()).isEqualTo(60);
    assertThat(groups.scale(b).redCells()).isEqualTo(24);
    assertThat(groups.scale(small)).isEqualTo(FieldScale.unknown(8));
    assertThat(groups.scale(other)).isEqualTo(FieldScale.unknown(12));
  }

  @Test
  void givenScale_countsBeforeRedCells() {
    FoundCells a = field("one/a.png", 640, 24, 60).withScale(FieldScale.given(99));
    FieldGroups groups = new FieldGroups();
    groups.add(a, CLASSES);

    assertThat(groups.scale(a)).isEqualTo(FieldScale.given(99));
  }
}
