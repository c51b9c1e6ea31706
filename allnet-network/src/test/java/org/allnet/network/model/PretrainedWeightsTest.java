package org.allnet.network.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.network.architecture.Network;
import org.allnet.network.architecture.NetworkOptions;
import org.allnet.network.architecture.NetworkPlan;
import org.allnet.network.architecture.Normalisation;
import org.allnet.network.device.ComputeDevice;
import org.allnet.network.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainedWeightsTest {

  private static final ComputeDevice CPU = ComputeDevice.of("cpu");

  @TempDir Path folder;

  private static Network fresh(String name, int classes, int size, int channels, long seed) {
    return Network.fresh(
        new NetworkPlan(
            new NetworkOptions(
                name, classes, size, 0.25, 0, channels, Normalisation.IMAGENET, false)),
        seed,
        CPU);
  }

  /** A file such as a model hub has: a thousand classes and the counters of batch norms. */
  private Path file(Network network, boolean half) {
    Path file = folder.resolve("weights.safetensors");
    Map<String, Tensor> tensors = new LinkedHashMap<>(network.tensors());
    try (PointerScope scope = new PointerScope()) {
      tensors.put("bn1.num_batches_tracked", torch.zeros(1));
      tensors.put("something.else", torch.zeros(2, 2));
      Safetensors.write(file, tensors, Map.of("format", "pt"), half);
    }
    return file;
  }

  private static float[] values(Network network, String name) {
    return Tensors.toFloats(network.tensors().get(name));
  }

  @Test
  void load_anotherNumberOfClasses_takesAllButTheHead() {
    try (Network source = fresh("resnet18", 10, 64, 3, 1);
        Network target = fresh("resnet18", 2, 96, 3, 2)) {
      float[] head = values(target, "fc.weight");
      PretrainedWeights.Outcome outcome = PretrainedWeights.load(file(source, false), target, CPU);
      assertThat(outcome.matched()).isEqualTo(target.tensors().size() - 2);
      assertThat(outcome.fresh()).containsExactly("fc.weight", "fc.bias");
      assertThat(outcome.leftOver()).containsExactly("something.else");
      assertThat(outcome.adapted()).isEmpty();
      assertThat(values(target, "layer3.0.conv1.weight"))
          .isEqualTo(values(source, "layer3.0.conv1.weight"));
      assertThat(values(target, "fc.weight")).isEqualTo(head);
    }
  }

  @Test
  void load_halfPrecision_isNearlyTheSame() {
    try (Network source = fresh("resnet18", 10, 64, 3, 1);
        Network target = fresh("resnet18", 2, 64, 3, 2)) {
      PretrainedWeights.load(file(source, true), target, CPU);
      float[] expected = values(source, "conv1.weight");
      float[] actual = values(target, "conv1.weight");
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i]).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-3f));
      }
    }
  }

  @Test
  void load_intoSixChannels_halvesTheThreeTwice() {
    try (Network source = fresh("resnet18", 10, 64, 3, 1);
        Network target = fresh("resnet18", 2, 64, 6, 2)) {
      assertThat(PretrainedWeights.load(file(source, false), target, CPU).adapted())
          .containsExactly("conv1.weight");
      float[] three = values(source, "conv1.weight");
      float[] six = values(target, "conv1.weight");
      int kernel = 49;
      for (int i = 0; i < six.length; i++) {
        int out = i / (6 * kernel);
        int in = i / kernel % 6;
        assertThat(six[i]).isEqualTo(three[(out * 3 + in % 3) * kernel + i % kernel] / 2);
      }
    }
  }

  @Test
  void load_positionsOfAnotherSize_areInterpolated() {
    try (Network source = fresh("vit-tiny", 10, 64, 3, 1);
        Network target = fresh("vit-tiny", 2, 96, 3, 2)) {
      try (PointerScope scope = new PointerScope()) {
        source.tensors().get("pos_embed").fill_(new org.bytedeco.pytorch.Scalar(0.25));
      }
      assertThat(PretrainedWeights.load(file(source, false), target, CPU).adapted())
          .containsExactly("pos_embed");
      for (float value : values(target, "pos_embed")) {
        assertThat(value).isCloseTo(0.25f, org.assertj.core.data.Offset.offset(1e-6f));
      }
    }
  }

  @Test
  void load_anotherNetwork_isRefusedWithTheFirstDifferences() {
    try (Network source = fresh("resnet18", 10, 64, 3, 1);
        Network target = fresh("resnet50", 2, 64, 3, 2)) {
      Path file = file(source, false);
      float[] before = values(target, "conv1.weight");
      assertThatThrownBy(() -> PretrainedWeights.load(file, target, CPU))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("weights.safetensors: holds no weights of resnet50")
          .hasMessageContaining("layer1.0.conv1.weight is")
          .hasMessageContaining("more")
          .hasMessageNotContaining("\n");
      assertThat(values(target, "conv1.weight")).isEqualTo(before);
    }
  }
}
