package org.allnet.inference.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.layer.Layers.Point;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The map that descriptors are taken from. */
class LastMapTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  @ParameterizedTest
  @CsvSource({
    "allnet, 512x6x6",
    "alexnet, 256x6x6",
    "vgg16, 512x7x7",
    "vgg16-bn, 512x7x7",
    "vgg19, 512x7x7",
    "resnet18, 512x7x7",
    "resnet50, 2048x7x7",
    "resnet101, 2048x7x7",
    "resnext50, 2048x7x7",
    "se-resnext50, 2048x7x7",
    "densenet121, 1024x7x7",
    "densenet201, 1920x7x7",
    "mobilenet-v2, 1280x7x7",
    "mobilenet-v3, 960x7x7",
    "efficientnet-b0, 1280x7x7",
    "inception-v3, 2048x8x8",
    "xception, 2048x10x10",
    "resnet50-v2, 2048x7x7",
    "inception-resnet-v2, 1536x8x8",
    "nasnet-a-large, 4032x11x11",
    "compact-attention, 256x14x14",
  })
  void shape_atThePublishedSize_isThatOfTheLastMap(String name, String expected) {
    NetworkPlan plan = new NetworkPlan(NetworkOptions.published(name, 2));
    assertThat(plan.marks(Point.LAST_MAP)).isTrue();
    assertThat(
            plan.shape(Point.LAST_MAP).axes().stream()
                .map(String::valueOf)
                .reduce((a, b) -> a + "x" + b))
        .contains(expected);
  }

  @Test
  void marks_transformersAlone_lackTheLastMap() {
    assertThat(
            Architectures.all().stream()
                .filter(
                    architecture ->
                        !new NetworkPlan(NetworkOptions.published(architecture.name(), 2))
                            .marks(Point.LAST_MAP))
                .map(Architecture::name))
        .containsExactly("vit-tiny", "vit-base");
  }

  /** Where the classifier sees the mean of the map, the mean of the map is what it sees. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet18",
        "resnet50",
        "se-resnext50",
        "densenet121",
        "mobilenet-v2",
        "efficientnet-b0",
        "xception",
        "compact-attention"
      })
  void outputs_meanOfTheMap_isTheFeatures(String name) {
    NetworkOptions published = NetworkOptions.published(name, 2);
    NetworkPlan plan =
        new NetworkPlan(
            new NetworkOptions(
                name,
                2,
                96,
                name.equals("se-resnext50") ? 1 : 0.25,
                0,
                3,
                published.normalisation(),
                false));
    try (Network network = Network.fresh(plan, 1, CPU);
        Network.Inference inference = network.inference(InferenceMode.EXACT);
        PointerScope scope = new PointerScope()) {
      torch.manual_seed(1);
      Outputs outputs = inference.outputs(torch.rand(2, 3, 96, 96), List.of());
      Tensor map = outputs.marks().get(Point.LAST_MAP);
      assertThat(map).isNotNull();
      assertThat(Tensors.shape(map).subList(1, 4))
          .isEqualTo(plan.shape(Point.LAST_MAP).axes().stream().map(Integer::longValue).toList());
      float[] mean = Tensors.toFloats(map.mean(2, 3));
      float[] features = Tensors.toFloats(outputs.marks().get(Point.FEATURES));
      assertThat(features).containsExactly(mean, Offset.offset(1e-5f));
    }
  }
}
