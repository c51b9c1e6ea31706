package org.allnet.inference.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.allnet.data.OptionException;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** Networks that say of each pixel what it is of. */
class SegmenterPlanTest {

  private static NetworkPlan plan(int side) {
    return new NetworkPlan(NetworkOptions.segmenter("unet-small", 3, side));
  }

  /**
   * By hand: convolutions 432 + 4,608 + 9,216 + 18,432 + 36,864 + 55,296 + 82,944 down, 92,160 +
   * 36,864 + 27,648 + 9,216 + 6,912 up, 51 at the end; batch norms two for each of 608 channels.
   */
  @Test
  void parameters_small_areThoseOfItsLayers() {
    assertThat(plan(96).trainable()).isEqualTo(381_859);
  }

  @Test
  void logits_anySide_areOneForEachPixel() {
    ComputeDevice cpu = ComputeDevice.of(Device.CPU);
    try (Network network = Network.fresh(plan(32), 1, cpu);
        Network.Inference inference = network.inference(InferenceMode.EXACT);
        PointerScope scope = new PointerScope()) {
      Tensor logits = inference.logits(torch.rand(2, 3, 32, 32), List.of());

      assertThat(Tensors.shape(logits)).containsExactly(2L, 3L, 32L, 32L);
    }
  }

  @Test
  void side_noMultipleOf8_isRefused() {
    assertThatThrownBy(() -> plan(90))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("a multiple of 8 from 16 to 2048 pixels");
    assertThatThrownBy(() -> NetworkOptions.segmenter("yolov4", 3, 96))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("segmenter 'yolov4' is unknown; use unet-small");
  }
}
