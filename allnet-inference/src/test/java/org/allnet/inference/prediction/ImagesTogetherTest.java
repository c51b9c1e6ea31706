package org.allnet.inference.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagesTogetherTest {

  @ParameterizedTest
  @CsvSource({
    "allnet, 450, 1, 16",
    "allnet, 112, 0.1, 8", // small dense layers
    "vgg16, 224, 1, 16",
    "resnet50, 224, 1, 8", // maps, and one small dense layer
    "efficientnet-b0, 224, 1, 8",
    "vit-base, 224, 1, 8" // large dense layers, each for 197 tokens of an image
  })
  void of_largeDenseLayers_arePutToMoreUse(String name, int size, double width, int expected) {
    assertThat(of(List.of(plan(name, size, width)), InferenceMode.THROUGHPUT)).isEqualTo(expected);
  }

  @Test
  void of_wholeFrames_areFew() {
    assertThat(of(List.of(plan("allnet", 450, 1)), InferenceMode.EXACT)).isEqualTo(8);
  }

  @Test
  void of_anEnsemble_isAsItsSmallestDenseLayers() {
    List<NetworkPlan> both = List.of(plan("allnet", 450, 1), plan("resnet50", 224, 1));
    assertThat(of(both, InferenceMode.THROUGHPUT)).isEqualTo(8);
  }

  @Test
  void of_severalThreads_areFew() {
    List<NetworkPlan> plans = List.of(plan("allnet", 450, 1));
    ComputeDevice cpu = ComputeDevice.of(Device.CPU);
    assertThat(ImagesTogether.of(plans, cpu, InferenceMode.THROUGHPUT, 2)).isEqualTo(8);
  }

  @Test
  void of_noNetwork_areFew() {
    assertThat(of(List.of(), InferenceMode.THROUGHPUT)).isEqualTo(8);
  }

  private static int of(List<NetworkPlan> plans, InferenceMode mode) {
    return ImagesTogether.of(plans, ComputeDevice.of(Device.CPU), mode, 1);
  }

  private static NetworkPlan plan(String name, int size, double width) {
    NetworkOptions published = NetworkOptions.published(name, 2);
    return new NetworkPlan(
        new NetworkOptions(
            published.architecture(),
            2,
            size,
            width,
            published.dropout(),
            3,
            published.normalisation(),
            false));
  }
}
