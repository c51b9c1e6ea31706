package org.allnet.inference.engine.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ParallelTasks;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.window.Stage.Kept;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A batch's way through a plain stack in tiles, recorded so that gradients can be sent back. The
 * engine's own recording keeps whole maps and goes back on one thread; this keeps what the tiles'
 * gradients need, and goes back tile by tile, side by side. What lies outside of the tiles is the
 * black image's: it takes part like one image more, and carries the background's fraction.
 *
 * <p>With the same number of threads gradients are the same to the bit: how work is divided and in
 * which order it is added up depends on nothing else. Native memory belongs to the scope that is
 * innermost when the stack is recorded. Not thread-safe.
 */
public final class TrainableStack {

  private final List<Stage> stages;
  private final TilePlan plan;
  private final BlackFrame frame;
  private final List<@Nullable Kept[]> kept = new ArrayList<>();
  private final List<Kept> blackKept = new ArrayList<>();
  private final Tensor output;

  /**
   * The gradients of a stage.
   *
   * @param weight of the kernels
   * @param bias of the bias
   */
  public record Gradients(Tensor weight, Tensor bias) {}

  /**
   * Runs a stack on footprints if they are quicker than whole frames and the engine's own
   * recording: on a processor always, for the tiles' sake; on a GPU if windows are small enough.
   *
   * @param stages plain stages: a convolution with bias, possibly a max-pool, a ReLU
   * @param blackImage (1, channels, height, width), of one colour: what images are outside of their
   *     footprints
   * @param images (batch, channels, height, width)
   * @param footprints the foreground of each image
   * @return the stack, or null if footprints don't pay
   * @throws IllegalArgumentException if a stage does more than that
   */
  public static @Nullable TrainableStack whereItPays(
      List<Stage> stages, Tensor blackImage, Tensor images, List<Footprint> footprints) {
    if (images.is_cpu()) {
      return inTiles(stages, blackImage, images, footprints);
    }
    StackPlanner planner = planner(stages, blackImage);
    TilePlan together = planner.together(footprints);
    return together.pays()
        ? new TrainableStack(stages, planner, together, blackImage, images)
        : null;
  }

  /** In tiles, whether that pays or not. */
  static TrainableStack inTiles(
      List<Stage> stages, Tensor blackImage, Tensor images, List<Footprint> footprints) {
    StackPlanner planner = planner(stages, blackImage);
    return new TrainableStack(
        stages, planner, planner.plan(footprints, ParallelTasks.threads()), blackImage, images);
  }

  /** With a window for each group of like images, whether that pays or not. */
  static TrainableStack together(
      List<Stage> stages, Tensor blackImage, Tensor images, List<Footprint> footprints) {
    StackPlanner planner = planner(stages, blackImage);
    return new TrainableStack(stages, planner, planner.together(footprints), blackImage, images);
  }

  private static StackPlanner planner(List<Stage> stages, Tensor blackImage) {
    return new StackPlanner(
        stages, (int) blackImage.size(2), (int) blackImage.size(3), InferenceMode.FIRST_RESULT);
  }

  private TrainableStack(
      List<Stage> stages, StackPlanner planner, TilePlan plan, Tensor blackImage, Tensor images) {
    if (!stages.stream().allMatch(Stage::isPlain)) {
      throw new IllegalArgumentException("only plain stages can be recorded");
    }
    this.stages = List.copyOf(stages);
    this.plan = plan;
    this.frame = planner.blackFrame();
    plan.stages().forEach(jobs -> kept.add(new Kept[jobs.size()]));
    PointerScope scope = Objects.requireNonNull(PointerScope.getInnerScope());
    try (NoGradGuard guard = new NoGradGuard()) {
      BackgroundActivations black =
          BackgroundActivations.of(stages, frame, blackImage, this::keepBlack);
      this.output = new TileRun(stages, plan, black, this::keep).run(images);
    } finally {
      adopt(scope);
    }
  }

  private Tensor keepBlack(int stage, Tensor input) {
    Kept own = stages.get(stage).keep(input);
    blackKept.add(own);
    return own.output();
  }

  private Tensor keep(int stage, int job, Tensor input) {
    Kept own = stages.get(stage).keep(input);
    own.tensors().forEach(tensor -> Tensors.handOut(tensor, null));
    kept.get(stage)[job] = own;
    return own.output();
  }

  private void adopt(PointerScope scope) {
    for (@Nullable Kept[] jobs : kept) {
      for (Kept job : jobs) {
        if (job != null) {
          job.tensors().forEach(tensor -> Tensors.adopt(tensor, scope));
        }
      }
    }
  }

  /**
   * {@return (batch, channels, height, width) behind the last stage; the engine records nothing}
   */
  public Tensor output() {
    return output;
  }

  /**
   * Sends a gradient back.
   *
   * @param gradient of the output
   * @return the gradients of each stage, summed over the batch, for the caller's scope to free
   */
  public List<Gradients> back(Tensor gradient) {
    List<Gradients> all = new ArrayList<>();
    try (NoGradGuard guard = new NoGradGuard()) {
      BackwardPass run = new BackwardPass(stages, plan, frame, gradient);
      for (int stage = stages.size() - 1; stage >= 0; stage--) {
        Kept[] jobs = new Kept[kept.get(stage).length];
        for (int job = 0; job < jobs.length; job++) {
          jobs[job] = Objects.requireNonNull(kept.get(stage)[job]);
        }
        all.add(0, run.back(stage, jobs, blackKept.get(stage)));
      }
    }
    return all;
  }
}
