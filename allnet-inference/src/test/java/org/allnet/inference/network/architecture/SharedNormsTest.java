package org.allnet.inference.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.group.BatchPart;
import org.allnet.inference.engine.group.ProcessGroup;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gradients, losses and statistics of two halves of a batch are those of the batch. */
class SharedNormsTest {

  /** Of the largest entry of a tensor; 3.2e-5 was the most that was seen. */
  private static final double ROUNDING = 1e-4;

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final int IMAGES = 8;

  private static NetworkPlan plan(String architecture) {
    return new NetworkPlan(
        new NetworkOptions(architecture, 2, 45, 1.0 / 16, 0, 3, Normalisation.UNIT, false));
  }

  /** What training gives of a part of eight images of noise, sums over all parts. */
  private static Map<String, float[]> trained(NetworkPlan plan, BatchPart part, int images) {
    Map<String, float[]> given = new LinkedHashMap<>();
    try (Network network = Network.fresh(plan, 5, CPU);
        PointerScope scope = new PointerScope()) {
      int size = plan.options().inputSize();
      torch.ScalarType type = torch.ScalarType.Float;
      Tensor all =
          torch
              .arange(new Scalar(images * 3 * size * size), Tensors.options(type, Tensors.cpu()))
              .mul(new Scalar(12.9898))
              .sin_()
              .abs_()
              .view(images, 3, size, size);
      network.trainable().values().forEach(weight -> weight.requires_grad_(true));
      Outputs outputs = network.train(part.rows(all), List.of(), Precision.FP32, 3, part);
      Tensor weights =
          part.rows(torch.arange(new Scalar(images), all.options()).add(new Scalar(1.0)));
      Tensor loss =
          torch
              .log_softmax(outputs.logits(), 1)
              .select(1, 0)
              .mul(weights)
              .sum()
              .mul(new Scalar(-part.fraction() / part.count()));
      outputs.backward(loss);
      List<Tensor> sums = new ArrayList<>(List.of(loss.detach().clone()));
      network.trainable().values().forEach(weight -> sums.add(weight.grad()));
      part.group().sum(sums);
      given.put("loss", Tensors.toFloats(sums.get(0)));
      network
          .trainable()
          .forEach(
              (name, weight) -> given.put("gradient " + name, Tensors.toFloats(weight.grad())));
      network
          .tensors()
          .forEach(
              (name, tensor) -> {
                if (name.contains("running")) {
                  given.put(name, Tensors.toFloats(tensor));
                }
              });
    }
    return given;
  }

  private static List<Map<String, float[]>> together(NetworkPlan plan, int images)
      throws Exception {
    List<Future<Map<String, float[]>>> both = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (ProcessGroup group : ThreadGroupOfTwo.pair()) {
        both.add(threads.submit(() -> trained(plan, BatchPart.of(group, images), images)));
      }
      return List.of(both.get(0).get(), both.get(1).get());
    } finally {
      threads.shutdownNow();
    }
  }

  /** The largest difference of a tensor, relative to its largest entry. */
  private static double difference(float[] one, float[] two) {
    assertThat(two).hasSameSizeAs(one);
    double most = 0;
    double difference = 0;
    for (int i = 0; i < one.length; i++) {
      most = Math.max(most, Math.abs(one[i]));
      difference = Math.max(difference, Math.abs(one[i] - two[i]));
    }
    return most == 0 ? difference : difference / most;
  }

  @ParameterizedTest
  @CsvSource({"allnet, 8", "allnet, 5", "allnet, 2", "resnet18, 6"})
  void halves_giveWhatTheBatchGives(String architecture, int images) throws Exception {
    NetworkPlan plan = plan(architecture);
    Map<String, float[]> whole = trained(plan, BatchPart.whole(images), images);
    List<Map<String, float[]>> parts = together(plan, images);
    whole.forEach(
        (name, values) ->
            assertThat(difference(values, parts.get(0).get(name))).as(name).isLessThan(ROUNDING));
    whole
        .keySet()
        .forEach(
            name -> assertThat(parts.get(1).get(name)).as(name).isEqualTo(parts.get(0).get(name)));
  }

  /** What the test above would see if each half had statistics of its own. */
  @Test
  void ownStatistics_giveOtherGradients() {
    NetworkPlan plan = plan("allnet");
    Map<String, float[]> whole = trained(plan, BatchPart.whole(IMAGES), IMAGES);
    Map<String, float[]> half = trained(plan, BatchPart.whole(IMAGES / 2), IMAGES / 2);
    assertThat(difference(whole.get("norm4.running_mean"), half.get("norm4.running_mean")))
        .isGreaterThan(50 * ROUNDING);
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
