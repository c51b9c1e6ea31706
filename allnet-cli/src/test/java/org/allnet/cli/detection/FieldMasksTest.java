package org.allnet.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.allnet.cli.ModelFixture;
import org.allnet.data.InputException;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.region.PictureRegions;
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

  /** Broken around its right edge. */
  private record Broken() implements PictureRegions {

    @Override
    public List<Level> levels() {
      return List.of(new Level(600, 50));
    }

    @Override
    public byte[] rgb(int level, int left, int top, int width, int height) {
      if (left + width > 500) {
        throw new InputException("the part at (500, 0) is broken");
      }
      return new byte[3 * width * height];
    }

    @Override
    public void close() {}
  }

  @Test
  void brokenPart_othersAreOutlined() {
    Path segmenter = folder.resolve("s.safetensors");
    ModelFixture.segmenter(segmenter, true);
    Detection lost = new Detection(0, new BoundingBox(470, 10, 500, 40), 0.9);
    Detection good = new Detection(0, new BoundingBox(10, 10, 40, 40), 0.8);
    FoundCells field =
        new FoundCells(
            new FoundCells.LookedAt("slide.tif", folder.resolve("slide.tif"), 600, 50, null),
            FieldScale.unknown(0),
            List.of(lost, good));

    try (FieldMasks masks = new FieldMasks(CellSegmenter.open(segmenter, Device.CPU));
        FieldView view = FieldView.of(new Broken())) {
      FoundCells outlined = masks.outlined(field, List.of("WBC"), view);

      assertThat(outlined.masks()).containsOnlyKeys(good);
      assertThat(masks.isIncomplete()).isTrue();
      assertThat(outlined.notes())
          .containsExactly(
              "1 white cell could not be read to be outlined; the first: the part at (500, 0) is broken");
    }
  }
}
