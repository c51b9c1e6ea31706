package org.allnet.detect.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BoxOverlapTest {

  @BeforeAll
  static void load() {
    ComputeDevice.of(Device.CPU);
  }

  private static Tensor boxes(float... numbers) {
    return Tensors.ofFloats(numbers, Tensors.cpu(), numbers.length / 4, 4);
  }

  @Test
  void iou_threePairs_areHandComputed() {
    try (PointerScope scope = new PointerScope()) {
      // the same; moved by half; apart
      Tensor found = boxes(5, 5, 10, 10, 5, 5, 10, 10, 5, 5, 10, 10);
      Tensor labelled = boxes(5, 5, 10, 10, 10, 5, 10, 10, 50, 5, 10, 10);

      assertThat(Tensors.toFloats(BoxOverlap.of(found, labelled).iou()))
          .containsExactly(new float[] {1, 1 / 3f, 0}, within(1e-6f));
    }
  }

  @Test
  void complete_movedBox_losesItsDistance() {
    try (PointerScope scope = new PointerScope()) {
      // the middles are 5 apart; the hull is 15 x 10, its diagonal squared 325
      Tensor complete = BoxOverlap.of(boxes(5, 5, 10, 10), boxes(10, 5, 10, 10)).complete();

      assertThat(Tensors.toFloats(complete)[0]).isCloseTo(1 / 3f - 25 / 325f, within(1e-6f));
    }
  }

  @Test
  void complete_otherProportions_losesTheirAngle() {
    try (PointerScope scope = new PointerScope()) {
      // 20 x 10 in 10 x 10: iou .5, angle atan(2) - atan(1)
      Tensor complete = BoxOverlap.of(boxes(5, 5, 20, 10), boxes(5, 5, 10, 10)).complete();
      double v = 4 / (Math.PI * Math.PI) * Math.pow(Math.atan(2) - Math.atan(1), 2);

      assertThat((double) Tensors.toFloats(complete)[0])
          .isCloseTo(0.5 - v * v / (1 - 0.5 + v), within(1e-6));
    }
  }

  @Test
  void complete_boxesApart_hasAGradient() {
    try (PointerScope scope = new PointerScope()) {
      Tensor found = boxes(5, 5, 10, 10).requires_grad_(true);
      BoxOverlap.of(found, boxes(50, 5, 10, 10)).complete().sum().backward();

      assertThat(Tensors.toFloats(found.grad())[0]).isPositive();
    }
  }
}
