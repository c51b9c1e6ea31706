package org.allnet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.allnet.data.InputException;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.Normalisation;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedNamesTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  @TempDir Path folder;

  private static Network fresh(String name, int classes, long seed) {
    return Network.fresh(
        new NetworkPlan(
            new NetworkOptions(name, classes, 64, 0.25, 0, 3, Normalisation.IMAGENET, false)),
        seed,
        CPU);
  }

  private Path file(Network network, UnaryOperator<String> name) {
    Path file = folder.resolve("weights.safetensors");
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    network.tensors().forEach((own, tensor) -> tensors.put(name.apply(own), tensor));
    Safetensors.write(file, tensors, Map.of("format", "pt"), false);
    return file;
  }

  private static float[] values(Network network, String name) {
    return Tensors.toFloats(network.tensors().get(name));
  }

  private static void same(Network source, Network target, UnaryOperator<String> heads) {
    for (String name : target.tensors().keySet()) {
      if (heads.apply(name).isEmpty()) {
        continue;
      }
      assertThat(values(target, name)).as(name).isEqualTo(values(source, name));
    }
  }

  /** As in torchvision's densenet121-a639ec97.pth. */
  private static String dense(String name) {
    return name.replaceFirst("(denselayer\\d+\\.(?:norm|conv))([12])\\.", "$1.$2.");
  }

  @ParameterizedTest
  @CsvSource({"densenet121,''", "densenet201,''", "densenet121,module."})
  void load_namesOfTorchvisionsDenseNet_areTaken(String network, String prefix) {
    try (Network source = fresh(network, 10, 1);
        Network target = fresh(network, 2, 2)) {
      Path file = file(source, name -> prefix + dense(name));
      PretrainedWeights.check(file, target.plan());
      PretrainedWeights.Outcome outcome = PretrainedWeights.load(file, target, CPU);
      assertThat(outcome.matched()).isEqualTo(target.tensors().size() - 2);
      assertThat(outcome.leftOver()).isEmpty();
      assertThat(outcome.prefix()).isEqualTo(prefix);
      same(source, target, name -> name.startsWith("classifier") ? "" : name);
    }
  }

  private static String transformer(String name, String first, String second) {
    return name.replace("cls_token", "class_token")
        .replace("patch_embed.proj", "conv_proj")
        .replace("pos_embed", "encoder.pos_embedding")
        .replaceFirst("^norm\\.", "encoder.ln.")
        .replaceFirst("^head\\.", "heads.head.")
        .replaceFirst("^blocks\\.(\\d+)\\.", "encoder.layers.encoder_layer_$1.")
        .replaceFirst("norm([12])", "ln_$1")
        .replace("attn.qkv.", "self_attention.in_proj_")
        .replace("attn.proj.", "self_attention.out_proj.")
        .replace("mlp.fc1", first)
        .replace("mlp.fc2", second);
  }

  @ParameterizedTest
  @CsvSource({"mlp.0, mlp.3", "mlp.linear_1, mlp.linear_2"})
  void load_namesOfTorchvisionsTransformer_areTaken(String first, String second) {
    try (Network source = fresh("vit-tiny", 10, 1);
        Network target = fresh("vit-tiny", 2, 2)) {
      Path file = file(source, name -> transformer(name, first, second));
      PretrainedWeights.Outcome outcome = PretrainedWeights.load(file, target, CPU);
      assertThat(outcome.matched()).isEqualTo(target.tensors().size() - 2);
      assertThat(outcome.leftOver()).isEmpty();
      same(source, target, name -> name.startsWith("head.") ? "" : name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"densenet201", "resnet18"})
  void check_otherNetwork_showsNamesOfTheFile(String wanted) {
    try (Network source = fresh("densenet121", 10, 1);
        Network target = fresh(wanted, 2, 2)) {
      Path file = file(source, PublishedNamesTest::dense);
      assertThatThrownBy(() -> PretrainedWeights.check(file, target.plan()))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("holds no weights of " + wanted);
    }
  }

  @Test
  void load_oldAndNewNameInOneFile_isRefused() {
    try (Network source = fresh("densenet121", 10, 1);
        Network target = fresh("densenet121", 2, 2)) {
      String own = "features.denseblock1.denselayer1.conv1.weight";
      Map<String, Tensor> tensors = new LinkedHashMap<>(source.tensors());
      tensors.put(dense(own), source.tensors().get(own));
      Path file = folder.resolve("both.safetensors");
      Safetensors.write(file, tensors, Map.of(), false);
      assertThatThrownBy(() -> PretrainedWeights.check(file, target.plan()))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(dense(own));
    }
  }
}
