package org.allnet.inference.engine.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.allnet.inference.engine.device.ParallelTasks;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.window.TrainableStack.Gradients;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * The way of a gradient back through a recorded stack, stage by stage from the last. Work is
 * divided into the same parts on every machine, and parts are added up in order.
 */
final class BackwardPass {

  /** Parts that the jobs of a stage and the images of a batch are divided into. */
  private static final int PARTS = 8;

  private final List<Stage> stages;
  private final TilePlan plan;
  private final BlackFrame frame;
  private final PointerScope scope;

  /**
   * Of each group of images the gradient of what the current stage wrote; null if nothing read it.
   */
  private List<@Nullable Canvas> gradients;

  /** The gradient of the black image's output of the current stage; null behind the last. */
  private @Nullable Tensor backgroundGradient;

  /**
   * Begins behind the last of the stages.
   *
   * @param stages the stages
   * @param plan how they were run
   * @param frame the black image's frame
   * @param gradient of the output, (batch, channels, height, width)
   */
  BackwardPass(List<Stage> stages, TilePlan plan, BlackFrame frame, Tensor gradient) {
    this.stages = stages;
    this.plan = plan;
    this.frame = frame;
    this.scope = Objects.requireNonNull(PointerScope.getInnerScope());
    this.gradients =
        TileRun.views(
            plan.groups(),
            plan.groups().ordered(gradient.contiguous(torch.MemoryFormat.ChannelsLast)));
  }

  /**
   * Goes back through a stage, which has to be the last that was not gone through.
   *
   * @param stage its number
   * @param kept what each of its jobs kept
   * @param black what the black image kept
   * @return its gradients, for the caller's scope to free
   */
  Gradients back(int stage, Stage.Kept[] kept, Stage.Kept black) {
    Tensor background = background(stage);
    Stage own = stages.get(stage);
    List<TileJob> jobs = plan.stages().get(stage);
    boolean further = stage > 0;
    int parts = Math.min(PARTS, jobs.size());
    Sums sums = new Sums(parts + 1, jobs.size() + 1);
    try {
      plan.run(
          stage,
          List.of(
              new ParallelTasks.Phase(
                  parts + 1,
                  part -> {
                    if (part == parts) {
                      sums.add(part, jobs.size(), () -> own.back(black, background, further));
                      return;
                    }
                    for (int job = part; job < jobs.size(); job += parts) {
                      int at = job;
                      sums.add(
                          part,
                          at,
                          () -> own.back(kept[at], gradient(stage, at, kept[at]), further));
                    }
                  })));
    } catch (RuntimeException | Error e) {
      close(sums.weights(), sums.biases(), sums.inputs());
      throw e;
    }
    if (further) {
      int padding = own.padding();
      Tensor input = Tensors.adopt(sums.inputs()[jobs.size()], scope);
      backgroundGradient =
          Canvas.cut(
              input,
              new Window(
                  padding, padding, (int) input.size(2) - padding, (int) input.size(3) - padding));
      gather(stage, sums.inputs());
    }
    return new Gradients(total(sums.weights()), total(sums.biases()));
  }

  /**
   * What the jobs of a stage give.
   *
   * @param weights for each part the sum of its jobs' gradients of the kernels
   * @param biases the same of the bias
   * @param inputs for each job, the black image's behind them, the gradient of what it read
   */
  private record Sums(Tensor[] weights, Tensor[] biases, Tensor[] inputs) {

    Sums(int parts, int jobs) {
      this(new Tensor[parts], new Tensor[parts], new Tensor[jobs]);
    }

    /** Adds a job to a part; what else it makes is freed. */
    void add(int part, int job, Supplier<Stage.Gradients> back) {
      try (PointerScope scope = new PointerScope()) {
        Stage.Gradients one = back.get();
        if (one.input() != null) {
          inputs[job] = Tensors.handOut(one.input(), null);
        }
        weights[part] = plus(weights[part], one.weight().to(ScalarType.Float));
        biases[part] = plus(biases[part], one.bias().to(ScalarType.Float));
      }
    }

    private static Tensor plus(@Nullable Tensor sum, Tensor part) {
      return sum == null ? Tensors.handOut(part, null) : sum.add_(part);
    }
  }

  /** Frees what programs have made that came before one that failed. */
  private static void close(Tensor[]... made) {
    for (Tensor[] tensors : made) {
      for (@Nullable Tensor tensor : tensors) {
        if (tensor != null) {
          tensor.close();
        }
      }
    }
  }

  private Tensor total(Tensor[] parts) {
    Tensor sum = Tensors.adopt(parts[0], scope);
    for (int i = 1; i < parts.length; i++) {
      sum.add_(Tensors.adopt(parts[i], scope));
    }
    return sum;
  }

  /** The gradient of a job's output, to be left as it is: of each tile the rows that it wrote. */
  private Tensor gradient(int stage, int number, Stage.Kept kept) {
    TileJob job = plan.stages().get(stage).get(number);
    int shift = plan.shift(stage);
    Tensor whole = whole(job, shift, kept.output().size(0));
    if (whole != null) {
      return whole;
    }
    Tensor gradient = torch.zeros_like(kept.output());
    List<Tensor> parts = plan.parts(job, gradient);
    for (int i = 0; i < parts.size(); i++) {
      Tile tile = job.tiles().get(i);
      Canvas canvas = gradients.get(tile.group());
      if (canvas != null) {
        Window shared = tile.own().shifted(shift, shift).intersection(canvas.at());
        if (!shared.isEmpty()) {
          Window place =
              shared.shifted(-shift - tile.output().top(), -shift - tile.output().left());
          Canvas.cut(parts.get(i), place).copy_(canvas.cut(shared));
        }
      }
    }
    return gradient;
  }

  /**
   * The same as a view, if a single tile's output has been read wholly and is all that the job
   * gave: a small one has a map of zeros more. Else null.
   */
  private @Nullable Tensor whole(TileJob job, int shift, long maps) {
    Tile tile = job.tiles().get(0);
    Canvas canvas = gradients.get(tile.group());
    Window output = tile.output().shifted(shift, shift);
    return job.tiles().size() == 1
            && tile.own().equals(tile.output())
            && canvas != null
            && canvas.map().size(0) == maps
            && output.intersection(canvas.at()).equals(output)
        ? canvas.cut(output)
        : null;
  }

  /**
   * The gradient of the black image's output: of its own way on, and of all that images read and no
   * tile had written.
   */
  private Tensor background(int stage) {
    int shift = plan.shift(stage);
    Window inner = plan.frames().get(stage).shifted(shift, shift);
    Window outer = Window.whole(inner.bottom() + shift, inner.right() + shift);
    List<List<Window>> own = own(stage, shift);
    int parts = Math.min(PARTS, plan.groups().count());
    Tensor[] rests = new Tensor[parts];
    Tensor weight = stages.get(stage).weight();
    try {
      plan.run(
          stage,
          List.of(
              new ParallelTasks.Phase(
                  parts,
                  part -> {
                    Tensor all = zeros(weight, outer);
                    for (int group = part; group < plan.groups().count(); group += parts) {
                      Canvas gradient = gradients.get(group);
                      if (gradient != null) {
                        try (PointerScope each = new PointerScope()) {
                          Canvas rest = new Canvas(summed(gradient.map()), gradient.at());
                          own.get(group).forEach(window -> rest.cut(window).zero_());
                          Canvas.cut(all, gradient.at()).add_(rest.map());
                        }
                      }
                    }
                    Tensor rest = frame.fold(Canvas.cut(all, inner), stage + 1);
                    rests[part] = Tensors.handOut(rest.to(weight.scalar_type()), null);
                  })));
    } catch (RuntimeException | Error e) {
      close(rests);
      throw e;
    }
    Tensor total = total(rests);
    return backgroundGradient == null ? total : total.add_(backgroundGradient);
  }

  /** Zeros to add gradients of many images to, in 32 bits whatever those are in. */
  private static Tensor zeros(Tensor weight, Window outer) {
    return Canvas.empty(
            weight.to(ScalarType.Float),
            new long[] {1, weight.size(0), outer.bottom(), outer.right()})
        .zero_();
  }

  /** The sum over images that are computed together, in memory of its own. */
  private static Tensor summed(Tensor maps) {
    return maps.size(0) == 1
        ? maps.clone()
        : maps.sum(new long[] {0}, true, new ScalarTypeOptional());
  }

  /** The places that tiles of a stage wrote for each image, cut to what was read of them. */
  private List<List<Window>> own(int stage, int shift) {
    List<List<Window>> own = new ArrayList<>();
    for (int i = 0; i < plan.groups().count(); i++) {
      own.add(new ArrayList<>());
    }
    for (TileJob job : plan.stages().get(stage)) {
      for (Tile tile : job.tiles()) {
        Canvas gradient = gradients.get(tile.group());
        if (gradient != null) {
          Window shared = tile.own().shifted(shift, shift).intersection(gradient.at());
          if (!shared.isEmpty()) {
            own.get(tile.group()).add(shared);
          }
        }
      }
    }
    return own;
  }

  /** Adds up what tiles that overlap have read; what they give is freed. */
  private void gather(int stage, Tensor[] inputs) {
    List<TileJob> jobs = plan.stages().get(stage);
    List<@Nullable Canvas> next = new ArrayList<>();
    Window[] read = plan.read(stage);
    for (int group = 0; group < read.length; group++) {
      next.add(
          read[group].isEmpty()
              ? null
              : Canvas.empty(inputs[0], plan.groups().size(group), read[group]));
    }
    plan.run(
        stage,
        List.of(
            new ParallelTasks.Phase(
                plan.groups().count(),
                group -> {
                  Canvas canvas = next.get(group);
                  if (canvas != null) {
                    canvas.map().zero_();
                    add(jobs, inputs, group, canvas);
                  }
                })));
    for (int job = 0; job < jobs.size(); job++) {
      inputs[job].close();
    }
    gradients = next;
  }

  private void add(List<TileJob> jobs, Tensor[] inputs, int group, Canvas canvas) {
    for (int job = 0; job < jobs.size(); job++) {
      List<Tile> tiles = jobs.get(job).tiles();
      for (int i = 0; i < tiles.size(); i++) {
        if (tiles.get(i).group() == group) {
          canvas.cut(tiles.get(i).source()).add_(plan.parts(jobs.get(job), inputs[job]).get(i));
        }
      }
    }
  }
}
