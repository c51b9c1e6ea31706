package org.allnet.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldPart;
import org.allnet.detect.tile.LearnedSize;
import org.allnet.evaluation.detection.DetectedField;
import org.allnet.evaluation.detection.TrueBox;
import org.junit.jupiter.api.Test;

final class UnlearnedSizesTest {

  private static final int RED = 1;

  /** In a field of 640 pixels, red cells of 128 are of the learned size. */
  private static final LearnedSize LEARNED = new LearnedSize(320, 64, RED);

  private final List<Field> fields = new ArrayList<>();
  private final List<DetectedField> detected = new ArrayList<>();

  private void add(int redCells, double side) {
    String name = fields.size() + ".png";
    List<TrueBox> truths = new ArrayList<>();
    for (int i = 0; i < redCells; i++) {
      truths.add(new TrueBox(i + 1L, RED, BoundingBox.ofSize(10 + 130 * i, 10, side, side)));
    }
    fields.add(new Field(name, Path.of(name), 640, 480, FieldPart.WHOLE, List.of(), List.of()));
    detected.add(new DetectedField(name, null, truths, List.of()));
  }

  @Test
  void redCellsOfAnotherSize_areTold() {
    add(4, 128);
    add(4, 40);
    add(4, 60);
    add(2, 40); // too few to tell

    assertThat(UnlearnedSizes.warning(LEARNED, fields, detected).orElseThrow())
        .startsWith("In 2 of 4 fields labelled red cells are of another size");
  }

  @Test
  void redCellsOfTheLearnedSize_areNoReason() {
    add(4, 128);
    add(4, 90);
    add(0, 0);

    assertThat(UnlearnedSizes.warning(LEARNED, fields, detected)).isEmpty();
  }
}
