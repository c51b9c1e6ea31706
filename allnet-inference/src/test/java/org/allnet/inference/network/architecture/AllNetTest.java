package org.allnet.inference.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.OptionException;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.window.Footprint;
import org.allnet.inference.engine.window.Window;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllNetTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  private static Network small(int classes, int inputSize) {
    return Network.fresh(
        new NetworkPlan(NetworkOptions.allnet(classes, inputSize, 1.0 / 16, 0.5)), 7, CPU);
  }

  private static List<Window> windows(int size) {
    return List.of(
        new Window(size / 4, size / 3, size - size / 4, size - size / 5),
        new Window(0, 0, size / 2, size / 3),
        Window.EMPTY,
        new Window(size / 2, size / 2, size / 2 + 1, size / 2 + 1));
  }

  private static List<Footprint> footprints(int size) {
    return windows(size).stream().map(window -> Footprint.of(window, size)).toList();
  }

  private static Tensor images(int size, List<Window> windows) {
    torch.manual_seed(11);
    List<Tensor> images = new ArrayList<>();
    for (Window window : windows) {
      Tensor image = torch.zeros(1, 3, size, size);
      if (!window.isEmpty()) {
        image
            .narrow(2, window.top(), window.height())
            .narrow(3, window.left(), window.width())
            .copy_(torch.rand(1, 3, window.height(), window.width()));
      }
      images.add(image);
    }
    return torch.cat(new TensorVector(images.toArray(Tensor[]::new)), 0);
  }

  private static double relativeDifference(Tensor a, Tensor b) {
    double scale = b.abs().max().item_float();
    double difference = a.sub(b).abs().max().item_float();
    return scale == 0 ? difference : difference / scale;
  }

  @Test
  void plan_thePapersNetwork_hasItsParameters() {
    NetworkPlan plan = new NetworkPlan(NetworkOptions.ALLNET);
    assertThat(plan.parameters()).isEqualTo(95_099_266);
    assertThat(plan.trainable()).isEqualTo(95_097_474);
    assertThat(plan.tensors().stream().mapToLong(TensorSpec::elements).sum()).isEqualTo(95_099_266);
    assertThat(plan.table().stream().map(LayerRow::parameters).filter(count -> count > 0))
        .containsExactly(
            1_792L,
            147_712L,
            885_120L,
            1_536L,
            1_769_984L,
            2_048L,
            75_501_568L,
            16_781_312L,
            8_194L);
    assertThat(plan.flops()).isBetween(12.8e9, 13.0e9);
  }

  @Test
  void plan_otherClassesAndSizes_followThem() {
    NetworkPlan plan = new NetworkPlan(NetworkOptions.allnet(4, 112, 1, 0.5));
    assertThat(plan.tensors().stream().filter(spec -> spec.name().equals("dense1.weight")))
        .singleElement()
        .extracting(TensorSpec::shape)
        .isEqualTo(List.of(4096L, 2 * 2 * 512L));
    assertThat(plan.table().get(plan.table().size() - 1).shape()).containsExactly(4);
  }

  @Test
  void options_outOfRange_areRefused() {
    assertThatThrownBy(() -> NetworkOptions.allnet(1, 450, 1, 0.5))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("classes 1");
    assertThatThrownBy(() -> NetworkOptions.allnet(2, 5, 1, 0.5))
        .hasMessageContaining("input-size 5");
    assertThatThrownBy(() -> NetworkOptions.allnet(2, 450, Double.NaN, 0.5))
        .hasMessageContaining("width NaN");
    assertThatThrownBy(() -> NetworkOptions.allnet(2, 450, 1, 1))
        .hasMessageContaining("dropout 1.0");
  }

  @Test
  void fresh_sameSeed_givesTheSameGlorotWeights() {
    try (Network first = small(2, 81);
        Network second = small(2, 81);
        Network other = Network.fresh(first.plan(), 8, CPU)) {
      float[] weights = Tensors.toFloats(first.tensors().get("conv2.weight"));
      assertThat(Tensors.toFloats(second.tensors().get("conv2.weight"))).isEqualTo(weights);
      assertThat(Tensors.toFloats(other.tensors().get("conv2.weight"))).isNotEqualTo(weights);
      double limit = Math.sqrt(6.0 / (9 * 4 + 9 * 16));
      double largest = 0;
      for (float weight : weights) {
        largest = Math.max(largest, Math.abs(weight));
      }
      assertThat(largest).isBetween(0.95 * limit, limit * 1.0001);
      assertThat(Tensors.toFloats(first.tensors().get("norm3.running_var"))).containsOnly(1f);
      assertThat(Tensors.toFloats(first.tensors().get("norm3.weight"))).containsOnly(1f);
      assertThat(Tensors.toFloats(first.tensors().get("dense1.bias"))).containsOnly(0f);
    }
  }

  @ParameterizedTest
  @CsvSource({"2,81", "4,100", "3,112", "2,150"})
  void inference_onWindows_equalsWholeFrames(int classes, int size) {
    try (Network network = small(classes, size);
        PointerScope scope = new PointerScope();
        Network.Inference inference = network.inference(InferenceMode.THROUGHPUT)) {
      Tensor images = images(size, windows(size));
      Tensor dense = inference.logits(images, List.of());
      Tensor windowed = inference.logits(images, footprints(size));
      assertThat(dense.size(1)).isEqualTo(classes);
      assertThat(relativeDifference(windowed, dense)).isLessThan(1e-5);
    }
  }

  @Test
  void inference_twiceTheSame_leavesNothingBehind() {
    try (Network network = small(2, 100);
        PointerScope scope = new PointerScope();
        Network.Inference inference = network.inference(InferenceMode.THROUGHPUT)) {
      Tensor images = images(100, windows(100));
      Tensor first = inference.logits(images, footprints(100));
      Tensor second = inference.logits(images, footprints(100));
      assertThat(torch.equal(first, second)).isTrue();
    }
  }

  @Test
  void training_onWindows_equalsWholeFrames() {
    int size = 100;
    try (Network network = small(2, size);
        PointerScope scope = new PointerScope()) {
      Map<String, Tensor> dense = step(network, size, List.of());
      Map<String, Tensor> windowed = step(network, size, footprints(size));
      assertThat(dense).hasSize(20);
      dense.forEach(
          (name, gradient) ->
              assertThat(relativeDifference(windowed.get(name), gradient))
                  .as(name)
                  .isLessThan(1e-4));
    }
  }

  private static Map<String, Tensor> step(Network network, int size, List<Footprint> footprints) {
    for (Tensor weight : network.trainable().values()) {
      weight.requires_grad_(true);
    }
    try (NoGradGuard guard = new NoGradGuard()) {
      network.tensors().get("norm3.running_mean").zero_();
      network.tensors().get("norm4.running_var").fill_(new Scalar(1.0));
    }
    Outputs outputs = network.train(images(size, windows(size)), footprints, Precision.FP32, 3);
    outputs.backward(outputs.logits().mul(outputs.logits()).sum());
    Map<String, Tensor> gradients = new LinkedHashMap<>();
    network
        .trainable()
        .forEach(
            (name, weight) -> {
              gradients.put(name, weight.grad().clone());
              weight.mutable_grad().zero_();
            });
    gradients.put("mean", network.tensors().get("norm3.running_mean").clone());
    gradients.put("variance", network.tensors().get("norm4.running_var").clone());
    return gradients;
  }

  @Test
  void recomputeStatistics_areMeanAndVariance() {
    int size = 81;
    try (Network network = small(2, size);
        PointerScope scope = new PointerScope()) {
      Tensor images = images(size, windows(size));
      try (Network.StatisticsPass pass = network.recomputeStatistics()) {
        pass.add(images.narrow(0, 0, 2), List.of());
        pass.add(images.narrow(0, 2, 2), footprints(size).subList(2, 4));
        pass.finish();
      }
      Tensor x = images;
      for (int stage = 1; stage <= 3; stage++) {
        x =
            torch
                .max_pool2d(
                    torch.conv2d(
                        x,
                        network.tensors().get("conv" + stage + ".weight"),
                        new org.bytedeco.pytorch.TensorOptional(
                            network.tensors().get("conv" + stage + ".bias")),
                        new long[] {1, 1},
                        new long[] {1, 1},
                        new long[] {1, 1},
                        1),
                    new long[] {3, 3},
                    new long[] {3, 3},
                    new long[] {0, 0},
                    new long[] {1, 1},
                    true)
                .relu();
      }
      Tensor mean = x.mean(new long[] {0, 2, 3});
      Tensor variance = x.square().mean(new long[] {0, 2, 3}).sub(mean.square());
      assertThat(relativeDifference(network.tensors().get("norm3.running_mean"), mean))
          .isLessThan(1e-4);
      assertThat(relativeDifference(network.tensors().get("norm3.running_var"), variance))
          .isLessThan(1e-3);
    }
  }
}
