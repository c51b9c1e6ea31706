package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.SplitOptions;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.prediction.Predictor;
import org.allnet.training.recipe.Recipes;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** Answers that fail leave no native memory behind. */
class FailingAnswersTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final int CALLS = 12;
  private static final NetworkPlan PLAN = new NetworkPlan(NetworkOptions.allnet(2, 60, 0.5, 0.5));

  private static ModelFile model(Network network) {
    return new ModelFile(
        List.of(network),
        ModelDescription.alone(
            network.plan().options(),
            List.of("hem", "all"),
            "all",
            SegmentationMode.STRETCHED,
            DecisionRule.NONE,
            null,
            Provenance.of("x", "x")
                .synthetic(true)
                .split(Protocol.SUBJECT, "0", Map.of())
                .fold(1, 2)
                .seed(1)
                .epoch(1)
                .build()));
  }

  private static List<CellPixels> cells(int count) {
    List<CellPixels> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] rgb = new byte[30 * 30 * 3];
      Arrays.fill(rgb, (byte) (90 + i));
      cells.add(new CellPixels(60, 60, 10, 10, 30, 30, rgb));
    }
    return cells;
  }

  /** A network whose last convolution does not fit to the one before. */
  private static Network broken() {
    Network whole = Network.fresh(PLAN, 1, CPU);
    Map<String, Tensor> tensors = new HashMap<>(whole.tensors());
    String last =
        PLAN.tensors().stream()
            .filter(spec -> spec.shape().size() == 4)
            .reduce((first, second) -> second)
            .orElseThrow()
            .name();
    try (PointerScope scope = new PointerScope()) {
      tensors.put(last, Tensors.handOut(torch.ones(8, 3, 3, 3), null));
    }
    return new Network(PLAN, tensors);
  }

  /** How many native objects and bytes of them are left by each of many failing calls. */
  private static void assertNothingIsLeft(ThrowingCallable failing) {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(failing).isInstanceOf(RuntimeException.class);
    }
    System.gc();
    long objects = Pointer.totalCount();
    long bytes = Pointer.totalBytes();
    for (int i = 0; i < CALLS; i++) {
      assertThatThrownBy(failing).isInstanceOf(RuntimeException.class);
    }
    System.gc();
    assertThat(Pointer.totalCount() - objects).as("native objects").isLessThan(CALLS);
    assertThat(Pointer.totalBytes() - bytes).as("bytes of them").isLessThan(CALLS * 8L);
  }

  @Test
  void probabilities_networkFails_leaveNothing() {
    for (InferenceMode mode : InferenceMode.values()) {
      try (Predictor predictor = new Predictor(model(broken()), CPU, mode)) {
        List<CellPixels> cells = cells(3);
        assertNothingIsLeft(() -> predictor.probabilities(cells));
      }
    }
  }

  /** Labels are missing, which is found when the images have been answered. */
  @Test
  void weighed_failsAfterAnswers_leavesNothing() {
    RunOptions options =
        RunOptions.of("data", Recipes.find("allnet"))
            .split(new SplitOptions(Protocol.SUBJECT, 2, 0, 3))
            .seed(5)
            .build();
    ModelAssembly assembly = new ModelAssembly(options, CPU);
    List<CellPixels> cells = cells(12);
    try (ModelFile model = model(Network.fresh(PLAN, 1, CPU))) {
      assertNothingIsLeft(
          () -> assembly.weighed(model, new LabelledCells(cells, List.of(0, 1, 0))));
    }
  }
}
