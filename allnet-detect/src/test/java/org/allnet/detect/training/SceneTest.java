package org.allnet.detect.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.allnet.data.field.BoundingBox;
import org.allnet.detect.box.FieldTensors;
import org.allnet.detect.field.LabelledField;
import org.allnet.detect.loss.TrueCell;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class SceneTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final int SIDE = 96;
  private static final FieldAugmentation STILL = new FieldAugmentation(0, 0, 0, 0, 0);

  /** Every symmetry moves a box as it moves the pixels of the box. */
  @Test
  void turn_eightSymmetries_moveBoxesAsPixels() {
    int width = 5;
    int height = 3;
    BoundingBox box = new BoundingBox(1, 0, 3, 2);
    float[] pixels = new float[width * height];
    for (int y = 0; y < 2; y++) {
      for (int x = 1; x < 3; x++) {
        pixels[y * width + x] = 1;
      }
    }
    for (int i = 0; i < 8; i++) {
      Turn turn = new Turn(i >= 4, i % 4);
      try (PointerScope scope = new PointerScope()) {
        Tensor turned =
            turn.of(Tensors.ofFloats(pixels, Tensors.cpu(), 1, height, width)).contiguous();
        BoundingBox moved = turn.of(box, width, height);
        int across = (int) turned.size(2);
        float[] values = Tensors.toFloats(turned);
        for (int at = 0; at < values.length; at++) {
          double x = at % across + 0.5;
          double y = at / across + 0.5;
          boolean inside =
              x > moved.left() && x < moved.right() && y > moved.top() && y < moved.bottom();
          assertThat(values[at] == 1).as("%s at %s, %s", turn, x, y).isEqualTo(inside);
        }
      }
    }
  }

  @Test
  void plain_wideField_liesInTheLetterbox() {
    LabelledField field = SyntheticFields.of(1, 192, 96, 1).get(0);
    try (PointerScope scope = new PointerScope()) {
      Scene scene = new Scene(FieldTensors.grey(1, SIDE, CPU).select(0, 0), STILL, CPU);
      scene.plain(field);

      assertThat(scene.cells()).hasSameSizeAs(field.truths());
      assertThat(scene.cells().get(0).centreX())
          .isCloseTo(field.truths().get(0).box().centreX() / 2, within(1e-9));
      assertThat(scene.cells().get(0).width()).isCloseTo(14, within(1e-9));
    }
  }

  /** In whatever scene, where a cell is said to be it is darker than what lies behind cells. */
  @Test
  void changed_seededScenes_cellsAreWhereTheySay() {
    List<LabelledField> fields = SyntheticFields.of(4, 110, 96, 5);
    int seen = 0;
    for (long seed = 0; seed < 40; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      try (PointerScope scope = new PointerScope()) {
        Tensor canvas = FieldTensors.grey(1, SIDE, CPU).select(0, 0);
        Scene scene = new Scene(canvas, new FieldAugmentation(0, 0.25, 0.01, 0.1, 0.1), CPU);
        if (seed % 2 == 0) {
          scene.mosaic(fields, random);
        } else {
          scene.changed(fields.get((int) seed % 4), random);
        }
        float[] values = Tensors.toFloats(canvas.contiguous());
        for (TrueCell cell : scene.cells()) {
          seen++;
          int x = (int) cell.centreX();
          int y = (int) cell.centreY();
          // green: cells have at most 110 / 255, what is behind them 230, grey 114
          assertThat(values[SIDE * SIDE + y * SIDE + x])
              .as("seed %d, cell %s", seed, cell)
              .isLessThan(0.56f);
          assertThat(cell.centreX() + cell.width() / 2).isLessThanOrEqualTo(SIDE);
          assertThat(cell.centreY() - cell.height() / 2).isGreaterThanOrEqualTo(0);
        }
      }
    }
    assertThat(seen).isGreaterThan(80);
  }

  @Test
  void jitter_nothingDrawn_leavesColours() {
    float[] matrix = new ColourJitter(0, 1, 1).matrix();

    for (int i = 0; i < 9; i++) {
      assertThat(matrix[i]).isCloseTo(i % 4 == 0 ? 1 : 0, within(2e-3f));
    }
  }

  @Test
  void jitter_greyOfAnyHue_staysGrey() {
    float[] matrix = new ColourJitter(0.3, 1.4, 1).matrix();

    for (int row = 0; row < 3; row++) {
      assertThat(matrix[3 * row] + matrix[3 * row + 1] + matrix[3 * row + 2])
          .isCloseTo(1, within(2e-3f));
    }
  }
}
