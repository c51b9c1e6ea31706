package org.allnet.inference.engine.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.layer.Pool;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainableStackTest {

  private static final Pool THREE = new Pool(3, 3, 0, true);

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  private final int threads = torch.get_num_threads();

  @AfterEach
  void threadsAsTheyWere() {
    CPU.setThreads(threads);
  }

  private static Stage stage(int in, int out, int kernel, int stride, int padding, Pool pool) {
    return new Stage(
        torch.randn(out, in, kernel, kernel).mul(new Scalar(0.3)).requires_grad_(true),
        torch.randn(out).mul(new Scalar(0.5)).requires_grad_(true),
        stride,
        padding,
        pool,
        Stage.RELU);
  }

  private static List<Stage> stages(int kind) {
    return switch (kind) {
      case 0 -> // ALLNet up to its first batch norm
          List.of(
              stage(3, 4, 3, 1, 1, THREE),
              stage(4, 6, 3, 1, 1, THREE),
              stage(6, 8, 3, 1, 1, THREE));
      case 1 -> // AlexNet: a large stride, overlapping pools, a stage without a pool
          List.of(
              stage(3, 4, 11, 4, 2, new Pool(3, 2, 0, false)),
              stage(4, 6, 5, 1, 2, new Pool(3, 2, 0, false)),
              stage(6, 6, 3, 1, 1, null));
      default -> // VGG: pairs of convolutions before each pool
          List.of(
              stage(3, 4, 3, 1, 1, null),
              stage(4, 4, 3, 1, 1, new Pool(2, 2, 0, false)),
              stage(4, 6, 3, 1, 1, null),
              stage(6, 6, 3, 1, 1, new Pool(2, 2, 0, false)));
    };
  }

  /** Coloured blobs on a background of one colour; some images have nothing but background. */
  private static Tensor images(int count, int size, Tensor black, Random random) {
    Tensor images = black.expand(count, 3, size, size).clone();
    for (int i = 0; i < count; i++) {
      if (random.nextInt(5) > 0) {
        double reach = random.nextDouble() * size * 0.7;
        double middle = random.nextDouble() * size;
        for (int row = 0; row < size; row++) {
          double half = Math.sqrt(Math.max(0, reach * reach - Math.pow(row - middle, 2)));
          int start = (int) Math.max(0, middle - half);
          int end = (int) Math.min(size, middle + half * random.nextDouble());
          Noise.row(images, i, row, start, end);
        }
      }
    }
    return images.contiguous(torch.MemoryFormat.ChannelsLast);
  }

  private static double largestDifference(Tensor a, Tensor b) {
    double scale = b.abs().max().item_float();
    return a.sub(b).abs().max().item_float() / (scale == 0 ? 1 : scale);
  }

  /** What the engine itself finds, on whole frames. */
  private static List<Tensor> dense(List<Stage> stages, Tensor images, Tensor weighting) {
    Tensor x = images;
    for (Stage stage : stages) {
      x = stage.run(x);
    }
    x.mul(weighting).sum().backward();
    List<Tensor> gradients = new ArrayList<>();
    for (Stage stage : stages) {
      gradients.add(stage.weight().grad());
      gradients.add(stage.bias().grad());
    }
    return gradients;
  }

  private static List<Tensor> recorded(
      List<Stage> stages, Tensor black, Tensor images, List<Footprint> where, Tensor weighting) {
    return back(TrainableStack.inTiles(stages, black, images, where), weighting);
  }

  private static List<Tensor> back(TrainableStack recorded, Tensor weighting) {
    List<Tensor> gradients = new ArrayList<>();
    for (TrainableStack.Gradients each : recorded.back(weighting)) {
      gradients.add(each.weight());
      gradients.add(each.bias());
    }
    return gradients;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void back_anyFootprints_hasWholeFrameGradients(int kind) {
    Random random = new Random(kind);
    torch.manual_seed(kind);
    for (int round = 0; round < 12; round++) {
      try (PointerScope scope = new PointerScope()) {
        int size = 81 + random.nextInt(90);
        int count = 1 + random.nextInt(6);
        // A background that normalisation has moved away from zero does not blend into padding.
        Tensor black =
            torch
                .full(new long[] {1, 3, 1, 1}, new Scalar(round % 2 == 0 ? 0.0 : -0.4))
                .expand(1, 3, size, size);
        Tensor images = images(count, size, black, random);
        List<Footprint> where = Footprints.measure(images.sub(black).abs().contiguous());
        List<Stage> stages = stages(kind);
        Tensor output = TrainableStack.inTiles(stages, black, images, where).output();
        Tensor weighting = torch.randn(output.sizes().vec().get());
        List<Tensor> dense = dense(stages, images, weighting);
        CPU.setThreads(1 + round % 3);
        List<Tensor> own = recorded(stages, black, images, where, weighting);
        TrainableStack oneWindow = TrainableStack.together(stages, black, images, where);
        assertThat(largestDifference(oneWindow.output(), output)).isLessThan(1e-5);
        List<Tensor> together = back(oneWindow, weighting);
        for (int i = 0; i < dense.size(); i++) {
          String which =
              "round %d, size %d, %d images, parameter %d".formatted(round, size, count, i);
          assertThat(largestDifference(own.get(i), dense.get(i))).as(which).isLessThan(1e-4);
          assertThat(largestDifference(together.get(i), dense.get(i)))
              .as("one window, " + which)
              .isLessThan(1e-4);
        }
      }
    }
  }

  @Test
  void back_sameNumberOfThreads_addsUpToTheSameBits() {
    try (PointerScope scope = new PointerScope()) {
      torch.manual_seed(4);
      int size = 150;
      Tensor black = torch.zeros(1, 3, size, size);
      Tensor images = images(6, size, black, new Random(4));
      List<Footprint> where = Footprints.measure(images);
      List<Stage> stages = stages(0);
      CPU.setThreads(2);
      Tensor weighting =
          torch.randn(
              TrainableStack.inTiles(stages, black, images, where).output().sizes().vec().get());
      List<Tensor> first = recorded(stages, black, images, where, weighting);
      List<Tensor> again = recorded(stages, black, images, where, weighting);
      for (int i = 0; i < first.size(); i++) {
        assertThat(torch.equal(first.get(i), again.get(i))).as("parameter %d", i).isTrue();
      }
    }
  }

  @Test
  void back_manyTimes_leavesNoNativeMemory() {
    torch.manual_seed(5);
    int size = 120;
    long before = 0;
    try (PointerScope outer = new PointerScope()) {
      Tensor black = torch.zeros(1, 3, size, size);
      Tensor images = images(5, size, black, new Random(5));
      List<Footprint> where = Footprints.measure(images);
      List<Stage> stages = stages(0);
      for (int i = 0; i < 30; i++) {
        if (i == 10) {
          before = Pointer.totalCount();
        }
        try (PointerScope scope = new PointerScope()) {
          TrainableStack recorded = TrainableStack.inTiles(stages, black, images, where);
          recorded.back(torch.ones_like(recorded.output()));
        }
      }
      // A worker that has done its work may hold its own guard for a moment more, at either count.
      assertThat(Pointer.totalCount()).isCloseTo(before, within(1L));
    }
  }

  @Test
  void stageThatDoesMore_isRefused() {
    try (PointerScope scope = new PointerScope()) {
      Stage other =
          new Stage(
              torch.zeros(2, 3, 3, 3), torch.zeros(2), 1, 1, THREE, x -> x.mul(new Scalar(2.0)));
      assertThatThrownBy(
              () ->
                  TrainableStack.inTiles(
                      List.of(other),
                      torch.zeros(1, 3, 81, 81),
                      torch.zeros(1, 3, 81, 81),
                      List.of(Footprint.of(Window.EMPTY, 81))))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
