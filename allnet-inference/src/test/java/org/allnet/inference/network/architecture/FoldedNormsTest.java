package org.allnet.inference.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.NativeBytes;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.layer.Layers.Point;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batch norms that are parts of convolutions, beside those that are computed by themselves. */
final class FoldedNormsTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final int SIDE = 64;

  /** A network whose norms change their maps, as those of a trained one do. */
  private static Network network(NetworkOptions options) {
    Network network = Network.fresh(new NetworkPlan(options), 5, CPU);
    torch.manual_seed(6);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      network
          .tensors()
          .forEach(
              (name, tensor) -> {
                if (name.contains("bn")) {
                  double least = name.endsWith(".bias") || name.endsWith("_mean") ? -0.3 : 0.5;
                  tensor.copy_(torch.rand(tensor.size(0)).mul(scalar(0.8)).add(scalar(least)));
                }
              });
    }
    return network;
  }

  private static Tensor images() {
    torch.manual_seed(7);
    return torch.rand(2, 3, SIDE, SIDE);
  }

  private static float[] said(Network.Inference inference, Tensor images) {
    return Tensors.toFloats(inference.outputs(images, List.of()).logits());
  }

  private static void assertClose(float[] folded, float[] apart) {
    float largest = 0;
    for (float number : apart) {
      largest = Math.max(largest, Math.abs(number));
    }
    assertThat(folded).containsExactly(apart, within(1e-5f * largest));
    assertThat(folded).as("another way of computing").isNotEqualTo(apart);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yolox-light", "yolox-nano", "yolov4"})
  void throughput_detector_saysTheSame(String name) {
    try (Network network = network(narrow(NetworkOptions.detector(name, 3, SIDE)));
        Network.Inference folded = network.inference(InferenceMode.THROUGHPUT);
        Network.Inference apart = network.inference(InferenceMode.EXACT);
        PointerScope scope = new PointerScope()) {
      Tensor images = images();

      assertClose(said(folded, images), said(apart, images));
    }
  }

  private static NetworkOptions narrow(NetworkOptions options) {
    return new NetworkOptions(
        options.architecture(),
        options.classes(),
        options.inputSize(),
        0.25,
        options.dropout(),
        options.channels(),
        options.normalisation(),
        false);
  }

  @Test
  void throughput_boxesAndScores_areTheSame() {
    try (Network network = network(NetworkOptions.detector("yolox-light", 3, SIDE));
        Network.Inference folded = network.inference(InferenceMode.THROUGHPUT);
        Network.Inference apart = network.inference(InferenceMode.EXACT);
        PointerScope scope = new PointerScope()) {
      Tensor images = images();

      for (Point point : List.of(Point.BOXES, Point.SCORES)) {
        assertClose(marked(folded, images, point), marked(apart, images, point));
      }
    }
  }

  private static float[] marked(Network.Inference inference, Tensor images, Point point) {
    return Tensors.toFloats(
        Objects.requireNonNull(inference.outputs(images, List.of()).marks().get(point)));
  }

  /** Whoever changes weights opens inference anew: each folds the weights that it finds. */
  @Test
  void inference_openedAnew_hasTheNewWeights() {
    try (Network network = network(NetworkOptions.detector("yolox-light", 1, SIDE));
        PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor images = images();
      float[] before = throughput(network, images);
      network.tensors().get("backbone.backbone.stem.conv.bn.weight").mul_(scalar(1.5));

      float[] after = throughput(network, images);

      assertThat(after).isNotEqualTo(before);
      try (Network.Inference apart = network.inference(InferenceMode.EXACT)) {
        assertClose(after, said(apart, images));
      }
    }
  }

  private static Scalar scalar(double number) {
    return new Scalar(number);
  }

  private static float[] throughput(Network network, Tensor images) {
    try (Network.Inference inference = network.inference(InferenceMode.THROUGHPUT)) {
      return said(inference, images);
    }
  }

  /** Folded weights are as large as the network's, 9 MB: ten that are lost would be 90. */
  @Test
  void close_foldedWeights_areFreed() throws InterruptedException {
    try (Network network = network(NetworkOptions.detector("yolox-light", 1, SIDE))) {
      used(network);
      long before = NativeBytes.leastInUse();
      for (int i = 0; i < 10; i++) {
        used(network);
      }

      assertThat(NativeBytes.leastInUse() - before).isLessThan(20_000_000);
    }
  }

  private static void used(Network network) {
    try (PointerScope scope = new PointerScope()) {
      throughput(network, images());
    }
  }
}
