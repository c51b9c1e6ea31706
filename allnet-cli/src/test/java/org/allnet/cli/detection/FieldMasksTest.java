package org.allnet.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.allnet.cli.ModelFixture;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.image.CellPixels;
import org.allnet.detect.CellSegmenter;
import org.allnet.detect.scale.FieldScale;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.compute.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FieldMasksTest {

  @TempDir private Path folder;

  @Test
  void decodedField_isOutlinedWithoutItsFile() {
    Path segmenter = folder.resolve("s.safetensors");
    ModelFixture.segmenter(segmenter, true);
    FoundCells field =
        new FoundCells(
            new FoundCells.LookedAt("gone.png", folder.resolve("gone.png"), 60, 50, null),
            FieldScale.unknown(0),
            List.of(new Detection(0, new BoundingBox(10, 10, 40, 40), 0.9)));

    try (FieldMasks masks = new FieldMasks(CellSegmenter.open(segmenter, Device.CPU));
        FieldView view =
            FieldView.of(new CellPixels(60, 50, 0, 0, 60, 50, new byte[3 * 60 * 50]))) {
      FoundCells outlined = masks.outlined(field, List.of("WBC"), view);

      assertThat(outlined.masks()).hasSize(1);
      assertThat(masks.summary()).isEqualTo("1 cell outlined");
    }
  }
}
