package org.allnet.inference.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.allnet.inference.engine.device.PaddedMatrix;
import org.allnet.inference.engine.device.Tensors;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DenseLayerTest {

  @ParameterizedTest
  @CsvSource({"1", "2", "5", "8", "9", "16"})
  void apply_anyNumberOfImages_isTheEnginesOwn(int images) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      torch.manual_seed(images);
      for (long[] size : new long[][] {{1024, 1024}, {700, 2048}, {600, 1777}, {30, 20}}) {
        Tensor weight = torch.randn(size);
        Tensor bias = torch.randn(size[0]);
        Tensor x = torch.randn(images, size[1]);
        float[] expected = Tensors.toFloats(torch.linear(x, weight, new TensorOptional(bias)));
        assertThat(Tensors.toFloats(DenseLayer.apply(x, weight, bias)))
            .containsExactly(expected, Offset.offset(2e-3f));
        Tensor apart = PaddedMatrix.make(size[0], size[1]);
        apart.copy_(weight);
        assertThat(Tensors.toFloats(DenseLayer.apply(x, apart, bias)))
            .containsExactly(expected, Offset.offset(2e-3f));
      }
    }
  }
}
