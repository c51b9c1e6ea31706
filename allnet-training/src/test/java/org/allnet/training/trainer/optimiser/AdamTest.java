package org.allnet.training.trainer.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdamTest {

  @Test
  void step_twice_isAsComputedByHand() {
    try (PointerScope scope = new PointerScope()) {
      Tensor weight = torch.ones(1).requires_grad_(true);
      try (Adam adam = new Adam(Map.of("w", weight), Map.of(), 0, false)) {
        // gradient of 3 w is 3, then of w * w is 2 w
        weight.mul(new Scalar(3.0)).sum().backward();
        adam.step(0.1, 0.9);
        // m = 0.3, v = 0.009; corrected 3 and 9: the step is 0.1 * 3 / (3 + 1e-7)
        double first = 1 - 0.1 * 3 / (3 + 1e-7);
        assertThat((double) weight.item_float()).isCloseTo(first, Offset.offset(1e-6));
        weight.mul(weight).sum().backward();
        adam.step(0.1, 0.9);
        double gradient = 2 * first;
        double m = (0.9 * 0.3 + 0.1 * gradient) / (1 - 0.81);
        double v = (0.999 * 0.009 + 0.001 * gradient * gradient) / (1 - 0.999 * 0.999);
        double second = first - 0.1 * m / (Math.sqrt(v) + 1e-7);
        assertThat((double) weight.item_float()).isCloseTo(second, Offset.offset(1e-6));
      }
    }
  }

  @Test
  void step_largeWeights_moveElementByElement() {
    try (PointerScope scope = new PointerScope()) {
      torch.manual_seed(1);
      Tensor large = torch.randn(300_001).requires_grad_(true);
      Tensor kernel =
          torch.randn(5, 4, 3, 3).contiguous(torch.MemoryFormat.ChannelsLast).requires_grad_(true);
      Tensor largeFactor = torch.randn(300_001);
      Tensor kernelFactor = torch.randn(5, 4, 3, 3);
      float[] largeBefore = Tensors.toFloats(large);
      float[] kernelBefore = Tensors.toFloats(kernel);
      try (Adam adam = new Adam(Map.of("large", large, "kernel", kernel), Map.of(), 0, false)) {
        large.mul(largeFactor).sum().add(kernel.mul(kernelFactor).sum()).backward();
        adam.step(0.01, 0.9);
        check(largeBefore, Tensors.toFloats(large), Tensors.toFloats(largeFactor));
        check(kernelBefore, Tensors.toFloats(kernel), Tensors.toFloats(kernelFactor));
        assertThat(large.grad().defined()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, false", "0.01, false", "0.05, true"})
  void step_byTheEngine_isTheSameAsInBlocks(double decay, boolean decoupled) {
    try (PointerScope scope = new PointerScope()) {
      torch.manual_seed(3);
      Tensor kernel = torch.randn(6, 4, 3, 3).contiguous(torch.MemoryFormat.ChannelsLast);
      Map<String, Tensor> one = Map.of("row", torch.randn(1000), "kernel", kernel);
      Map<String, Tensor> other = new HashMap<>();
      one.forEach((name, weight) -> other.put(name, weight.clone().requires_grad_(true)));
      one.values().forEach(weight -> weight.requires_grad_(true));
      Map<String, Double> factors = Map.of("row", 0.3);
      try (Adam blocks = new Adam(one, factors, decay, decoupled, false);
          Adam fused = new Adam(other, factors, decay, decoupled, true)) {
        for (int step = 0; step < 5; step++) {
          for (Map<String, Tensor> weights : List.of(one, other)) {
            weights.values().forEach(weight -> weight.sin().mul(weight).sum().backward());
          }
          blocks.step(0.01, 0.9);
          fused.step(0.01, 0.9);
        }
        one.forEach(
            (name, weight) ->
                assertThat(Tensors.toFloats(Objects.requireNonNull(other.get(name))))
                    .as(name)
                    .containsExactly(Tensors.toFloats(weight), Offset.offset(2e-6f)));
        blocks
            .moments()
            .forEach(
                (name, moment) ->
                    assertThat(Tensors.toFloats(Objects.requireNonNull(fused.moments().get(name))))
                        .as(name)
                        .containsExactly(Tensors.toFloats(moment), Offset.offset(2e-6f)));
      }
    }
  }

  /** Adam's steps of one weight in doubles. */
  private static final class ByHand {
    private double first;
    private double second;
    private int steps;

    double step(double weight, double gradient, double rate) {
      steps++;
      first = 0.9 * first + 0.1 * gradient;
      second = 0.999 * second + 0.001 * gradient * gradient;
      double mean = first / (1 - Math.pow(0.9, steps));
      double size = Math.sqrt(second / (1 - Math.pow(0.999, steps)));
      return weight - rate * mean / (size + 1e-7);
    }
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void step_thawingWeight_isCorrectedByItsCount(boolean fused) {
    thaw(ComputeDevice.of(Device.CPU), fused);
  }

  @Tag("gpu")
  @Test
  void step_thawingWeightOnAGpu_usesItsOwnCount() {
    ComputeDevice gpu = ComputeDevice.of(Device.AUTO);
    assumeThat(gpu.isCuda()).as("a GPU").isTrue();
    thaw(gpu, true);
  }

  /** A hundred steps of one weight alone, then ten of two, each held against steps by hand. */
  private static void thaw(ComputeDevice device, boolean fused) {
    try (PointerScope scope = new PointerScope()) {
      Tensor one = torch.ones(1).to(device.torch(), torch.ScalarType.Float);
      Tensor head = one.clone().requires_grad_(true);
      Tensor body = one.clone().requires_grad_(false);
      ByHand ofHead = new ByHand();
      ByHand ofBody = new ByHand();
      double expectedHead = 1;
      double expectedBody = 1;
      try (Adam adam = new Adam(Map.of("head", head, "body", body), Map.of(), 0, false, fused)) {
        for (int step = 1; step <= 110; step++) {
          boolean thawed = step > 100;
          body.requires_grad_(thawed);
          double gradientOfBody = expectedHead + 1;
          double gradientOfHead = expectedBody;
          // head x body + body: the gradients are body, and head + 1
          head.mul(body).add(body).sum().backward();
          adam.step(0.01, 0.9);
          expectedHead = ofHead.step(expectedHead, gradientOfHead, 0.01);
          if (thawed) {
            expectedBody = ofBody.step(expectedBody, gradientOfBody, 0.01);
          }
          assertThat((double) head.item_float()).isCloseTo(expectedHead, Offset.offset(1e-5));
          assertThat((double) body.item_float()).isCloseTo(expectedBody, Offset.offset(1e-5));
        }
        assertThat(adam.counts()).containsOnly(Map.entry("head", 110L), Map.entry("body", 10L));
        assertThat(adam.steps()).isEqualTo(110);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void step_ofAnotherMomentum_takesThatOfTheStep(boolean fused) {
    double[] momenta = {0.95, 0.9, 0.85};
    try (PointerScope scope = new PointerScope()) {
      Tensor weight = torch.ones(1).requires_grad_(true);
      try (Adam adam = new Adam(Map.of("w", weight), Map.of(), 0, false, fused)) {
        double expected = 1;
        double m = 0;
        double v = 0;
        for (int step = 1; step <= momenta.length; step++) {
          weight.mul(weight).sum().backward();
          double gradient = 2 * expected;
          double kept = momenta[step - 1];
          adam.step(0.01, kept);
          m = kept * m + (1 - kept) * gradient;
          v = 0.999 * v + 0.001 * gradient * gradient;
          double mean = m / (1 - Math.pow(kept, step));
          double size = Math.sqrt(v / (1 - Math.pow(0.999, step)));
          expected -= 0.01 * mean / (size + 1e-7);
          assertThat((double) weight.item_float()).isCloseTo(expected, Offset.offset(1e-6));
        }
      }
    }
  }

  @Test
  void step_manyTimes_leavesNoNativeMemory() {
    try (PointerScope scope = new PointerScope()) {
      Tensor weight = torch.ones(100).requires_grad_(true);
      try (Adam fused = new Adam(Map.of("w", weight), Map.of(), 0, false, true)) {
        long before = 0;
        for (int step = 0; step < 30; step++) {
          if (step == 10) {
            before = Pointer.totalCount();
          }
          try (PointerScope inner = new PointerScope()) {
            weight.mul(weight).sum().backward();
            fused.step(1e-3, 0.9);
          }
        }
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
      }
    }
  }

  /** The first step has the rate's size and the gradient's sign, unless the gradient is tiny. */
  private static void check(float[] before, float[] after, float[] gradient) {
    for (int i = 0; i < before.length; i++) {
      double expected = before[i] - 0.01 * gradient[i] / (Math.abs(gradient[i]) + 1e-7);
      assertThat((double) after[i]).isCloseTo(expected, Offset.offset(2e-6));
    }
  }
}
