package org.allnet.training.trainer.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.allnet.data.OptionException;
import org.allnet.inference.engine.device.Tensors;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimiserTest {

  private static final Offset<Double> CLOSE = Offset.offset(1e-6);

  private static Tensor at(float value) {
    return Tensors.ofFloats(new float[] {value}, Tensors.cpu(), 1).requires_grad_(true);
  }

  @Test
  void momentum_twoSteps_areAsComputedByHand() {
    try (PointerScope scope = new PointerScope()) {
      Tensor weight = at(2);
      try (Optimiser sgd =
          OptimiserOptions.parse("sgd momentum=0.9 decay=0.1")
              .make(Map.of("w", weight), Map.of())) {
        weight.mul(new Scalar(3.0)).sum().backward();
        sgd.step(0.1, 0.9);
        double velocity = 3 + 0.1 * 2;
        double first = 2 - 0.1 * velocity;
        assertThat((double) weight.item_float()).isCloseTo(first, CLOSE);
        weight.mul(new Scalar(3.0)).sum().backward();
        sgd.step(0.1, 0.9);
        velocity = 0.9 * velocity + 3 + 0.1 * first;
        assertThat((double) weight.item_float()).isCloseTo(first - 0.1 * velocity, CLOSE);
      }
    }
  }

  @Test
  void momentum_ofAnotherMomentum_takesThatOfTheStep() {
    try (PointerScope scope = new PointerScope()) {
      Tensor weight = at(2);
      try (Optimiser sgd = OptimiserOptions.parse("sgd").make(Map.of("w", weight), Map.of())) {
        weight.mul(new Scalar(3.0)).sum().backward();
        sgd.step(0.1, 0.95);
        weight.mul(new Scalar(3.0)).sum().backward();
        sgd.step(0.1, 0.85);
        // the first velocity is 3, the second 0.85 x 3 + 3
        assertThat((double) weight.item_float()).isCloseTo(2 - 0.3 - 0.1 * (2.55 + 3), CLOSE);
      }
    }
  }

  @Test
  void adamw_oneStep_decaysApartFromTheGradient() {
    try (PointerScope scope = new PointerScope()) {
      Tensor weight = at(2);
      try (Optimiser adam =
          OptimiserOptions.parse("adamw decay=0.5").make(Map.of("w", weight), Map.of())) {
        weight.mul(new Scalar(3.0)).sum().backward();
        adam.step(0.1, 0.9);
        assertThat((double) weight.item_float()).isCloseTo(2 * (1 - 0.05) - 0.1, CLOSE);
      }
    }
  }

  @Test
  void factors_ofTensors_scaleOrFreezeThem() {
    try (PointerScope scope = new PointerScope()) {
      Tensor slow = at(1);
      Tensor frozen = at(1);
      Tensor free = at(1);
      Map<String, Tensor> weights = Map.of("slow", slow, "frozen", frozen, "free", free);
      try (Optimiser adam =
          OptimiserOptions.ADAM.make(weights, Map.of("slow", 0.1, "frozen", 0.0))) {
        slow.add(frozen).add(free).sum().backward();
        adam.step(0.01, 0.9);
        assertThat((double) slow.item_float()).isCloseTo(0.999, CLOSE);
        assertThat(frozen.item_float()).isEqualTo(1);
        assertThat((double) free.item_float()).isCloseTo(0.99, CLOSE);
        assertThat(frozen.grad().defined()).isFalse();
      }
    }
  }

  @Test
  void weightAverage_overSteps_followsAndIsExchanged() {
    try (PointerScope scope = new PointerScope()) {
      Tensor weight = Tensors.ofFloats(new float[] {1}, Tensors.cpu(), 1);
      try (WeightAverage average = new WeightAverage(Map.of("w", weight), 0.5)) {
        weight.fill_(new Scalar(3.0));
        average.add(name -> 1); // keeps min(0.5, 2 / 11)
        double expected = 1 * 2.0 / 11 + 3 * 9.0 / 11;
        average.exchange();
        assertThat((double) weight.item_float()).isCloseTo(expected, CLOSE);
        average.exchange();
        assertThat(weight.item_float()).isEqualTo(3);
        average.add(name -> 100);
        average.exchange();
        assertThat((double) weight.item_float()).isCloseTo(0.5 * expected + 1.5, CLOSE);
      }
    }
  }

  @Test
  void weightAverage_ofAWeightThatThaws_beginsAsNew() {
    try (PointerScope scope = new PointerScope()) {
      Tensor head = Tensors.ofFloats(new float[] {1}, Tensors.cpu(), 1);
      Tensor body = Tensors.ofFloats(new float[] {1}, Tensors.cpu(), 1);
      try (WeightAverage average = new WeightAverage(Map.of("head", head, "body", body), 0.99)) {
        head.fill_(new Scalar(3.0));
        body.fill_(new Scalar(3.0));
        average.add(name -> name.equals("head") ? 2000 : 1);
        average.exchange();
        assertThat((double) head.item_float()).isCloseTo(0.99 * 1 + 0.01 * 3, CLOSE);
        assertThat((double) body.item_float()).isCloseTo(1 * 2.0 / 11 + 3 * 9.0 / 11, CLOSE);
      }
    }
  }

  @Test
  void resumeAt_countsThatDoNotFit_areRefused() {
    try (PointerScope scope = new PointerScope();
        Optimiser adam = OptimiserOptions.ADAM.make(Map.of("w", at(1)), Map.of())) {
      assertThatThrownBy(() -> adam.resumeAt(5, Map.of()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> adam.resumeAt(5, Map.of("w", 6L)))
          .isInstanceOf(IllegalArgumentException.class);
      adam.resumeAt(5, Map.of("w", 3L));
      assertThat(adam.steps("w")).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adam decay=0",
        "adam decay=0.1",
        "adamw decay=0.01",
        "sgd momentum=0.9 decay=1e-4"
      })
  void text_isWhatWasRead(String text) {
    assertThat(OptimiserOptions.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lion",
        "adam 0.1",
        "adam decay=x",
        "sgd momentum=1",
        "adam momentum=0.1",
        "adam decay=-1"
      })
  void parse_nonsense_isRefused(String text) {
    assertThatThrownBy(() -> OptimiserOptions.parse(text)).isInstanceOf(OptionException.class);
  }
}
