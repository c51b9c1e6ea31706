package org.allnet.training.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.allnet.data.OptionException;
import org.allnet.inference.engine.device.Tensors;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossTest {

  private static final Offset<Double> CLOSE = Offset.offset(1e-5);

  private static Tensor tensor(int rows, float... values) {
    return Tensors.ofFloats(values, Tensors.cpu(), rows, values.length / rows);
  }

  private static double value(String loss, Tensor logits, Tensor targets, float... weights) {
    Tensor classWeights =
        weights.length == 0 ? null : Tensors.ofFloats(weights, Tensors.cpu(), weights.length);
    return Loss.parse(loss).of(logits, targets, classWeights).item_float();
  }

  @Test
  void crossEntropy_twoImages_isMeanOfLogarithms() {
    try (PointerScope scope = new PointerScope()) {
      Tensor logits = tensor(2, 0, (float) Math.log(3), 0, 0);
      Tensor targets = tensor(2, 0, 1, 1, 0);
      double first = -Math.log(0.75);
      double second = -Math.log(0.5);
      assertThat(value("cross-entropy", logits, targets)).isCloseTo((first + second) / 2, CLOSE);
      assertThat(value("cross-entropy", logits, targets, 1, 3))
          .isCloseTo((3 * first + second) / 4, CLOSE);
    }
  }

  @Test
  void crossEntropy_smoothed_weighsEveryClass() {
    try (PointerScope scope = new PointerScope()) {
      Tensor logits = tensor(1, 0, (float) Math.log(3));
      double expected = -0.9 * Math.log(0.75) - 0.1 * Math.log(0.25);
      assertThat(value("cross-entropy smoothing=0.2", logits, tensor(1, 0, 1)))
          .isCloseTo(expected, CLOSE);
    }
  }

  @Test
  void symmetricCrossEntropy_byHand_addsTheReverse() {
    try (PointerScope scope = new PointerScope()) {
      Tensor logits = tensor(1, 0, (float) Math.log(3));
      // reverse: the fraction of the wrong class times 4
      double expected = 6 * -Math.log(0.75) + 0.5 * 0.25 * 4;
      assertThat(value("symmetric-cross-entropy alpha=6 beta=0.5", logits, tensor(1, 0, 1)))
          .isCloseTo(expected, CLOSE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cross-entropy",
        "cross-entropy smoothing=0.1",
        "symmetric-cross-entropy alpha=1 beta=0.5"
      })
  void gradient_ofAnyLoss_isThatOfFiniteDifferences(String loss) {
    float[] at = {0.3f, -0.7f, 1.1f, 0.2f, 0.9f, -0.4f};
    float[] targets = {1, 0, 0, 0.2f, 0.3f, 0.5f};
    try (PointerScope scope = new PointerScope()) {
      Tensor logits = tensor(2, at.clone()).requires_grad_(true);
      Tensor weights = Tensors.ofFloats(new float[] {1, 2, 0.5f}, Tensors.cpu(), 3);
      Loss.parse(loss).of(logits, tensor(2, targets), weights).backward();
      float[] gradient = Tensors.toFloats(logits.grad());
      for (int i = 0; i < at.length; i++) {
        float step = 1e-2f;
        float[] up = at.clone();
        up[i] += step;
        float[] down = at.clone();
        down[i] -= step;
        double slope =
            (value(loss, tensor(2, up), tensor(2, targets), 1, 2, 0.5f)
                    - value(loss, tensor(2, down), tensor(2, targets), 1, 2, 0.5f))
                / (2 * step);
        assertThat((double) gradient[i]).isCloseTo(slope, Offset.offset(1e-3));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hinge",
        "cross-entropy 0.1",
        "cross-entropy smoothing=x",
        "cross-entropy smoothing=1",
        "symmetric-cross-entropy alpha=0 beta=0",
        "symmetric-cross-entropy alpha=Infinity"
      })
  void parse_nonsense_isRefused(String text) {
    assertThatThrownBy(() -> Loss.parse(text)).isInstanceOf(OptionException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cross-entropy smoothing=0",
        "cross-entropy smoothing=0.1",
        "symmetric-cross-entropy alpha=6 beta=0.5"
      })
  void text_isWhatWasRead(String text) {
    assertThat(Loss.parse(text).text()).isEqualTo(text);
  }
}
