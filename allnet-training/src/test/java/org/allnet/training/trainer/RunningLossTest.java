package org.allnet.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

class RunningLossTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  private static void add(RunningLoss loss, float mean, int images) {
    try (PointerScope scope = new PointerScope()) {
      loss.add(Tensors.ofFloats(new float[] {mean}, CPU.torch()), images);
    }
  }

  @Test
  void mean_ofStepsOfUnequalSize_countsImages() {
    try (RunningLoss loss = new RunningLoss(CPU)) {
      add(loss, 1, 16);
      add(loss, 4, 8);
      assertThat(loss.mean()).isEqualTo(2);
      assertThat(loss.images()).isEqualTo(24);
    }
  }

  @Test
  void mean_behindALossThatIsNoNumber_staysNone() {
    try (RunningLoss loss = new RunningLoss(CPU)) {
      add(loss, Float.NaN, 16);
      add(loss, 1, 16);
      assertThat(loss.mean()).isNaN();
    }
  }
}
