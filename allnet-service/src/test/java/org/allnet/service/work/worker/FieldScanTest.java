package org.allnet.service.work.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.detect.Detector;
import org.allnet.inference.compute.Device;
import org.allnet.service.domain.FieldLook;
import org.junit.jupiter.api.Test;

/** What a field's notes say of a scale that its red cells contradict. */
final class FieldScanTest {

  /** Red cells of 104 pixels, drawn as the detector that comes with ALLNet knows them. */
  private static CellPixels field() {
    BufferedImage field = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = field.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setColor(new Color(232, 226, 222));
    pen.fillRect(0, 0, 640, 480);
    for (int i = 0; i < 12; i++) {
      int x = 80 + 160 * (i % 4);
      int y = 80 + 160 * (i / 4);
      pen.setPaint(
          new RadialGradientPaint(
              x,
              y,
              52,
              new float[] {0, 0.3f, 0.8f, 1},
              new Color[] {
                new Color(226, 200, 196),
                new Color(220, 180, 178),
                new Color(203, 140, 145),
                new Color(198, 132, 140)
              }));
      pen.fillOval(x - 52, y - 52, 104, 104);
    }
    pen.dispose();
    return new ImageDecoder(DecodeLimits.DEFAULTS).decode(field, "field", note -> {});
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
}
