package org.allnet.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class BoxTargetsTest {

  @Test
  void of_aWindowAndABlackImage_areCentreAndSize() {
    try (PointerScope scope = new PointerScope()) {
      Tensor images = torch.zeros(3, 3, 10, 10);
      // rows 2 to 5, columns 1 and 2, in one channel alone
      images.narrow(0, 0, 1).narrow(1, 2, 1).narrow(2, 2, 4).narrow(3, 1, 2).fill_(new Scalar(0.5));
      images.narrow(0, 2, 1).fill_(new Scalar(1.0));
      assertThat(Tensors.toFloats(BoxTargets.of(images)))
          .containsExactly(
              new float[] {
                -0.6f, -0.2f, -0.6f, -0.2f, 0, 0, -1, -1, 0, 0, 1, 1,
              },
              org.assertj.core.data.Offset.offset(1e-6f));
    }
  }
}
