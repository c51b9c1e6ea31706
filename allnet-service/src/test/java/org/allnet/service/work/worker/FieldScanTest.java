package org.allnet.service.work.worker;

import static org.assertj.core.api.Assertions.assertThat;

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
}
