package org.allnet.inference.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.group.BatchPart;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** What one step of training gives of a part of a batch, and how far two of them are apart. */
final class TrainedPart {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  private TrainedPart() {}

  /** A small network of two classes for images of a size. */
  static NetworkPlan plan(String architecture, int size, double dropout) {
    return new NetworkPlan(
        new NetworkOptions(
            architecture, 2, size, width(architecture), dropout, 3, Normalisation.UNIT, false));
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
  static Map<String, double[]> trained(NetworkPlan plan, BatchPart part, ScalarType type) {
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

  private static double largest(double[] numbers) {
    double most = 0;
    for (double number : numbers) {
      most = Math.max(most, Math.abs(number));
    }
    return most;
  }

  static double largestGradient(Map<String, double[]> given) {
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
  static double error(Map<String, double[]> exact, Map<String, double[]> given) {
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
}
