package org.allnet.inference.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.group.BatchPart;
import org.allnet.inference.engine.layer.Activation;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** Values within a part of a network do not outlive it, so that a large input needs less memory. */
final class FreedPartsTest {

  private static final NetworkPlan PLAN =
      new NetworkPlan(NetworkOptions.detector("yolox-light", 2, 64));

  private static Supplier<Tensor> steps(TensorLayers layers, Tensor x, List<Tensor> between) {
    return () -> {
      between.add(layers.activation(Activation.SIGMOID, x));
      return layers.part(
          () -> {
            between.add(layers.activation(Activation.SIGMOID, between.get(0)));
            return layers.activation(Activation.RELU, between.get(1));
          });
    };
  }

  @Test
  void part_inference_freesWhatIsBetween() {
    List<Tensor> between = new ArrayList<>();
    try (Network network = Network.fresh(PLAN, 1, ComputeDevice.of(Device.CPU));
        PointerScope scope = new PointerScope()) {
      TensorLayers layers = new TensorLayers(ForwardPass.recorded(PLAN, network.tensors()));
      Tensor x = torch.ones(1, 2, 4, 4);

      Tensor result = layers.part(steps(layers, x, between));

      assertThat(between).hasSize(2).allMatch(one -> one.isNull());
      assertThat(x.isNull()).isFalse();
      assertThat(result.sum().item_float()).isGreaterThan(0);
    }
  }

  @Test
  void part_training_keepsWhatGradientsNeed() {
    List<Tensor> between = new ArrayList<>();
    try (Network network = Network.fresh(PLAN, 1, ComputeDevice.of(Device.CPU));
        PointerScope scope = new PointerScope()) {
      TensorLayers layers =
          new TensorLayers(
              ForwardPass.training(
                  PLAN, network.tensors(), Precision.FP32, List.of(), BatchPart.whole(2)));

      layers.part(steps(layers, torch.ones(1, 2, 4, 4), between));

      assertThat(between).hasSize(2).noneMatch(one -> one.isNull());
    }
  }
}
