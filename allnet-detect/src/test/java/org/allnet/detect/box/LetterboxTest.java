package org.allnet.detect.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.image.CellPixels;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class LetterboxTest {

  @Test
  void toField_wideField_isScaledBack() {
    Letterbox letterbox = new Letterbox(640, 480, 320);

    assertThat(letterbox.innerWidth()).isEqualTo(320);
    assertThat(letterbox.innerHeight()).isEqualTo(240);
    assertThat(letterbox.toField(new BoundingBox(10, 20, 30, 40)))
        .isEqualTo(new BoundingBox(20, 40, 60, 80));
    assertThat(letterbox.toInput(new BoundingBox(20, 40, 60, 80)))
        .isEqualTo(new BoundingBox(10, 20, 30, 40));
  }

  @Test
  void toField_boxOverTheEdge_isCutOff() {
    assertThat(new Letterbox(640, 480, 320).toField(new BoundingBox(-5, 230, 10, 260)))
        .isEqualTo(new BoundingBox(0, 460, 20, 480));
  }

  @Test
  void letterboxed_evenField_isGreyBehind() {
    byte[] rgb = new byte[3 * 8 * 4];
    Arrays.fill(rgb, (byte) 255);
    try (PointerScope scope = new PointerScope()) {
      Tensor input =
          FieldTensors.letterboxed(new FieldPixels(8, 4, rgb), 4, ComputeDevice.of(Device.CPU));
      float[] values = Tensors.toFloats(input);

      assertThat(values).hasSize(3 * 16);
      for (int i = 0; i < values.length; i++) {
        double expected = i % 16 < 8 ? 1 : Letterbox.GREY;
        assertThat((double) values[i]).isCloseTo(expected, within(1e-6));
      }
    }
  }

  /** Rows of one colour stay in their place and order: red above, blue below. */
  @Test
  void letterboxed_twoColours_keepsTheirPlaces() {
    byte[] rgb = new byte[3 * 4 * 4];
    for (int i = 0; i < 16; i++) {
      rgb[3 * i + (i < 8 ? 0 : 2)] = (byte) 255;
    }
    try (PointerScope scope = new PointerScope()) {
      float[] values =
          Tensors.toFloats(
              FieldTensors.letterboxed(
                  new FieldPixels(4, 4, rgb), 4, ComputeDevice.of(Device.CPU)));
      assertThat(values[0]).isEqualTo(1);
      assertThat(values[15]).isEqualTo(0);
      assertThat(values[32]).isEqualTo(0);
      assertThat(values[47]).isEqualTo(1);
    }
  }

  @Test
  void of_imageWithBlackBorder_isWhole() {
    FieldPixels field = FieldPixels.of(new CellPixels(2, 3, 1, 1, 1, 1, new byte[] {1, 2, 3}));

    assertThat(field.width()).isEqualTo(3);
    assertThat(field.rgb()).hasSize(18).containsSequence(1, 2, 3).endsWith(0, 0, 0);
    assertThat(field.rgb()[12]).isEqualTo((byte) 1);
  }

  @Test
  void foundBoxes_certainPlaces_areBoxesInTheField() {
    float[] boxes = {10, 10, 8, 4, 300, 300, 4, 4};
    float[] scores = {0.1f, 0.9f, 0.6f, 0.2f};

    // the second place lies below the field
    assertThat(FoundBoxes.of(boxes, scores, 2, 0.5, new Letterbox(640, 480, 320)))
        .isEqualTo(List.of(new Detection(1, new BoundingBox(12, 16, 28, 24), 0.9f)));
  }
}
