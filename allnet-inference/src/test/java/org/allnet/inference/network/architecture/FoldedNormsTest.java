package org.allnet.inference.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.NativeBytes;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.layer.Activation;
import org.allnet.inference.engine.layer.Conv;
import org.allnet.inference.engine.layer.Norm;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batch norms that are parts of convolutions, beside those that are computed by themselves. */
final class FoldedNormsTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final NetworkPlan PLAN =
      new NetworkPlan(NetworkOptions.detector("yolox-light", 1, 64));
  private static final int CHANNELS = 8;

  /** Numbers from the first to the last, evenly drawn. */
  private static Tensor drawn(double first, double last, long... shape) {
    return torch.rand(shape).mul(new Scalar(last - first)).add(new Scalar(first));
  }

  private static Map<String, Tensor> layer(int groups) {
    torch.manual_seed(groups);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(
        "a.conv.weight",
        drawn(-1, 1, CHANNELS, CHANNELS / groups, 3, 3)
            .contiguous(torch.MemoryFormat.ChannelsLast));
    tensors.put("a.bn.weight", drawn(-2, 2, CHANNELS));
    tensors.put("a.bn.bias", drawn(-1, 1, CHANNELS));
    tensors.put("a.bn.running_mean", drawn(-1, 1, CHANNELS));
    tensors.put("a.bn.running_var", drawn(0.1, 4, CHANNELS));
    return tensors;
  }

  private static float[] computed(
      Map<String, Tensor> tensors, Tensor x, Conv conv, Activation kind, FixedStacks weights) {
    TensorLayers layers =
        new TensorLayers(ForwardPass.inference(PLAN, tensors, Precision.FP32, List.of(), weights));
    Norm norm = new Norm(1e-3, 0.03);
    return Tensors.toFloats(layers.at("a").normed("conv", "bn", x, conv, norm, kind));
  }

  /** Both a full and a depthwise convolution, with and without a step. */
  @ParameterizedTest
  @EnumSource(Activation.class)
  void normed_everyActivation_isAsInTurn(Activation kind) {
    for (int groups : new int[] {1, CHANNELS}) {
      Conv conv = Conv.same(CHANNELS, 3).groups(groups).stride(groups == 1 ? 1 : 2);
      try (PointerScope scope = new PointerScope();
          NoGradGuard guard = new NoGradGuard();
          FixedStacks folding = new FixedStacks(InferenceMode.THROUGHPUT);
          FixedStacks exact = new FixedStacks(InferenceMode.EXACT)) {
        Map<String, Tensor> tensors = layer(groups);
        Tensor x = drawn(-0.2, 0.2, 2, CHANNELS, 9, 9).contiguous(torch.MemoryFormat.ChannelsLast);
        float[] before = Tensors.toFloats(x);

        float[] folded = computed(tensors, x, conv, kind, folding);
        float[] inTurn = computed(tensors, x, conv, kind, exact);

        assertThat(folded).containsExactly(inTurn, within(5e-6f * most(inTurn)));
        assertThat(folded).as("another way of computing").isNotEqualTo(inTurn);
        assertThat(computed(tensors, x, conv, kind, folding)).isEqualTo(folded);
        assertThat(Tensors.toFloats(x)).as("what the layer is given").isEqualTo(before);
      }
    }
  }

  private static float most(float[] numbers) {
    float most = 0;
    for (float number : numbers) {
      most = Math.max(most, Math.abs(number));
    }
    return most;
  }

  private static float[] said(Network network, InferenceMode mode) {
    torch.manual_seed(7);
    try (Network.Inference inference = network.inference(mode);
        PointerScope scope = new PointerScope()) {
      return Tensors.toFloats(inference.logits(torch.rand(1, 3, 64, 64), List.of()));
    }
  }

  /** Whoever changes weights opens inference anew: each folds the weights that it finds. */
  @Test
  void inference_openedAnew_hasTheNewWeights() {
    try (Network network = Network.fresh(PLAN, 5, CPU)) {
      float[] before = said(network, InferenceMode.THROUGHPUT);
      try (NoGradGuard guard = new NoGradGuard();
          PointerScope scope = new PointerScope()) {
        network.tensors().get("backbone.backbone.stem.conv.bn.weight").mul_(new Scalar(1.5));
      }
      float[] exact = said(network, InferenceMode.EXACT);

      float[] after = said(network, InferenceMode.THROUGHPUT);

      assertThat(after).isNotEqualTo(before);
      assertThat(after).containsExactly(exact, within(1e-5f * most(exact)));
    }
  }

  /** Folded weights are as large as the network's, 9 MB: ten that are lost would be 90. */
  @Test
  void close_foldedWeights_areFreed() throws InterruptedException {
    try (Network network = Network.fresh(PLAN, 5, CPU)) {
      said(network, InferenceMode.THROUGHPUT);
      long before = NativeBytes.leastInUse();
      for (int i = 0; i < 10; i++) {
        said(network, InferenceMode.THROUGHPUT);
      }

      assertThat(NativeBytes.leastInUse() - before).isLessThan(20_000_000);
    }
  }
}
