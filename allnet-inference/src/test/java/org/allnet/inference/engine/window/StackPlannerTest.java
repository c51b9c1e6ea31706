package org.allnet.inference.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.layer.Pool;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class StackPlannerTest {

  private static Stage stage(int in, int out, int kernel, int stride, int padding, Pool pool) {
    return new Stage(
        torch.zeros(out, in, kernel, kernel), torch.zeros(out), stride, padding, pool, x -> x);
  }

  private static List<List<Stage>> stacks() {
    Pool three = new Pool(3, 3, 0, true);
    Pool overlapping = new Pool(3, 2, 0, false);
    return List.of(
        List.of(
            stage(3, 4, 3, 1, 1, three),
            stage(4, 60, 3, 1, 1, three),
            stage(60, 80, 3, 1, 1, three),
            stage(80, 5, 3, 1, 1, three)),
        List.of(
            stage(3, 4, 11, 4, 2, overlapping),
            stage(4, 60, 5, 1, 2, overlapping),
            stage(60, 6, 3, 1, 1, null)));
  }

  /** A random blob: spans that wander, with black rows above and below, sometimes none at all. */
  private static Footprint blob(int side, Random random) {
    int[] starts = new int[side];
    int[] ends = new int[side];
    if (random.nextInt(6) > 0) {
      int top = random.nextInt(side);
      int bottom = top + 1 + random.nextInt(side - top);
      for (int row = top; row < bottom; row++) {
        starts[row] = random.nextInt(side);
        ends[row] = starts[row] + 1 + random.nextInt(side - starts[row]);
      }
    }
    return Footprint.ofSpans(starts, ends);
  }

  @Test
  void plan_anyBatch_coversForegroundInfluence() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Random random = new Random(3);
      for (List<Stage> stages : stacks()) {
        for (int round = 0; round < 40; round++) {
          int side = 81 + random.nextInt(120);
          List<Footprint> footprints = new ArrayList<>();
          int count = 1 + random.nextInt(6);
          for (int i = 0; i < count; i++) {
            footprints.add(blob(side, random));
          }
          check(stages, side, footprints, 1 + random.nextInt(3));
        }
      }
    }
  }

  private static void check(List<Stage> stages, int side, List<Footprint> footprints, int threads) {
    TilePlan plan =
        new StackPlanner(stages, side, side, InferenceMode.FIRST_RESULT).plan(footprints, threads);
    int size = side;
    List<boolean[][]> touched = footprints.stream().map(f -> filled(f, side)).toList();
    for (int number = 0; number < stages.size(); number++) {
      StageGeometry geometry = stages.get(number).geometry(size, size);
      int out = geometry.outputHeight();
      boolean[][][] covered = new boolean[footprints.size()][out][out];
      for (TileJob job : plan.stages().get(number)) {
        for (Tile tile : job.tiles()) {
          Window at = tile.output();
          assertThat(at.bottom()).isLessThanOrEqualTo(out);
          assertThat(at.right()).isLessThanOrEqualTo(out);
          assertThat(tile.source()).isEqualTo(geometry.source(at));
          assertThat(tile.source().height()).isEqualTo(job.height());
          assertThat(tile.source().width()).isEqualTo(job.width());
          for (int y = at.top(); y < at.bottom(); y++) {
            for (int x = at.left(); x < at.right(); x++) {
              covered[tile.group()][y][x] = true;
            }
          }
        }
      }
      List<boolean[][]> next = new ArrayList<>();
      for (int image = 0; image < footprints.size(); image++) {
        boolean[][] influenced = new boolean[out][out];
        for (int y = 0; y < out; y++) {
          for (int x = 0; x < out; x++) {
            influenced[y][x] = reads(touched.get(image), geometry, y, x);
            if (influenced[y][x]) {
              assertThat(covered[image][y][x]).as("stage %d, %d, %d", number, y, x).isTrue();
            }
          }
        }
        next.add(influenced);
      }
      touched = next;
      size = out;
    }
  }

  private static boolean[][] filled(Footprint footprint, int side) {
    boolean[][] pixels = new boolean[side][side];
    for (int y = 0; y < side; y++) {
      for (int x = footprint.start(y); x < footprint.end(y); x++) {
        pixels[y][x] = true;
      }
    }
    return pixels;
  }

  /** Whether an output reads a touched pixel: the definition of convolution and pool, spelt out. */
  private static boolean reads(boolean[][] input, StageGeometry geometry, int y, int x) {
    Pool pool = geometry.pool();
    int span = pool == null ? 1 : pool.kernel();
    int step = pool == null ? 1 : pool.stride();
    for (int py = y * step; py < Math.min(y * step + span, geometry.convolvedHeight()); py++) {
      for (int px = x * step; px < Math.min(x * step + span, geometry.convolvedWidth()); px++) {
        for (int ky = 0; ky < geometry.kernel(); ky++) {
          for (int kx = 0; kx < geometry.kernel(); kx++) {
            int iy = py * geometry.stride() - geometry.padding() + ky;
            int ix = px * geometry.stride() - geometry.padding() + kx;
            if (iy >= 0 && ix >= 0 && iy < input.length && ix < input.length && input[iy][ix]) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }
}
