package org.allnet.inference.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.layer.Pool;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowedStackTest {

  private static final Pool THREE = new Pool(3, 3, 0, true);

  /** The four stages of ALLNet with few channels. */
  private static List<Stage> allNetStages() {
    return List.of(
        stage(3, 4, 3, 1, 1, THREE),
        stage(4, 6, 3, 1, 1, THREE),
        stage(6, 8, 3, 1, 1, THREE),
        stage(8, 5, 3, 1, 1, THREE));
  }

  /** AlexNet's beginning: a large stride, overlapping pools, a stage without a pool. */
  private static List<Stage> alexNetStages() {
    return List.of(
        stage(3, 4, 11, 4, 2, new Pool(3, 2, 0, false)),
        stage(4, 6, 5, 1, 2, new Pool(3, 2, 0, false)),
        stage(6, 6, 3, 1, 1, null));
  }

  /** VGG's beginning: pairs of convolutions before each pool. */
  private static List<Stage> vggStages() {
    return List.of(
        stage(3, 4, 3, 1, 1, null),
        stage(4, 4, 3, 1, 1, new Pool(2, 2, 0, false)),
        stage(4, 6, 3, 1, 1, null),
        stage(6, 6, 3, 1, 1, new Pool(2, 2, 0, false)));
  }

  private static Stage stage(int in, int out, int kernel, int stride, int padding, Pool pool) {
    return new Stage(
        torch.randn(out, in, kernel, kernel).mul(new Scalar(0.3)),
        torch.randn(out).mul(new Scalar(0.5)),
        stride,
        padding,
        pool,
        x -> x.relu().mul(new Scalar(0.7)).add(new Scalar(0.1)));
  }

  private static Tensor image(int size, Window window) {
    Tensor image = torch.zeros(1, 3, size, size);
    if (!window.isEmpty()) {
      image
          .narrow(2, window.top(), window.height())
          .narrow(3, window.left(), window.width())
          .copy_(torch.rand(1, 3, window.height(), window.width()));
    }
    return image.contiguous(torch.MemoryFormat.ChannelsLast);
  }

  private static List<Window> windows(int size, int count, Random random) {
    List<Window> windows = new ArrayList<>();
    windows.add(Window.EMPTY);
    windows.add(Window.whole(size, size));
    windows.add(new Window(0, 0, 1, 1));
    windows.add(new Window(size - 1, size - 1, size, size));
    windows.add(new Window(0, size / 3, size / 4, size));
    while (windows.size() < count) {
      int top = random.nextInt(size);
      int left = random.nextInt(size);
      windows.add(
          new Window(
              top,
              left,
              top + 1 + random.nextInt(size - top),
              left + 1 + random.nextInt(size - left)));
    }
    return windows;
  }

  private static Tensor windowed(WindowedStack stack, Tensor image, Window window) {
    return stack.windowed(image, List.of(footprint(image, window)));
  }

  private static Footprint footprint(Tensor image, Window window) {
    return Footprint.of(window, (int) image.size(2));
  }

  private static List<Footprint> footprints(List<Window> windows, int size) {
    return windows.stream().map(window -> Footprint.of(window, size)).toList();
  }

  private static double largestDifference(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item_float() / b.abs().max().item_float();
  }

  private static void checkSameAsDense(List<Stage> stages, int size, int count, long seed) {
    WindowedStack stack = new WindowedStack(stages, size, size, InferenceMode.FIRST_RESULT);
    for (Window window : windows(size, count, new Random(seed))) {
      try (PointerScope each = new PointerScope()) {
        Tensor image = image(size, window);
        Tensor dense = stack.dense(image);
        Tensor windowed = windowed(stack, image, window);
        assertThat(windowed.sizes().vec().get()).isEqualTo(dense.sizes().vec().get());
        assertThat(largestDifference(windowed, dense))
            .as("size %d, window %s", size, window)
            .isLessThan(1e-5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {81, 82, 83, 100, 112, 127, 224, 299, 450, 600})
  void windowed_allNetWindows_equalTheWholeFrame(int size) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      torch.manual_seed(size);
      checkSameAsDense(allNetStages(), size, size > 250 ? 10 : 25, size);
    }
  }

  @Test
  void windowed_inputs81To600_equalTheWholeFrame() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      torch.manual_seed(5);
      List<Stage> stages = List.of(stage(3, 2, 3, 1, 1, THREE), stage(2, 2, 3, 1, 1, THREE));
      Random random = new Random(11);
      for (int size = 81; size <= 600; size++) {
        try (PointerScope each = new PointerScope()) {
          WindowedStack stack = new WindowedStack(stages, size, size, InferenceMode.FIRST_RESULT);
          Window window = windows(size, 6, random).get(random.nextInt(6));
          Tensor image = image(size, window);
          assertThat(largestDifference(windowed(stack, image, window), stack.dense(image)))
              .as("size %d, window %s", size, window)
              .isLessThan(1e-5);
        }
      }
    }
  }

  @Test
  void windowed_strides_equalTheWholeFrame() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      torch.manual_seed(2);
      checkSameAsDense(alexNetStages(), 224, 40, 2);
      checkSameAsDense(vggStages(), 97, 40, 3);
    }
  }

  @Test
  void run_mixedWindows_keepsTheOrderOfTheBatch() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      torch.manual_seed(4);
      WindowedStack stack = new WindowedStack(allNetStages(), 150, 150, InferenceMode.FIRST_RESULT);
      List<Window> windows = windows(150, 9, new Random(4));
      List<Tensor> images = windows.stream().map(window -> image(150, window)).toList();
      Tensor batch =
          torch.cat(new org.bytedeco.pytorch.TensorVector(images.toArray(Tensor[]::new)), 0);
      List<Footprint> where = footprints(windows, 150);
      assertThat(largestDifference(stack.run(batch, where), stack.dense(batch))).isLessThan(1e-5);
      assertThat(largestDifference(stack.together(batch, where), stack.dense(batch)))
          .isLessThan(1e-5);
    }
  }

  /** Blobs, not rectangles: what lies beside a span in its row is black. */
  @Test
  void windowed_raggedCells_equalTheWholeFrame() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      torch.manual_seed(9);
      Random random = new Random(9);
      for (List<Stage> stages : List.of(allNetStages(), alexNetStages(), vggStages())) {
        for (int round = 0; round < 12; round++) {
          try (PointerScope each = new PointerScope()) {
            int size = 81 + random.nextInt(150);
            int count = 1 + random.nextInt(5);
            Tensor images = torch.zeros(count, 3, size, size);
            for (int i = 0; i < count; i++) {
              double reach = random.nextDouble() * size / 2;
              for (int row = 0; row < size; row++) {
                double half = Math.sqrt(Math.max(0, reach * reach - Math.pow(row - size / 2.0, 2)));
                int start = (int) Math.max(0, size / 2.0 - half * random.nextDouble());
                int end = (int) Math.min(size, size / 2.0 + half * random.nextDouble());
                Noise.row(images, i, row, start, end);
              }
            }
            images = images.contiguous(torch.MemoryFormat.ChannelsLast);
            WindowedStack stack = new WindowedStack(stages, size, size, InferenceMode.FIRST_RESULT);
            List<Footprint> where = Footprints.measure(images);
            Tensor dense = stack.dense(images);
            assertThat(largestDifference(stack.windowed(images, where), dense))
                .as("size %d, %d images", size, count)
                .isLessThan(1e-5);
            assertThat(largestDifference(stack.together(images, where), dense))
                .as("one window, size %d, %d images", size, count)
                .isLessThan(1e-5);
          }
        }
      }
    }
  }

  @Test
  void windowed_twice_leavesTheBlackMapsAlone() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      torch.manual_seed(6);
      WindowedStack stack = new WindowedStack(allNetStages(), 120, 120, InferenceMode.FIRST_RESULT);
      Tensor before = windowed(stack, image(120, Window.EMPTY), Window.EMPTY);
      Window window = new Window(30, 30, 90, 90);
      windowed(stack, image(120, window), window);
      assertThat(torch.equal(before, stack.dense(image(120, Window.EMPTY)))).isTrue();
      assertThat(torch.equal(before, windowed(stack, image(120, Window.EMPTY), Window.EMPTY)))
          .isTrue();
    }
  }

  @Test
  void plan_typicalCell_costsAboutAThird() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      StackPlanner planner = new StackPlanner(allNetStages(), 450, 450, InferenceMode.FIRST_RESULT);
      List<Footprint> footprints =
          footprints(
              List.of(new Window(117, 117, 333, 333), Window.EMPTY, Window.whole(450, 450)), 450);
      double[] fractions = planner.plan(footprints, 2).fractions();
      assertThat(fractions[0]).isBetween(0.2, 0.4);
      assertThat(fractions[1]).isZero();
      assertThat(fractions[2]).isGreaterThanOrEqualTo(0.99);
    }
  }

  /** Windows that differ at first and are one size at the end, once they have met the borders. */
  @Test
  void together_groupsThatEndAlike_areAllPlanned() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      List<Stage> stages =
          List.of(
              stage(3, 32, 3, 1, 1, THREE),
              stage(32, 128, 3, 1, 1, THREE),
              stage(128, 192, 3, 1, 1, THREE),
              stage(192, 256, 3, 1, 1, THREE));
      StackPlanner planner = new StackPlanner(stages, 450, 450, InferenceMode.FIRST_RESULT);
      List<Window> windows = new ArrayList<>();
      windows.addAll(Collections.nCopies(32, new Window(108, 108, 342, 342)));
      windows.addAll(Collections.nCopies(16, new Window(72, 72, 378, 378)));
      windows.addAll(Collections.nCopies(16, Window.whole(450, 450)));
      TilePlan plan = planner.together(footprints(windows, 450));
      assertThat(plan.groups().count()).isEqualTo(3);
      for (List<TileJob> jobs : plan.stages()) {
        assertThat(jobs.stream().flatMap(job -> job.tiles().stream()).map(Tile::group))
            .containsExactlyInAnyOrder(0, 1, 2);
      }
    }
  }

  @Test
  void together_cells_isOneJobAStageForAllOfThem() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      StackPlanner planner = new StackPlanner(allNetStages(), 450, 450, InferenceMode.FIRST_RESULT);
      Window window = new Window(117, 117, 333, 333);
      TilePlan plan = planner.together(footprints(Collections.nCopies(16, window), 450));
      assertThat(plan.groups().images()).isEqualTo(16);
      assertThat(plan.groups().count()).isEqualTo(1);
      assertThat(plan.stages())
          .allSatisfy(
              jobs -> {
                assertThat(jobs).hasSize(1);
                assertThat(jobs.get(0).tiles()).hasSize(1);
              });
      assertThat(plan.fractions()[0]).isBetween(0.25, 0.45);
      assertThat(planner.together(footprints(List.of(Window.EMPTY), 450)).stages())
          .allSatisfy(jobs -> assertThat(jobs).isEmpty());
    }
  }
}
