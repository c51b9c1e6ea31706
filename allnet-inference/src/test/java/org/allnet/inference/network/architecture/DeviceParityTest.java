package org.allnet.inference.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.window.Footprint;
import org.allnet.inference.engine.window.Window;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same numbers on a GPU as on the processor; skipped without a GPU. And 16 bits against 32. */
class DeviceParityTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  private static final List<Window> CELLS =
      List.of(
          new Window(20, 30, 60, 66),
          new Window(0, 40, 40, 96),
          new Window(24, 28, 64, 70),
          new Window(30, 30, 31, 31));

  private static ComputeDevice gpu() {
    ComputeDevice best = ComputeDevice.of(Device.AUTO);
    assumeThat(best.isCuda()).as("a GPU").isTrue();
    return best;
  }

  /** Logits and gradients of one step with fixed weights and images. */
  private record Step(float[] logits, Map<String, float[]> gradients) {

    static Step of(String name, ComputeDevice device, Precision precision) {
      return of(name, device, precision, false);
    }

    /** With cells on black instead of noise everywhere, on whole frames or on windows. */
    static Step ofCells(ComputeDevice device, Precision precision, boolean windows) {
      return of(windows ? "allnet on windows" : "allnet on frames", device, precision, true);
    }

    private static Step of(
        String what, ComputeDevice device, Precision precision, boolean onBlack) {
      String name = what.split(" ")[0];
      NetworkOptions options = NetworkOptions.published(name, 2).with(96, 0.25, 0);
      try (PointerScope scope = new PointerScope();
          Network network = Network.fresh(new NetworkPlan(options), 5, device)) {
        network.trainable().values().forEach(weight -> weight.requires_grad_(true));
        torch.manual_seed(2);
        Tensor images = torch.rand(4, 3, 96, 96);
        if (onBlack) {
          images = images.mul(inside(CELLS));
        }
        List<Footprint> footprints =
            what.endsWith("windows")
                ? CELLS.stream().map(window -> Footprint.of(window, 96)).toList()
                : List.of();
        Outputs outputs =
            network.train(
                images.to(device.torch(), torch.ScalarType.Float), footprints, precision, 1);
        Tensor logits = outputs.logits();
        outputs.backward(logits.square().sum());
        Map<String, float[]> gradients = new HashMap<>();
        network
            .trainable()
            .forEach((key, weight) -> gradients.put(key, Tensors.toFloats(weight.grad())));
        return new Step(Tensors.toFloats(logits), gradients);
      }
    }

    /** 1 inside of windows, 0 outside. */
    private static Tensor inside(List<Window> windows) {
      Tensor inside = torch.zeros(windows.size(), 1, 96, 96);
      for (int i = 0; i < windows.size(); i++) {
        Window window = windows.get(i);
        inside
            .narrow(0, i, 1)
            .narrow(2, window.top(), window.height())
            .narrow(3, window.left(), window.width())
            .fill_(new Scalar(1.0));
      }
      return inside;
    }

    void isCloseTo(Step other, double tolerance) {
      close("logits", logits, other.logits, tolerance);
      other.gradients.forEach(
          (name, expected) -> close(name, gradients.get(name), expected, tolerance));
    }

    /**
     * Logits within a twentieth, and the gradients of all weights together in one direction as far
     * as batch norms over four images let them.
     */
    void pointsAlong(Step other) {
      close("logits", logits, other.logits, 0.05);
      double product = 0;
      double own = 0;
      double others = 0;
      for (Map.Entry<String, float[]> named : other.gradients.entrySet()) {
        float[] expected = named.getValue();
        float[] actual = gradients.get(named.getKey());
        for (int i = 0; i < expected.length; i++) {
          product += (double) expected[i] * actual[i];
          own += (double) actual[i] * actual[i];
          others += (double) expected[i] * expected[i];
        }
      }
      assertThat(product / Math.sqrt(own * others)).as("cosine").isGreaterThan(0.95);
    }

    private static void close(String name, float[] actual, float[] expected, double tolerance) {
      double difference = 0;
      double scale = 0;
      for (int i = 0; i < expected.length; i++) {
        difference += Math.pow(actual[i] - expected[i], 2);
        scale += Math.pow(expected[i], 2);
      }
      assertThat(Math.sqrt(difference)).as(name).isLessThan(tolerance * Math.sqrt(scale) + 1e-5);
    }
  }

  @Tag("gpu")
  @ParameterizedTest
  @CsvSource({"allnet", "vgg16", "compact-attention"})
  void step_onAGpu_hasTheProcessorsResults(String name) {
    Step.of(name, gpu(), Precision.FP32).isCloseTo(Step.of(name, CPU, Precision.FP32), 2e-2);
  }

  /**
   * One of each family that computes the same twice: grouped, gated, dense, depth by depth,
   * branched and of transformers. EfficientNet drops whole branches by random numbers of the
   * device, and batch norms over a few pixels of four small images magnify rounding in NASNet.
   */
  @Tag("gpu")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "alexnet",
        "resnet50",
        "se-resnext50",
        "densenet121",
        "mobilenet-v3",
        "xception",
        "resnet50-v2",
        "inception-resnet-v2",
        "vit-tiny"
      })
  void step_onAGpu_pointsAlongTheProcessors(String name) {
    Step.of(name, gpu(), Precision.FP32).pointsAlong(Step.of(name, CPU, Precision.FP32));
  }

  @Tag("gpu")
  @Test
  void step_onAGpuIn16Bits_isNearlyTheSame() {
    Step.of("allnet", gpu(), Precision.BF16).pointsAlong(Step.of("allnet", CPU, Precision.FP32));
  }

  @Tag("gpu")
  @ParameterizedTest
  @EnumSource(Precision.class)
  void step_footprintsOnAGpu_isTheWholeFrames(Precision precision) {
    ComputeDevice gpu = gpu();
    Step expected = Step.ofCells(CPU, Precision.FP32, false);
    gpu.allowTf32(precision == Precision.TF32);
    try {
      Step actual = Step.ofCells(gpu, precision, true);
      if (precision == Precision.FP32) {
        actual.isCloseTo(expected, 2e-2);
      } else {
        actual.pointsAlong(expected);
      }
    } finally {
      gpu.allowTf32(false);
    }
  }

  @Test
  void step_windowsIn16Bits_isNearlyWholeFrames() {
    Step.ofCells(CPU, Precision.BF16, true).pointsAlong(Step.ofCells(CPU, Precision.FP32, false));
  }

  @ParameterizedTest
  @CsvSource({"allnet", "alexnet"})
  void step_in16Bits_isNearlyTheSame(String name) {
    Step.of(name, CPU, Precision.BF16).pointsAlong(Step.of(name, CPU, Precision.FP32));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void step_in16Bits_keepsWeightsAndGradientsIn32(boolean windows) {
    NetworkOptions options = NetworkOptions.allnet(2, 45, 1.0 / 16, 0.5);
    try (PointerScope scope = new PointerScope();
        Network network = Network.fresh(new NetworkPlan(options), 5, CPU)) {
      network.trainable().values().forEach(weight -> weight.requires_grad_(true));
      Footprint all = Footprint.of(Window.whole(45, 45), 45);
      Outputs outputs =
          network.train(
              torch.rand(2, 3, 45, 45), windows ? List.of(all, all) : List.of(), Precision.BF16, 1);
      assertThat(outputs.logits().scalar_type().intern()).isEqualTo(torch.ScalarType.Float);
      outputs.backward(outputs.logits().sum());
      network
          .trainable()
          .forEach(
              (name, weight) -> {
                assertThat(weight.scalar_type().intern()).isEqualTo(torch.ScalarType.Float);
                assertThat(weight.grad().scalar_type().intern()).isEqualTo(torch.ScalarType.Float);
              });
    }
  }
}
