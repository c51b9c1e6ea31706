package org.allnet.inference.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.NativeBytes;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.testing.NoiseCells;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  private final int threads = torch.get_num_threads();

  @BeforeEach
  void twoThreads() {
    CPU.setThreads(2);
  }

  @AfterEach
  void threadsAsBefore() {
    CPU.setThreads(threads);
  }

  private static Path model(Path folder, double width) {
    Path file = folder.resolve("model.safetensors");
    try (Network network =
        Network.fresh(new NetworkPlan(NetworkOptions.allnet(2, 90, width, 0.5)), 5, CPU)) {
      ModelDescription description =
          ModelDescription.alone(
              network.plan().options(),
              List.of("hem", "all"),
              "all",
              SegmentationMode.STRETCHED,
              org.allnet.evaluation.decision.DecisionRule.NONE,
              null,
              Provenance.of("x", "x")
                  .synthetic(true)
                  .split(Protocol.SUBJECT, "0", Map.of())
                  .fold(1, 2)
                  .seed(1)
                  .epoch(1)
                  .build());
      new ModelFile(List.of(network), description).write(file, false);
    }
    return file;
  }

  private static List<CellPixels> cells(int count) {
    Random random = new Random(3);
    List<CellPixels> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cells.add(NoiseCells.within(i % 5 == 4 ? 120 : 90, 20, 40, random));
    }
    cells.add(new CellPixels(90, 90, 0, 0, 0, 0, new byte[0]));
    return cells;
  }

  @Test
  void probabilities_ofEveryImage_sumToOne(@TempDir Path folder) {
    try (Predictor predictor = Predictor.load(model(folder, 0.5), CPU)) {
      List<double[]> rows = predictor.probabilities(cells(11));
      assertThat(rows).hasSize(12);
      for (double[] row : rows) {
        assertThat(Arrays.stream(row).sum()).isCloseTo(1, Offset.offset(1e-9));
      }
      assertThat(predictor.probabilities(List.of())).isEmpty();
    }
  }

  @Test
  void probabilities_denseOrWindowed_areTheSame(@TempDir Path folder) {
    Path file = model(folder, 0.5);
    try (Predictor windowed = Predictor.load(file, CPU);
        Predictor dense = Predictor.load(file, CPU, InferenceMode.EXACT)) {
      List<CellPixels> cells = cells(9);
      List<double[]> expected = dense.probabilities(cells);
      List<double[]> together = windowed.probabilities(cells);
      for (int i = 0; i < cells.size(); i++) {
        double[] alone = windowed.probabilities(List.of(cells.get(i))).get(0);
        assertThat(together.get(i)).containsExactly(expected.get(i), Offset.offset(1e-6));
        assertThat(alone).containsExactly(expected.get(i), Offset.offset(1e-6));
      }
    }
  }

  @Tag("gpu")
  @Test
  void probabilities_onAGpu_areTheProcessors(@TempDir Path folder) {
    ComputeDevice gpu = ComputeDevice.of(Device.AUTO);
    assumeThat(gpu.isCuda()).as("a GPU").isTrue();
    Path file = model(folder, 0.5);
    try (Predictor there = Predictor.load(file, gpu);
        Predictor here = Predictor.load(file, CPU)) {
      List<double[]> expected = here.probabilities(cells(9));
      List<double[]> actual = there.probabilities(cells(9));
      for (int i = 0; i < expected.size(); i++) {
        assertThat(actual.get(i)).containsExactly(expected.get(i), Offset.offset(1e-4));
      }
    }
  }

  @Test
  void probabilities_fromTwoThreads_areThoseOfOne(@TempDir Path folder) throws Exception {
    try (Predictor predictor = Predictor.load(model(folder, 0.5), CPU)) {
      List<CellPixels> cells = cells(40);
      List<double[]> expected = predictor.probabilities(cells);
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        List<Future<List<double[]>>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          answers.add(threads.submit(() -> predictor.probabilities(cells)));
        }
        for (Future<List<double[]>> answer : answers) {
          List<double[]> rows = answer.get();
          for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i)).containsExactly(expected.get(i), Offset.offset(1e-9));
          }
        }
      } finally {
        threads.shutdown();
      }
    }
  }

  /** A third of a MB that is lost at each prediction is seen. */
  @Test
  void probabilities_manyTimes_doNotGrowNativeMemory(@TempDir Path folder)
      throws InterruptedException {
    try (Predictor predictor = Predictor.load(model(folder, 0.5), CPU)) {
      List<CellPixels> cells = cells(8);
      predictor.probabilities(cells);
      for (int i = 0; i < 10; i++) {
        assertLeavesNothing(() -> predictor.probabilities(cells));
      }
      long before = NativeBytes.leastInUse();
      for (int i = 0; i < 40; i++) {
        assertLeavesNothing(() -> predictor.probabilities(cells));
      }
      assertThat(NativeBytes.leastInUse() - before).isLessThan(12L << 20);
    }
  }

  @Test
  void loadAndClose_manyTimes_keepNativeMemory(@TempDir Path folder) {
    Path file = model(folder, 0.25);
    for (int i = 0; i < 5; i++) {
      Predictor.load(file, CPU).close();
    }
    long before = NativeBytes.inUse();
    for (int i = 0; i < 40; i++) {
      assertLeavesNothing(() -> Predictor.load(file, CPU).close());
    }
    // 40 models if none were freed; Java's compiler takes some memory in the same time
    assertThat(NativeBytes.inUse() - before).isLessThan(10 * file.toFile().length());
  }

  /**
   * Nothing is left to Java's collector, which frees what was forgotten whenever it likes: bytes in
   * use may then show no leak.
   */
  private static void assertLeavesNothing(Runnable work) {
    long before = Pointer.totalCount();
    work.run();
    assertThat(Pointer.totalCount() - before).as("native objects that were left").isNotPositive();
  }

  /** Kernels are transformed at the first images: 2 MB of them here, 40 MB if none were freed. */
  @Test
  void loadAndAnswer_manyTimes_keepNativeMemory(@TempDir Path folder) {
    Path file = model(folder, 0.5);
    List<CellPixels> cells = cells(3);
    long before = 0;
    for (int i = 0; i < 25; i++) {
      if (i == 5) {
        before = NativeBytes.inUse();
      }
      assertLeavesNothing(
          () -> {
            try (Predictor predictor = Predictor.load(file, CPU)) {
              predictor.probabilities(cells.subList(0, 1));
              predictor.probabilities(cells);
            }
          });
    }
    assertThat(NativeBytes.inUse() - before).isLessThan(20L << 20);
  }

  @Test
  void probabilities_interruptedThread_sayStopped(@TempDir Path folder) {
    try (Predictor predictor = Predictor.load(model(folder, 1.0 / 16), CPU)) {
      Thread.currentThread().interrupt();
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> predictor.probabilities(cells(9)))
          .isInstanceOf(org.allnet.data.RunException.class)
          .hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(predictor.probabilities(cells(9))).hasSize(10);
    }
  }

  /** Images that interrupt the thread that reads one of them for the given time, from 1. */
  private static List<CellPixels> interrupting(int index, int time) {
    List<CellPixels> cells = cells(20);
    return new AbstractList<>() {

      private int times;

      @Override
      public CellPixels get(int read) {
        times += read == index ? 1 : 0;
        if (read == index && times == time) {
          Thread.currentThread().interrupt();
        }
        return cells.get(read);
      }

      @Override
      public int size() {
        return cells.size();
      }
    };
  }

  @Test
  void features_interruptedThread_stopAtTheImage(@TempDir Path folder) {
    try (Predictor predictor = Predictor.load(model(folder, 1.0 / 16), CPU)) {
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> predictor.features(interrupting(3, 1)))
          .isInstanceOf(org.allnet.data.RunException.class)
          .hasMessageContaining("interrupted while features were taken, after 3 images");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** Images are read to count their memory, to classify them, and to describe them. */
  @Test
  void probabilities_interruptedEarly_sayStopped() {
    try (Predictor predictor =
        new Predictor(CorrectionMemoryTest.correcting(1, false), CPU, InferenceMode.EXACT)) {
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> predictor.probabilities(interrupting(20, 3)))
          .isInstanceOf(org.allnet.data.RunException.class)
          .hasMessageContaining("interrupted while images were described, after 0 images");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void ruleFit_onAnInterruptedThread_stopsAndSaysSo(@TempDir Path folder) {
    List<CellPixels> cells = cells(2);
    List<Prediction> rows = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      rows.add(new Prediction("c" + i, null, i % 2, null, List.of(0.9, 0.1)));
    }
    Predictions predictions = new Predictions(ClassSet.of(List.of("hem", "all")), rows);
    try (Predictor predictor = Predictor.load(model(folder, 1.0 / 16), CPU)) {
      Thread.currentThread().interrupt();
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> RuleFit.exactAtEdges(predictor, DecisionRule.NONE, cells, predictions))
          .isInstanceOf(org.allnet.data.RunException.class)
          .hasMessage("interrupted while fitting the decision rule");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(RuleFit.exactAtEdges(predictor, DecisionRule.NONE, cells, predictions))
          .isSameAs(predictions);
    }
  }
}
