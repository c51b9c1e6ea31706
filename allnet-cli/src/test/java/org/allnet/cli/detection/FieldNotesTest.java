package org.allnet.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldPart;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.layout.FolderMark;
import org.allnet.detect.field.FieldParts;
import org.allnet.detect.field.TrainedFields;
import org.allnet.detect.look.Monolayer;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.WhiteCells;
import org.allnet.detect.tile.LargeField;
import org.allnet.detect.tile.TileLayers;
import org.allnet.evaluation.detection.Detection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has to be known of fields. */
final class FieldNotesTest {

  private static final List<String> CLASSES = List.of("WBC", "RBC");

  @TempDir private Path folder;

  private static FoundCells field(LargeField tiles, FieldScale scale) {
    return new FoundCells(
        new FoundCells.LookedAt("a", Path.of("a"), 6000, 5000, tiles), scale, List.of());
  }

  private static LargeField tiles(int thick, int skipped, int unread) {
    return new LargeField(
        List.of(), 12, 1, thick, skipped, unread, "part at (0, 0)", 0, TileLayers.NONE);
  }

  @Test
  void tiles_unreadAndThick_areNamed() {
    FieldScale scale = FieldScale.given(60);

    assertThat(FieldNotes.of(field(tiles(2, 0, 3), scale), CLASSES, true))
        .containsExactly(
            "3 of 12 tiles could not be read and are not counted; the first: part at (0, 0)",
            "2 of 12 tiles are of thick areas without ground between cells, where counts are doubtful; --skip-thick passes them over");
    assertThat(FieldNotes.of(field(tiles(1, 1, 0), scale), CLASSES, true))
        .containsExactly(
            "1 of 12 tiles is of thick areas without ground between cells, and passed over");
    assertThat(FieldNotes.of(field(tiles(0, 0, 0), scale), CLASSES, true)).isEmpty();
  }

  @Test
  void unknownScale_isNamedIfAClassifierWasAsked() {
    FoundCells field = field(tiles(0, 0, 0), FieldScale.unknown(7));

    assertThat(FieldNotes.of(field, CLASSES, false)).isEmpty();
    assertThat(FieldNotes.of(field, CLASSES, true))
        .containsExactly("not classified, scale unknown (7 isolated round red cells)");
  }

  @Test
  void poorMonolayer_isNamed() {
    FoundCells field =
        field(tiles(0, 0, 0), FieldScale.given(60))
            .withMonolayer(new Monolayer(0.1, 0.2, 0.9, 0.5, 0));

    assertThat(FieldNotes.of(field, CLASSES, false))
        .containsExactly("no monolayer (score 0.10), so counts are doubtful");
  }

  @Test
  void sortedOut_isDoneOnce() {
    FoundCells field =
        new FoundCells(
                new FoundCells.LookedAt("a", Path.of("a"), 640, 480, null),
                FieldScale.unknown(0),
                List.of(new Detection(0, BoundingBox.ofSize(100, 100, 40, 40), 0.9)))
            .sortedOut(CLASSES);
    WhiteCells white = field.white(CLASSES);

    assertThat(field.withNotes(List.of("x")).withAnswers(Map.of()).white(CLASSES)).isSameAs(white);
    assertThat(field.withScale(FieldScale.given(900)).white(CLASSES)).isNotSameAs(white);
  }

  @Test
  void networkOfSyntheticFields_saysSo() {
    assertThat(synthetic()).isFalse();
    FolderMark.writeSynthetic(folder, "a test");

    assertThat(synthetic()).isTrue();
  }

  private @Nullable Boolean synthetic() {
    AtomicFile.writeText(folder.resolve("a.png"), "a");
    Field field =
        new Field("a.png", folder.resolve("a.png"), 64, 48, FieldPart.WHOLE, List.of(), List.of());
    FieldParts parts =
        new FieldParts(List.of(field), List.of(), FieldParts.Origin.OWN, Set.of(), List.of());
    FieldTraining training =
        new FieldTraining(
            new TrainingFolder(folder, "state"), parts, TrainedFields.of(parts), false);
    return training.provenance(Map.of()).synthetic();
  }
}
