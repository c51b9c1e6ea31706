package org.allnet.inference.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.engine.window.Footprints;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradientsTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  private static NetworkPlan plan(String name, int size, double width) {
    return new NetworkPlan(
        new NetworkOptions(
            name,
            3,
            size,
            width,
            0.5,
            3,
            NetworkOptions.published(name, 3).normalisation(),
            false));
  }

  /** Noise within a black frame. */
  private static Tensor images(int count, int size) {
    torch.manual_seed(4);
    Tensor images = torch.zeros(count, 3, size, size);
    int middle = size / 2;
    images
        .narrow(2, size / 4, middle)
        .narrow(3, size / 4, middle)
        .copy_(torch.rand(count, 3, middle, middle));
    return images;
  }

  /** z = bias + mean of the map times weight: each place's gradient is the weight by the places. */
  @ParameterizedTest
  @ValueSource(strings = {"resnet18", "densenet121", "mobilenet-v2", "compact-attention"})
  void lastMap_ofAPooledLinearHead_hasTheWeights(String name) {
    NetworkPlan plan = plan(name, 96, 0.25);
    assertThat(plan.hasLinearHead()).isTrue();
    String head = plan.heads().stream().filter(n -> n.endsWith("weight")).findFirst().orElseThrow();
    try (Network network = Network.fresh(plan, 1, CPU);
        Network.Inference inference = network.inference(InferenceMode.EXACT);
        PointerScope scope = new PointerScope()) {
      Tensor weights = network.tensors().get(head);
      Gradients found =
          inference.gradients(images(2, 96), List.of(), Point.LAST_MAP, List.of(2, 0));
      for (int image = 0; image < 2; image++) {
        Tensor gradient = found.gradient().select(0, image);
        float places = gradient.size(1) * gradient.size(2);
        float[] expected =
            Tensors.toFloats(
                weights
                    .select(0, image == 0 ? 2 : 0)
                    .div(new Scalar(places))
                    .view(-1, 1, 1)
                    .expand_as(gradient));
        assertThat(Tensors.toFloats(gradient)).containsExactly(expected, Offset.offset(1e-7f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"allnet", "alexnet", "vgg16", "mobilenet-v3", "vit-tiny"})
  void hasLinearHead_withLayersBetween_isFalse(String name) {
    assertThat(new NetworkPlan(NetworkOptions.published(name, 2)).hasLinearHead()).isFalse();
  }

  /** Windows before the map change neither the map nor the gradient, and nobody records them. */
  @ParameterizedTest
  @CsvSource({"allnet, 162", "vgg16-bn, 64"})
  void lastMap_behindWindows_isThatOfWholeFrames(String name, int size) {
    try (Network network = Network.fresh(plan(name, size, 0.25), 1, CPU);
        Network.Inference windows = network.inference(InferenceMode.THROUGHPUT);
        Network.Inference exact = network.inference(InferenceMode.EXACT);
        PointerScope scope = new PointerScope()) {
      Tensor images = images(3, size);
      List<Integer> classes = List.of(0, 1, 2);
      Gradients there =
          windows.gradients(images, Footprints.measure(images), Point.LAST_MAP, classes);
      Gradients whole = exact.gradients(images, List.of(), Point.LAST_MAP, classes);
      assertThat(GradMode.is_enabled()).as("recording on this thread is as it was").isTrue();
      assertThat(Tensors.toFloats(there.value()))
          .containsExactly(Tensors.toFloats(whole.value()), Offset.offset(1e-4f));
      assertThat(Tensors.toFloats(there.gradient()))
          .containsExactly(Tensors.toFloats(whole.gradient()), Offset.offset(1e-4f));
      assertThat(Tensors.toFloats(there.logits()))
          .containsExactly(Tensors.toFloats(exact.logits(images, List.of())), Offset.offset(1e-4f));
    }
  }

  /** The gradient along a random direction is that of small steps, batch norms as in inference. */
  @ParameterizedTest
  @CsvSource({
    "allnet, 54, 0.125",
    "vgg16-bn, 64, 0.25",
    "resnet18, 64, 0.25",
    "se-resnext50, 64, 1",
    "mobilenet-v3, 64, 0.5",
    "efficientnet-b0, 64, 0.5",
    "compact-attention, 64, 0.5",
    "vit-tiny, 224, 0.25"
  })
  void images_anyNetwork_haveTheSlopeOfSmallSteps(String name, int size, double width) {
    try (Network network = Network.fresh(plan(name, size, width), 1, CPU);
        Network.Inference inference = network.inference(InferenceMode.EXACT);
        PointerScope scope = new PointerScope()) {
      network.trainable().values().forEach(weight -> weight.requires_grad_(true));
      Tensor images = torch.rand(2, 3, size, size);
      List<Integer> classes = List.of(1, 2);
      Gradients found = inference.gradients(images, UnaryOperator.identity(), classes);
      assertThat(Tensors.toFloats(found.logits()))
          .containsExactly(
              Tensors.toFloats(inference.logits(images, List.of())), Offset.offset(1e-3f));
      network.trainable().values().forEach(weight -> assertThat(weight.grad().defined()).isFalse());
      Tensor direction = found.gradient();
      double squares = Tensors.toDoubles(direction.square().sum())[0];
      assertThat(squares).isPositive();
      Tensor step = direction.mul(new Scalar(0.02 / Math.sqrt(squares)));
      double directional =
          (sum(inference, images.add(step)) - sum(inference, images.sub(step))) / 0.04;
      assertThat(directional)
          .isCloseTo(Math.sqrt(squares), Offset.offset(0.05 * Math.sqrt(squares)));
    }
  }

  private static double sum(Network.Inference inference, Tensor images) {
    float[] logits = Tensors.toFloats(inference.logits(images, List.of()));
    return (double) logits[1] + logits[5];
  }

  /** Where a token's layer norm comes later, its gradient times itself is 0 at every place. */
  @Test
  void lastTokens_ofATransformer_tellPlaces() {
    try (Network network = Network.fresh(plan("vit-tiny", 224, 0.25), 1, CPU);
        Network.Inference inference = network.inference(InferenceMode.EXACT);
        PointerScope scope = new PointerScope()) {
      Gradients found =
          inference.gradients(torch.rand(1, 3, 224, 224), List.of(), Point.LAST_TOKENS, List.of(1));
      assertThat(Tensors.shape(found.value())).containsExactly(1L, 197L, 48L);
      float[] places = Tensors.toFloats(found.value().mul(found.gradient()).sum(2).abs());
      for (float place : places) {
        assertThat(place).isGreaterThan(1e-9f);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "allnet, 450, LAST_MAP, 6, 40.5, 81",
    "vgg16, 224, LAST_MAP, 7, 16, 32",
    "resnet18, 224, LAST_MAP, 7, 0.5, 32",
    "vit-tiny, 224, LAST_TOKENS, 14, 8, 16"
  })
  void places_areTheMiddlesOfWhatTheyLookAt(
      String name, int size, Point point, int rows, double first, double step) {
    assertThat(plan(name, size, 1).places(point)).isEqualTo(new MapPlaces(rows, first, step));
    assertThatThrownBy(() -> plan(name, size, 1).places(Point.BOX))
        .isInstanceOf(NoSuchElementException.class);
  }

  /** All designs: the rows of their last map lie within the input, in their number. */
  @Test
  void places_ofEveryNetwork_lieInItsInput() {
    for (Architecture architecture : Architectures.all()) {
      NetworkPlan plan = new NetworkPlan(NetworkOptions.published(architecture.name(), 2));
      Point point = plan.marks(Point.LAST_MAP) ? Point.LAST_MAP : Point.LAST_TOKENS;
      MapPlaces places = plan.places(point);
      if (point == Point.LAST_MAP) {
        assertThat(places.rows()).isEqualTo(plan.shape(point).height());
      }
      double last = places.first() + (places.rows() - 1) * places.step();
      assertThat(places.first()).as(architecture.name()).isBetween(0.0, 1.5 * places.step());
      assertThat(last)
          .as(architecture.name())
          .isBetween(
              architecture.inputSize() - 1.5 * places.step(), (double) architecture.inputSize());
    }
  }
}
