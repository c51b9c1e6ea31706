package org.allnet.inference.engine.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Nnpack;
import org.allnet.inference.engine.device.ParallelTasks;
import org.allnet.inference.engine.layer.Pool;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stacks whose convolutions are done by Winograd's algorithm, against whole frames term by term.
 */
class WinogradStageTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final Pool THREE = new Pool(3, 3, 0, true);
  private static final Pool TWO = new Pool(2, 2, 0, false);

  private int threads;

  @BeforeEach
  void needsNnpack() {
    threads = ParallelTasks.threads();
    assumeTrue(Nnpack.find() != null, "this processor or this build of the engine has no NNPACK");
  }

  @AfterEach
  void threadsAsBefore() {
    CPU.setThreads(threads);
  }

  private static Stage stage(int in, int out, Pool pool) {
    double scale = Math.sqrt(2.0 / (9 * in));
    return new Stage(
        torch
            .randn(out, in, 3, 3)
            .mul(new Scalar(scale))
            .contiguous(torch.MemoryFormat.ChannelsLast),
        torch.randn(out).mul(new Scalar(0.1)),
        1,
        1,
        pool,
        Stage.RELU);
  }

  /** The channels of ALLNet. */
  private static List<Stage> allNet() {
    return List.of(
        stage(3, 64, THREE), stage(64, 256, THREE), stage(256, 384, THREE), stage(384, 512, THREE));
  }

  /** Pairs of convolutions, pools that overlap and pools that do not, a norm before a pool. */
  private static List<Stage> others() {
    Stage normed = stage(40, 33, new Pool(3, 2, 0, false));
    Tensor scale = torch.randn(1, 33, 1, 1);
    return List.of(
        stage(3, 32, null),
        stage(32, 40, TWO),
        new Stage(normed.weight(), null, 1, 1, new Scaling(scale), normed.pool(), Stage.RELU),
        stage(33, 32, null));
  }

  /** A factor for each channel. */
  private record Scaling(Tensor factors) implements PixelStep {

    @Override
    public Tensor apply(Tensor maps) {
      return maps.mul(factors);
    }

    @Override
    public PixelStep channels(long first, long count) {
      return new Scaling(factors.narrow(1, first, count));
    }
  }

  private static Tensor image(int size, Window window) {
    Tensor image = torch.zeros(1, 3, size, size);
    if (!window.isEmpty()) {
      Canvas.cut(image, window).copy_(torch.rand(1, 3, window.height(), window.width()));
    }
    return image.contiguous(torch.MemoryFormat.ChannelsLast);
  }

  private static Window window(int size, Random random) {
    int top = random.nextInt(size);
    int left = random.nextInt(size);
    return new Window(
        top, left, top + 1 + random.nextInt(size - top), left + 1 + random.nextInt(size - left));
  }

  private static double difference(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item_double() / b.abs().max().item_double();
  }

  /** One round for each number of images and of threads, at least. */
  private static void check(Supplier<List<Stage>> stages, int size, int rounds) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      torch.manual_seed(size);
      check(stages.get(), size, rounds, new Random(size));
    }
  }

  private static void check(List<Stage> stages, int size, int rounds, Random random) {
    try (WindowedStack stack = new WindowedStack(stages, size, size, InferenceMode.THROUGHPUT)) {
      for (int round = 0; round < rounds; round++) {
        try (PointerScope each = new PointerScope()) {
          CPU.setThreads(1 + round % 3);
          int count = 1 + round % 5;
          Window[] windows = new Window[count];
          Tensor[] images = new Tensor[count];
          for (int i = 0; i < count; i++) {
            windows[i] =
                switch (random.nextInt(8)) {
                  case 0 -> Window.whole(size, size);
                  case 1 -> Window.EMPTY;
                  default -> window(size, random);
                };
            images[i] = image(size, windows[i]);
          }
          Tensor batch = torch.cat(new org.bytedeco.pytorch.TensorVector(images), 0);
          List<Footprint> where =
              List.of(windows).stream().map(window -> Footprint.of(window, size)).toList();
          Tensor dense = stack.dense(batch);
          for (Tensor result :
              List.of(
                  stack.run(batch, where),
                  stack.windowed(batch, where),
                  stack.together(batch, where),
                  stack.run(batch, List.of()))) {
            assertThat(result.sizes().vec().get()).isEqualTo(dense.sizes().vec().get());
            assertThat(difference(result, dense))
                .as("size %d, windows %s", size, List.of(windows))
                .isLessThan(1e-5);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {45, 46, 47, 81, 112, 150})
  void run_allNetChannels_equalsWholeFrameByTerms(int size) {
    check(WinogradStageTest::allNet, size, 5);
  }

  @ParameterizedTest
  @ValueSource(ints = {45, 46, 47, 81, 112, 150})
  @Tag("nightly")
  void runs_allNetChannels_equalWholeFramesByTerms(int size) {
    check(WinogradStageTest::allNet, size, 10);
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 50, 61, 75, 96})
  void run_otherPoolsNoBias_equalsWholeFrame(int size) {
    check(WinogradStageTest::others, size, 6);
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 50, 61, 75, 96})
  @Tag("nightly")
  void runs_otherPoolsNoBias_equalWholeFrames(int size) {
    check(WinogradStageTest::others, size, 15);
  }

  @Test
  void suits_smallMapsAndOtherKernels_isFalse() {
    try (PointerScope scope = new PointerScope()) {
      Stage wide = stage(64, 32, THREE);
      assertThat(WinogradStage.suits(wide, wide.geometry(50, 50))).isTrue();
      assertThat(WinogradStage.suits(wide, wide.geometry(14, 50))).isFalse();
      Stage first = stage(3, 32, THREE);
      assertThat(WinogradStage.suits(first, first.geometry(50, 50))).isFalse();
      Stage five = new Stage(torch.randn(8, 64, 5, 5), null, 1, 2, null, Stage.RELU);
      assertThat(WinogradStage.suits(five, five.geometry(50, 50))).isFalse();
      Stage strided = new Stage(wide.weight(), null, 2, 1, null, Stage.RELU);
      assertThat(WinogradStage.suits(strided, strided.geometry(50, 50))).isFalse();
    }
  }

  @Test
  void run_again_givesTheSameBits() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard();
        WindowedStack stack = new WindowedStack(allNet(), 81, 81, InferenceMode.THROUGHPUT)) {
      Window window = new Window(20, 11, 70, 60);
      Tensor image = image(81, window);
      List<Footprint> where = List.of(Footprint.of(window, 81));
      Tensor once = stack.run(image, where);
      stack.run(image(81, Window.whole(81, 81)), List.of());
      assertThat(torch.equal(stack.run(image, where), once)).isTrue();
    }
  }

  @Test
  void shortcuts_noWinograd_giveWholeFrameBits() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard();
        WindowedStack stack = new WindowedStack(allNet(), 450, 450, InferenceMode.FIRST_RESULT);
        WindowedStack none = new WindowedStack(allNet(), 450, 450, InferenceMode.EXACT)) {
      Window window = new Window(130, 125, 300, 310);
      Tensor image = image(450, window);
      List<Footprint> where = List.of(Footprint.of(window, 450));
      assertThat(torch.equal(stack.run(image, where), stack.dense(image))).isTrue();
      assertThat(torch.equal(none.run(image, where), none.dense(image))).isTrue();
    }
  }
}
