package org.allnet.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.image.CellPixels;
import org.allnet.detect.scale.FieldScale;
import org.allnet.evaluation.decision.Decision;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.Classification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers find their cells in files. */
final class AnsweredCellsTest {

  @TempDir private Path folder;

  private static Detection cell(double left, double right) {
    return new Detection(0, new BoundingBox(left, 10, right, 40), 0.9);
  }

  private static Classification answer(String label) {
    return new Classification(
        "cell",
        new Decision.Predicted(label, new Decision.MostProbable()),
        Map.of(label, 1.0),
        List.of(label),
        Optional.empty());
  }

  @Test
  void geojson_cellTooSmallToWrite_movesNoAnswer() throws IOException {
    Detection tiny = cell(0, 0.004);
    Detection first = cell(20, 50);
    Detection second = cell(60, 90);
    Map<Detection, Classification> answers = new LinkedHashMap<>();
    answers.put(first, answer("all"));
    answers.put(second, answer("hem"));
    FoundCells field =
        new FoundCells(
                new FoundCells.LookedAt("f.png", Path.of("f.png"), 100, 50, null),
                FieldScale.given(30),
                List.of(tiny, first, second))
            .withAnswers(answers);
    FieldFiles files =
        new FieldFiles(
            null,
            null,
            null,
            null,
            null,
            folder,
            null,
            List.of("all", "hem"),
            false,
            SyntheticParts.NONE);
    try (FieldView view =
        FieldView.of(new CellPixels(50, 100, 0, 0, 50, 100, new byte[3 * 100 * 50]))) {
      files.field(view, field, List.of("WBC"));
    }

    JsonNode features =
        new ObjectMapper()
            .readTree(folder.resolve("geojson/all/f.geojson").toFile())
            .get("features");
    assertThat(features).hasSize(2);
    assertThat(features.get(0).at("/properties/classification/name").asText()).isEqualTo("all");
    assertThat(features.get(1).at("/properties/classification/name").asText()).isEqualTo("hem");
  }
}
