package org.allnet.service.work.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.detect.Detector;
import org.allnet.inference.compute.Device;
import org.allnet.service.domain.FieldLook;
import org.allnet.testing.DrawnField;
import org.junit.jupiter.api.Test;

/** What a field's notes say of a scale that its red cells contradict. */
final class FieldScanTest {

  private static CellPixels field() {
    return new ImageDecoder(DecodeLimits.DEFAULTS)
        .decode(DrawnField.ofRedCells(), "field", note -> {});
  }

  @Test
  void scaleOfAFile_isDoubtedByRedCells() {
    try (Detector detector = Detector.open(Device.CPU)) {
      FieldScan scan = new FieldScan(detector);
      FieldScan.Seen wrong =
          scan.look(field(), Optional.of(new FieldLook.Scale(30, "TIFF resolution")));

      assertThat(wrong.scale().orElseThrow().words())
          .isEqualTo("30.0 pixels per red cell (TIFF resolution)");
      assertThat(wrong.notes())
          .singleElement()
          .asString()
          .startsWith("its scale is 30.0 pixels per red cell (TIFF resolution), but ")
          .contains(" red cells measure 10");

      FieldScan.Seen right =
          scan.look(field(), Optional.of(new FieldLook.Scale(104, "TIFF resolution")));
      assertThat(right.notes()).isEmpty();
    }
  }

  /** Tiles at the scale that was said show that it is wrong; what counts is the look after it. */
  @Test
  void twoLooksByTiles_leaveNotesOfTheSecond() {
    BufferedImage drawn = DrawnField.ofRedCells();
    int width = drawn.getWidth() / 2;
    int height = drawn.getHeight() / 2;
    BufferedImage four = new BufferedImage(2 * width, 2 * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = four.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    for (int i = 0; i < 4; i++) {
      pen.drawImage(drawn, i % 2 * width, i / 2 * height, width, height, null);
    }
    pen.dispose();
    CellPixels field = new ImageDecoder(DecodeLimits.DEFAULTS).decode(four, "four", note -> {});
    try (Detector detector = Detector.open(Device.CPU)) {
      FieldScan.Seen seen =
          new FieldScan(detector)
              .look(field, Optional.of(new FieldLook.Scale(38, "TIFF resolution")));

      assertThat(seen.notes()).filteredOn(note -> note.contains("times as large")).hasSize(1);
      assertThat(seen.notes()).last().asString().contains(" red cells measure 5");
    }
  }
}
