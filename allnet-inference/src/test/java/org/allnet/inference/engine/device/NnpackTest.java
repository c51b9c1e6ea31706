package org.allnet.inference.engine.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Objects;
import java.util.Random;
import org.allnet.inference.compute.Device;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class NnpackTest {

  private static Nnpack nnpack() {
    ComputeDevice.of(Device.CPU);
    Nnpack found = Nnpack.find();
    assumeTrue(found != null, "this processor or this build of the engine has no NNPACK");
    return Objects.requireNonNull(found);
  }

  /** The convolution in 64 bits, term by term. */
  private static Tensor known(Tensor input, Tensor weight, Tensor bias) {
    return torch
        .conv2d(
            input.unsqueeze(0).to(torch.ScalarType.Double),
            weight.to(torch.ScalarType.Double),
            new TensorOptional(bias.to(torch.ScalarType.Double)),
            new long[] {1, 1},
            new long[] {0, 0},
            new long[] {1, 1},
            1)
        .squeeze(0);
  }

  @Test
  void find_onAProcessorWithAvx2_isThere() {
    ComputeDevice cpu = ComputeDevice.of(Device.CPU);
    assumeTrue(
        System.getProperty("os.name").equals("Linux") && cpu.describe().contains("AVX2"),
        "not Linux with AVX2");
    assertThat(Nnpack.find()).isNotNull();
  }

  @Test
  void convolve_anySizes_isTheConvolution() {
    Nnpack nnpack = nnpack();
    Random random = new Random(3);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      torch.manual_seed(3);
      for (int round = 0; round < 40; round++) {
        int in = 1 + random.nextInt(90);
        int out = 1 + random.nextInt(90);
        Tensor weight = torch.randn(out, in, 3, 3);
        Tensor bias = torch.randn(out);
        Tensor kernels = nnpack.kernels(weight);
        for (int size = 0; size < 4; size++) {
          try (PointerScope each = new PointerScope()) {
            int rows = 3 + random.nextInt(30);
            int columns = 3 + random.nextInt(60);
            Tensor input = torch.rand(in, rows, columns);
            Tensor output = torch.full(new long[] {out, rows - 2, columns - 2}, new Scalar(99.0));
            nnpack.convolve(input, kernels, bias, output);
            Tensor known = known(input, weight, bias);
            double error = output.sub(known).abs().max().item_double();
            assertThat(error / known.abs().max().item_double())
                .as("%d to %d channels, %d x %d", in, out, rows, columns)
                .isLessThan(1e-5);
          }
        }
      }
    }
  }

  @Test
  void convolve_channelsLastWeights_areTheSame() {
    Nnpack nnpack = nnpack();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor weight = torch.randn(5, 7, 3, 3);
      Tensor last = weight.contiguous(torch.MemoryFormat.ChannelsLast);
      assertThat(torch.equal(nnpack.kernels(weight), nnpack.kernels(last))).isTrue();
    }
  }

  /** A C function would read beyond them. */
  @Test
  void convolve_tensorsThatDoNotFit_areRefused() {
    Nnpack nnpack = nnpack();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor kernels = nnpack.kernels(torch.randn(5, 7, 3, 3));
      Tensor input = torch.rand(7, 10, 12);
      Tensor bias = torch.zeros(5);
      Tensor output = torch.zeros(5, 8, 10);
      nnpack.convolve(input, kernels, bias, output);
      assertThatThrownBy(() -> nnpack.convolve(input, kernels, bias, torch.zeros(5, 8, 9)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[5, 8, 10]");
      assertThatThrownBy(() -> nnpack.convolve(torch.rand(6, 10, 12), kernels, bias, output))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(
              () -> nnpack.convolve(input.to(torch.ScalarType.Double), kernels, bias, output))
          .isInstanceOf(IllegalArgumentException.class);
      Tensor turned = torch.rand(10, 7, 12).transpose(0, 1);
      assertThatThrownBy(() -> nnpack.convolve(turned, kernels, bias, output))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> nnpack.convolve(input, kernels, torch.zeros(4), output))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> nnpack.kernels(torch.randn(5, 7, 5, 5)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
