package org.allnet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.Normalisation;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainedWeightsTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

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
  void load_otherClassCount_takesAllButTheHead() {
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
        source.tensors().get("pos_embed").fill_(new Scalar(0.25));
      }
      assertThat(PretrainedWeights.load(file(source, false), target, CPU).adapted())
          .containsExactly("pos_embed");
      for (float value : values(target, "pos_embed")) {
        assertThat(value).isCloseTo(0.25f, org.assertj.core.data.Offset.offset(1e-6f));
      }
    }
  }

  @Test
  void load_otherNetwork_isRefusedWithDifferences() {
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

  /** The file of a network under other names. */
  private Path named(Network network, java.util.function.UnaryOperator<String> name) {
    Path file = folder.resolve("named.safetensors");
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    network.tensors().forEach((own, tensor) -> tensors.put(name.apply(own), tensor));
    try (PointerScope scope = new PointerScope()) {
      tensors.put("n_averaged", torch.ones(1));
      tensors.put(name.apply("bn1.num_batches_tracked"), torch.zeros(1));
      Safetensors.write(file, tensors, Map.of(), false);
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"module.", "model.backbone.", "_orig_mod.module.encoder_q."})
  void load_onePrefixBeforeAllNames_isLeftOff(String prefix) {
    try (Network source = fresh("resnet18", 10, 64, 3, 1);
        Network target = fresh("resnet18", 2, 64, 3, 2)) {
      Path file = named(source, name -> prefix + name);
      PretrainedWeights.check(file, target.plan());
      PretrainedWeights.Outcome outcome = PretrainedWeights.load(file, target, CPU);
      assertThat(outcome.matched()).isEqualTo(target.tensors().size() - 2);
      assertThat(outcome.leftOver()).containsExactly("n_averaged");
      assertThat(outcome.text()).contains("'" + prefix + "' before their names left off");
      assertThat(values(target, "layer4.1.bn2.running_var"))
          .isEqualTo(values(source, "layer4.1.bn2.running_var"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"module.", "model."})
  void check_prefixBeforeSomeNames_isRefused(String prefix) {
    try (Network source = fresh("resnet18", 10, 64, 3, 1);
        Network target = fresh("resnet18", 2, 64, 3, 2)) {
      Path file = named(source, name -> (name.startsWith("layer4") ? prefix : "") + name);
      assertThatThrownBy(() -> PretrainedWeights.check(file, target.plan()))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(file + ": names of resnet18 do not all begin alike: ")
          .hasMessageContaining("but 25 as " + prefix + "layer4.")
          .hasMessageContaining("rename them alike");
    }
  }

  @Test
  void load_theNetworkUnderTwoPrefixes_isRefused() {
    try (Network source = fresh("resnet18", 10, 64, 3, 1);
        Network target = fresh("resnet18", 2, 64, 3, 2)) {
      Path file = folder.resolve("two.safetensors");
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      source.tensors().forEach((name, tensor) -> tensors.put("student." + name, tensor));
      source.tensors().forEach((name, tensor) -> tensors.put("teacher." + name, tensor));
      Safetensors.write(file, tensors, Map.of(), false);
      assertThatThrownBy(() -> PretrainedWeights.check(file, target.plan()))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("2 times, under 'student.' and 'teacher.'");
    }
  }

  @Test
  void check_oneNameOfAnotherForm_saysWhatIsMissing() {
    try (Network source = fresh("resnet18", 10, 64, 3, 1);
        Network target = fresh("resnet18", 2, 64, 3, 2)) {
      Path file = named(source, name -> name.replaceFirst("^conv1\\.weight", "conv1.weight_v"));
      assertThatThrownBy(() -> PretrainedWeights.check(file, target.plan()))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("conv1.weight is missing")
          .hasMessageContaining("the file has conv1.weight_v");
    }
  }

  /** A download that broke off has zeros at its end; no training gives a negative variance. */
  @ParameterizedTest
  @CsvSource({
    "layer4.1.conv2.weight,0,is of zeros alone",
    "layer4.1.bn2.weight,0,is of zeros alone",
    "layer4.1.bn2.running_var,0,is of zeros alone",
    "fc.weight,0,is of zeros alone",
    "layer1.0.bn1.running_var,-0.1,is a variance and has negative numbers"
  })
  void load_numbersThatNoTrainingGives_areRefused(String name, double number, String why) {
    try (Network source = fresh("resnet18", 10, 64, 3, 1);
        Network target = fresh("resnet18", 2, 64, 3, 2)) {
      try (PointerScope scope = new PointerScope()) {
        source.tensors().get(name).fill_(new Scalar(number));
      }
      Path file = file(source, false);
      assertThatThrownBy(() -> PretrainedWeights.load(file, target, CPU))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("tensor " + name + " " + why);
    }
  }

  @ParameterizedTest
  @CsvSource({"layer4.1.conv2.weight,0.8", "layer4.1.conv2.weight,0.02", "conv1.weight,0.5"})
  void load_weightsThatEndInZeros_areRefused(String name, double part) {
    try (Network source = fresh("resnet18", 10, 64, 3, 1);
        Network target = fresh("resnet18", 2, 64, 3, 2)) {
      zeroEnd(source, name, part);
      Path file = file(source, false);
      assertThatThrownBy(() -> PretrainedWeights.load(file, target, CPU))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("tensor " + name + " ends in zeros, as in a download");
    }
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0.7, true", "0, 0.3, true", "0.5, 0.16, true", "0.5, 0.01, false"})
  void load_holesOfZeros_areRefused(double from, double part, boolean refused) {
    String name = "layer4.1.conv2.weight";
    try (Network source = fresh("resnet18", 10, 64, 3, 1);
        Network target = fresh("resnet18", 2, 64, 3, 2)) {
      zero(source, name, from, part);
      Path file = file(source, false);
      if (refused) {
        assertThatThrownBy(() -> PretrainedWeights.load(file, target, CPU))
            .isInstanceOf(InputException.class)
            .hasMessageContaining("tensor " + name + " has a hole of zeros, as in a download");
      } else {
        PretrainedWeights.load(file, target, CPU);
        assertThat(values(target, name)).isEqualTo(values(source, name));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "layer4.1.bn2.running_var, 0.5, 0.5, 1",
    "layer4.1.bn2.running_var, 0, 0.25, 1",
    "layer4.1.bn2.running_mean, 0.3, 0.2, 0.1",
    "bn1.running_var, 0.3, 0.6, 1"
  })
  void load_holesOfZerosInStatistics_areRefused(String name, double from, double part, double by) {
    try (Network source = fresh("resnet18", 10, 64, 3, 1);
        Network target = fresh("resnet18", 2, 64, 3, 2)) {
      try (PointerScope scope = new PointerScope()) {
        source.tensors().get(name).fill_(new Scalar(by));
      }
      zero(source, name, from, part);
      Path file = file(source, false);
      assertThatThrownBy(() -> PretrainedWeights.load(file, target, CPU))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("tensor " + name + " has a hole of zeros, as in a download");
    }
  }

  /** A third of the filters, some beside each other, and means that were never computed. */
  @Test
  void load_deadFilters_areTaken() {
    try (Network source = fresh("resnet18", 10, 64, 3, 1);
        Network target = fresh("resnet18", 2, 64, 3, 2)) {
      try (PointerScope scope = new PointerScope()) {
        source.tensors().get("bn1.running_mean").zero_();
        Tensor variance = source.tensors().get("layer4.1.bn2.running_var").detach();
        for (long start = 0; start < 120; start += 12) {
          variance.narrow(0, start, 4).zero_();
        }
      }
      PretrainedWeights.load(file(source, false), target, CPU);
      String name = "layer4.1.bn2.running_var";
      assertThat(values(target, name)).isEqualTo(values(source, name));
    }
  }

  @Test
  void load_lastFilterOfZeros_isTaken() {
    try (Network source = fresh("resnet18", 10, 64, 3, 1);
        Network target = fresh("resnet18", 2, 64, 3, 2)) {
      zeroEnd(source, "layer4.1.conv2.weight", 1.0 / 128);
      PretrainedWeights.load(file(source, false), target, CPU);
      assertThat(values(target, "layer4.1.conv2.weight"))
          .isEqualTo(values(source, "layer4.1.conv2.weight"))
          .endsWith(new float[128 * 9]);
    }
  }

  private static void zeroEnd(Network network, String name, double part) {
    zero(network, name, 1 - part, part);
  }

  private static void zero(Network network, String name, double from, double part) {
    try (PointerScope scope = new PointerScope()) {
      Tensor tensor = network.tensors().get(name);
      long zeros = Math.round(tensor.numel() * part);
      Tensor flat = tensor.detach().flatten().clone();
      long start = Math.min(Math.round(tensor.numel() * from), tensor.numel() - zeros);
      flat.narrow(0, start, zeros).zero_();
      tensor.detach().copy_(flat.reshape_as(tensor));
    }
  }

  @Test
  void check_otherNames_showsNamesOfTheFile() {
    try (Network source = fresh("resnet18", 10, 64, 3, 1);
        Network target = fresh("resnet18", 2, 64, 3, 2)) {
      Path file = named(source, name -> name.replace("layer", "stage_"));
      assertThatThrownBy(() -> PretrainedWeights.check(file, target.plan()))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("layer1.0.conv1.weight is missing")
          .hasMessageContaining("the file has stage_1.0.conv1.weight");
    }
  }

  @Test
  void check_deeperNetworkOfTheSameNames_isRefused() {
    try (Network source = fresh("resnet101", 10, 64, 3, 1);
        Network target = fresh("resnet50", 2, 64, 3, 2)) {
      Path file = file(source, false);
      assertThatThrownBy(() -> PretrainedWeights.check(file, target.plan()))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("holds the weights of a deeper or richer network than resnet50, ")
          .hasMessageContaining(": layer");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "layer1.2.bn1.running_mean, true",
    "layer1.0.se.fc1.weight, true",
    "layer1.0.conv1.bias, true",
    "layer1.0.alpha, true",
    "layer2.0.aa.filt, true",
    "layer1.0.conv1.lora_A, true",
    "conv1.weight_scale, true",
    "layer5.0.conv1.weight, true",
    "layer1.0.total_ops, false",
    "layer1.0.conv1.weight.exp_avg, false",
    "ema.layer1.0.conv1.weight, false",
    "queue, false",
    "fc2.weight, false",
    "fc.1.bias, false",
    "head.fc.weight, false",
    "aux.conv.weight, false"
  })
  void check_furtherLayers_areRefusedHeadsAreNot(String name, boolean refused) {
    try (Network source = fresh("resnet18", 10, 64, 3, 1);
        Network target = fresh("resnet18", 2, 64, 3, 2);
        PointerScope scope = new PointerScope()) {
      Path file = folder.resolve("richer.safetensors");
      Map<String, Tensor> tensors = new LinkedHashMap<>(source.tensors());
      tensors.put(name, torch.ones(2, 2));
      Safetensors.write(file, tensors, Map.of(), false);
      if (refused) {
        assertThatThrownBy(() -> PretrainedWeights.check(file, target.plan()))
            .isInstanceOf(InputException.class)
            .hasMessageContaining("a deeper or richer network than resnet18")
            .hasMessageContaining(name);
      } else {
        PretrainedWeights.check(file, target.plan());
        assertThat(PretrainedWeights.load(file, target, CPU).leftOver()).containsExactly(name);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "blocks.3.gamma_1, true",
    "blocks.3.attn.relative_position_bias_table, true",
    "blocks.3.gate, true",
    "norm_pre.weight, true",
    "reg_token, true",
    "prompt_embeddings, true",
    "rel_pos_bias.relative_position_bias_table, true",
    "mask_token, false",
    "decoder_pos_embed, false",
    "decoder_blocks.0.norm1.weight, false",
    "pre_logits.fc.weight, false",
    "head_dist.weight, false",
    "fc_norm.weight, false",
    "blocks.3.attn.qkv.weight_ema, false"
  })
  void check_furtherTensorsOfTransformer_areRefused(String name, boolean refused) {
    try (Network source = fresh("vit-tiny", 10, 224, 3, 1);
        Network target = fresh("vit-tiny", 2, 224, 3, 2);
        PointerScope scope = new PointerScope()) {
      Path file = folder.resolve("richer.safetensors");
      Map<String, Tensor> tensors = new LinkedHashMap<>(source.tensors());
      long width = source.tensors().get("cls_token").size(2);
      tensors.put(name, torch.ones(1, 4, width));
      Safetensors.write(file, tensors, Map.of(), false);
      if (refused) {
        assertThatThrownBy(() -> PretrainedWeights.check(file, target.plan()))
            .isInstanceOf(InputException.class)
            .hasMessageContaining("a deeper or richer network than vit-tiny")
            .hasMessageContaining(name);
      } else {
        PretrainedWeights.check(file, target.plan());
      }
    }
  }

  @Test
  void load_auxiliaryHeadNotInFile_staysFresh() {
    try (Network source = fresh("inception-v3", 10, 299, 3, 1);
        Network target = fresh("inception-v3", 2, 299, 3, 2)) {
      Path file = folder.resolve("without.safetensors");
      Map<String, Tensor> tensors = new LinkedHashMap<>(source.tensors());
      tensors.keySet().removeIf(name -> name.startsWith("AuxLogits"));
      Safetensors.write(file, tensors, Map.of(), false);
      PretrainedWeights.Outcome outcome = PretrainedWeights.load(file, target, CPU);
      assertThat(outcome.fresh()).contains("AuxLogits.conv0.conv.weight", "fc.weight");
      assertThat(outcome.leftOver()).isEmpty();

      tensors.put(
          "AuxLogits.conv0.conv.weight", source.tensors().get("AuxLogits.conv0.conv.weight"));
      Safetensors.write(file, tensors, Map.of(), false);
      assertThatThrownBy(() -> PretrainedWeights.check(file, target.plan()))
          .hasMessageContaining("AuxLogits.conv0.bn.weight is missing");
    }
  }

  /** A file whose header gives a tensor another type of the same size. */
  private Path retyped(Network source, String tensor, String type) throws IOException {
    Path file = file(source, false);
    byte[] bytes = Files.readAllBytes(file);
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = all.indexOf("F32", all.indexOf("\"" + tensor + "\""));
    System.arraycopy(type.getBytes(StandardCharsets.US_ASCII), 0, bytes, at, 3);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[text.indexOf("crc32c")] = 'x'; // another program's file has no checksum
    Files.write(file, bytes);
    return file;
  }

  @Test
  void load_unreadType_isPassedOverIfUnneeded() throws IOException {
    try (Network source = fresh("resnet18", 10, 64, 3, 1);
        Network target = fresh("resnet18", 2, 64, 3, 2)) {
      Path spare = retyped(source, "something.else", "I32");
      assertThat(PretrainedWeights.load(spare, target, CPU).leftOver())
          .containsExactly("something.else");
      Path head = retyped(source, "fc.weight", "U32");
      assertThat(PretrainedWeights.load(head, target, CPU).fresh()).contains("fc.weight");
      Path needed = retyped(source, "conv1.weight", "I32");
      assertThatThrownBy(() -> PretrainedWeights.check(needed, target.plan()))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("conv1.weight has type 'I32'");
    }
  }

  @Test
  void load_numbersThatAreNotFinite_areRefused() {
    try (Network source = fresh("resnet18", 10, 64, 3, 1);
        Network target = fresh("resnet18", 2, 64, 3, 2)) {
      try (PointerScope scope = new PointerScope()) {
        source.tensors().get("layer2.0.bn1.bias").fill_(new Scalar(Double.NaN));
      }
      Path file = file(source, false);
      assertThatThrownBy(() -> PretrainedWeights.load(file, target, CPU))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("layer2.0.bn1.bias holds numbers that are not finite");
    }
  }
}
