package org.allnet.inference.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.group.BatchPart;
import org.allnet.inference.engine.group.ProcessGroup;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Gradients, losses and statistics of two parts of a batch are those of the batch. Float64 shows
 * whether the formulas are right, since rounding is far below any error of them. Gradients are
 * measured by the largest of all: that of a bias in front of a batch norm is zero but for rounding,
 * so that it can't be measured by itself.
 */
class SharedNormsTest {

  /**
   * Of the largest gradient, and of the largest entry of a statistic: 2<sup>-52</sup>, times ten
   * million for the sums and the depth. An error of a formula is of the order of 1 / images.
   */
  private static final double EXACT = 2e-9;

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  private static NetworkPlan plan(String architecture, int size, double width) {
    return new NetworkPlan(
        new NetworkOptions(architecture, 2, size, width, 0, 3, Normalisation.UNIT, false));
  }

  /** With few channels all of MobileNet's would be clipped, so that it had no gradient at all. */
  private static double width(String architecture) {
    return architecture.startsWith("mobilenet") ? 0.5 : 1.0 / 16;
  }

  private static Network network(NetworkPlan plan, ScalarType type) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try (Network single = Network.fresh(plan, 5, CPU);
        PointerScope scope = new PointerScope()) {
      single
          .tensors()
          .forEach(
              (name, tensor) -> tensors.put(name, Tensors.handOut(tensor.to(type).clone(), null)));
    }
    return new Network(plan, tensors);
  }

  /** Pixels of noise in [0,1]. */
  private static Tensor images(int images, int size, ScalarType type) {
    return torch
        .arange(
            new Scalar(images * 3 * size * size), Tensors.options(ScalarType.Double, Tensors.cpu()))
        .mul(new Scalar(12.9898))
        .sin_()
        .abs_()
        .view(images, 3, size, size)
        .to(type);
  }

  /** Each image counts by its place, so that no two are alike. */
  private static Tensor loss(Outputs outputs, BatchPart part) {
    ScalarType type = outputs.logits().scalar_type().intern();
    Tensor weights =
        part.rows(
            torch
                .arange(new Scalar(part.of()), Tensors.options(type, Tensors.cpu()))
                .add(new Scalar(1.0)));
    Tensor chances = torch.log_softmax(outputs.logits(), 1);
    for (Tensor branch : outputs.auxiliary()) {
      chances = chances.add(torch.log_softmax(branch, 1));
    }
    return chances.select(1, 0).mul(weights).sum().mul(new Scalar(-part.fraction() / part.count()));
  }

  /** What training gives of a part of a batch, sums over all parts. */
  private static Map<String, double[]> trained(NetworkPlan plan, BatchPart part, ScalarType type) {
    Map<String, double[]> given = new LinkedHashMap<>();
    try (Network network = network(plan, type);
        PointerScope scope = new PointerScope()) {
      Tensor all = images(part.of(), plan.options().inputSize(), type);
      network.trainable().values().forEach(weight -> weight.requires_grad_(true));
      Outputs outputs = network.train(part.rows(all), List.of(), Precision.FP32, 3, part);
      Tensor loss = loss(outputs, part);
      outputs.backward(loss);
      List<Tensor> sums = new ArrayList<>(List.of(loss.detach().clone()));
      network.trainable().values().forEach(weight -> sums.add(weight.grad()));
      part.group().sum(sums);
      given.put("loss", Tensors.toDoubles(sums.get(0)));
      network
          .trainable()
          .forEach(
              (name, weight) -> given.put("gradient " + name, Tensors.toDoubles(weight.grad())));
      network
          .tensors()
          .forEach(
              (name, tensor) -> {
                if (name.contains("running")) {
                  given.put(name, Tensors.toDoubles(tensor));
                }
              });
    }
    return given;
  }

  private static List<Map<String, double[]>> together(
      Function<BatchPart, Map<String, double[]>> training, int images) throws Exception {
    List<Future<Map<String, double[]>>> both = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (ProcessGroup group : ThreadGroupOfTwo.pair()) {
        both.add(threads.submit(() -> training.apply(BatchPart.of(group, images))));
      }
      return List.of(both.get(0).get(), both.get(1).get());
    } finally {
      threads.shutdownNow();
    }
  }

  private static double largest(double[] numbers) {
    double most = 0;
    for (double number : numbers) {
      most = Math.max(most, Math.abs(number));
    }
    return most;
  }

  private static double largestGradient(Map<String, double[]> given) {
    return given.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("gradient"))
        .mapToDouble(entry -> largest(entry.getValue()))
        .max()
        .orElseThrow();
  }

  private static double difference(double[] one, double[] two) {
    assertThat(two).hasSameSizeAs(one);
    double[] differences = new double[one.length];
    for (int i = 0; i < one.length; i++) {
      differences[i] = one[i] - two[i];
    }
    return largest(differences);
  }

  private static String kind(String name) {
    return name.startsWith("gradient") ? "gradient" : name.substring(name.lastIndexOf('.') + 1);
  }

  /**
   * The largest difference, by the largest number of its kind: gradients, means, variances, the
   * loss. Means of what comes out of a batch norm are zero but for rounding.
   */
  private static double error(Map<String, double[]> exact, Map<String, double[]> given) {
    Map<String, Double> largest = new HashMap<>();
    exact.forEach((name, values) -> largest.merge(kind(name), largest(values), Math::max));
    double most = 0;
    for (Map.Entry<String, double[]> entry : exact.entrySet()) {
      double error =
          difference(entry.getValue(), given.get(entry.getKey()))
              / largest.getOrDefault(kind(entry.getKey()), 0.0);
      most = Math.max(most, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
    }
    return most;
  }

  private static void requireExact(String architecture, int size, int images) throws Exception {
    NetworkPlan plan = plan(architecture, size, width(architecture));
    Map<String, double[]> whole = trained(plan, BatchPart.whole(images), ScalarType.Double);
    assertThat(whole.keySet()).anyMatch(name -> name.contains("running"));
    assertThat(largestGradient(whole)).isGreaterThan(1e-3);
    List<Map<String, double[]>> parts =
        together(part -> trained(plan, part, ScalarType.Double), images);
    assertThat(error(whole, parts.get(0))).isLessThan(EXACT);
    whole
        .keySet()
        .forEach(
            name -> assertThat(parts.get(1).get(name)).as(name).isEqualTo(parts.get(0).get(name)));
  }

  /** Of one image each process computes all. */
  @ParameterizedTest
  @CsvSource({
    "allnet, 45, 8",
    "allnet, 45, 5",
    "allnet, 45, 2",
    "allnet, 141, 1",
    "resnet18, 45, 5",
    "mobilenet-v2, 64, 5",
    "densenet121, 64, 5",
    "compact-attention, 64, 5"
  })
  void parts_giveWhatTheBatchGives(String architecture, int size, int images) throws Exception {
    requireExact(architecture, size, images);
  }

  /** EfficientNet is left out: it draws, and two threads draw from one generator. */
  @ParameterizedTest
  @Tag("nightly")
  @CsvSource({
    "resnet18, 64, 8",
    "resnet18, 64, 2",
    "mobilenet-v2, 64, 8",
    "mobilenet-v2, 64, 2",
    "densenet121, 64, 8",
    "densenet121, 64, 2",
    "resnet50, 64, 5",
    "se-resnext50, 64, 5",
    "resnet50-v2, 64, 5",
    "mobilenet-v3, 64, 5",
    "densenet201, 64, 5",
    "xception, 96, 5",
    "inception-v3, 299, 3",
    "inception-resnet-v2, 96, 5",
    "resnext50, 64, 5",
    "resnet101, 64, 5"
  })
  void partsOfAnyNetwork_giveWhatTheBatchGives(String architecture, int size, int images)
      throws Exception {
    requireExact(architecture, size, images);
  }

  /**
   * With float32 the parts round as much as the batch does, other numbers otherwise: both are as
   * far from the exact gradients.
   */
  @ParameterizedTest
  @CsvSource({"allnet, 45, 8", "allnet, 45, 5", "resnet18, 45, 5"})
  void partsInFloat32_areAsNearAsTheBatch(String architecture, int size, int images)
      throws Exception {
    NetworkPlan plan = plan(architecture, size, width(architecture));
    Map<String, double[]> exact = trained(plan, BatchPart.whole(images), ScalarType.Double);
    double alone = error(exact, trained(plan, BatchPart.whole(images), ScalarType.Float));
    double shared =
        error(exact, together(part -> trained(plan, part, ScalarType.Float), images).get(0));
    assertThat(shared).isLessThan(10 * alone);
  }

  /** What the tests above would see if each half had statistics of its own. */
  @Test
  void ownStatistics_giveOtherGradients() throws Exception {
    NetworkPlan plan = plan("allnet", 45, 1.0 / 16);
    Map<String, double[]> whole = trained(plan, BatchPart.whole(8), ScalarType.Double);
    Map<String, double[]> half = trained(plan, BatchPart.whole(4), ScalarType.Double);
    assertThat(error(whole, half)).isGreaterThan(1e6 * EXACT);
  }

  @Test
  void fewerImagesThanProcesses_areComputedByAll() {
    ProcessGroup group = ThreadGroupOfTwo.pair().get(1);
    assertThat(BatchPart.of(group, 1)).isEqualTo(new BatchPart(group, 0, 1, 1));
    assertThat(BatchPart.of(group, 1).fraction()).isEqualTo(0.5);
    assertThat(BatchPart.of(group, 7)).isEqualTo(new BatchPart(group, 3, 4, 7));
    assertThat(BatchPart.of(group, 7).fraction()).isEqualTo(4 / 7.0);
    assertThat(BatchPart.of(group, 7).rows(List.of(0, 1, 2, 3, 4, 5, 6)))
        .containsExactly(3, 4, 5, 6);
  }
}
