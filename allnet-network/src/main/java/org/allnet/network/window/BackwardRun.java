package org.allnet.network.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.allnet.network.device.Lanes;
import org.allnet.network.device.Tensors;
import org.allnet.network.window.RecordedStack.Gradients;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The way of a gradient back through a recorded stack, stage by stage from the last. Work is
 * divided into the same parts on every machine, and parts are added up in order.
 */
final class BackwardRun {

  /** Parts that the jobs of a stage and the images of a batch are divided into. */
  private static final int PARTS = 8;

  private final List<Stage> stages;
  private final StripPlan plan;
  private final BlackFrame frame;
  private final int images;
  private final PointerScope scope;

  /** Of each image the gradient of what the current stage wrote; null where nothing read it. */
  private List<@Nullable Canvas> slopes;

  /** The gradient of the black image's output of the current stage; null behind the last. */
  private @Nullable Tensor blackSlope;

  /**
   * Begins.
   *
   * @param stages the stages
   * @param plan how they were run
   * @param frame the black image's frame
   * @param gradient of the output, (images, channel, height, width)
   */
  BackwardRun(List<Stage> stages, StripPlan plan, BlackFrame frame, Tensor gradient) {
    this.stages = stages;
    this.plan = plan;
    this.frame = frame;
    this.images = (int) gradient.size(0);
    this.scope = Objects.requireNonNull(PointerScope.getInnerScope());
    this.slopes = StripRun.views(gradient.contiguous(torch.MemoryFormat.ChannelsLast));
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
    List<StripJob> jobs = plan.stages().get(stage);
    boolean further = stage > 0;
    int parts = Math.min(PARTS, jobs.size());
    Sums sums = new Sums(parts + 1, jobs.size() + 1);
    try {
      plan.run(
          List.of(
              new Lanes.Phase(
                  parts + 1,
                  part -> {
                    if (part == parts) {
                      sums.add(part, jobs.size(), () -> own.back(black, background, further));
                      return;
                    }
                    for (int job = part; job < jobs.size(); job += parts) {
                      int at = job;
                      sums.add(
                          part, at, () -> own.back(kept[at], slope(stage, at, kept[at]), further));
                    }
                  })));
    } catch (RuntimeException | Error e) {
      close(sums.weights(), sums.biases(), sums.inputs());
      throw e;
    }
    if (further) {
      int padding = own.padding();
      Tensor input = Tensors.adopt(sums.inputs()[jobs.size()], scope);
      blackSlope =
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
        weights[part] = plus(weights[part], one.weight());
        biases[part] = plus(biases[part], one.bias());
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

  /** The gradient of a job's output: of each strip the rows that it wrote. */
  private Tensor slope(int stage, int number, Stage.Kept kept) {
    Tensor slope = torch.zeros_like(kept.output());
    StripJob job = plan.stages().get(stage).get(number);
    int shift = plan.shift(stage);
    for (int i = 0; i < job.strips().size(); i++) {
      Strip strip = job.strips().get(i);
      Canvas canvas = slopes.get(strip.image());
      if (canvas != null) {
        Window shared = strip.own().shifted(shift, shift).intersection(canvas.at());
        if (!shared.isEmpty()) {
          Window place =
              shared.shifted(-shift - strip.output().top(), -shift - strip.output().left());
          Canvas.cut(slope.narrow(0, i, 1), place).copy_(canvas.cut(shared));
        }
      }
    }
    return slope;
  }

  /**
   * The gradient of the black image's output: of its own way on, and of all that images read and no
   * strip had written.
   */
  private Tensor background(int stage) {
    int shift = plan.shift(stage);
    Window inner = plan.frames().get(stage).shifted(shift, shift);
    Window outer = Window.whole(inner.bottom() + shift, inner.right() + shift);
    List<List<Window>> own = own(stage, shift);
    int parts = Math.min(PARTS, images);
    Tensor[] rests = new Tensor[parts];
    Tensor weight = stages.get(stage).weight();
    try {
      plan.run(
          List.of(
              new Lanes.Phase(
                  parts,
                  part -> {
                    Tensor all =
                        Canvas.empty(
                            weight, new long[] {1, weight.size(0), outer.bottom(), outer.right()});
                    all.zero_();
                    for (int image = part; image < images; image += parts) {
                      Canvas slope = slopes.get(image);
                      if (slope != null) {
                        try (PointerScope each = new PointerScope()) {
                          Canvas rest = new Canvas(slope.map().clone(), slope.at());
                          own.get(image).forEach(window -> rest.cut(window).zero_());
                          Canvas.cut(all, slope.at()).add_(rest.map());
                        }
                      }
                    }
                    rests[part] =
                        Tensors.handOut(frame.fold(Canvas.cut(all, inner), stage + 1), null);
                  })));
    } catch (RuntimeException | Error e) {
      close(rests);
      throw e;
    }
    Tensor total = total(rests);
    return blackSlope == null ? total : total.add_(blackSlope);
  }

  /** The places that strips of a stage wrote for each image, cut to what was read of them. */
  private List<List<Window>> own(int stage, int shift) {
    List<List<Window>> own = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      own.add(new ArrayList<>());
    }
    for (StripJob job : plan.stages().get(stage)) {
      for (Strip strip : job.strips()) {
        Canvas slope = slopes.get(strip.image());
        if (slope != null) {
          Window shared = strip.own().shifted(shift, shift).intersection(slope.at());
          if (!shared.isEmpty()) {
            own.get(strip.image()).add(shared);
          }
        }
      }
    }
    return own;
  }

  /** Adds up what strips that overlap have read; what they give is freed. */
  private void gather(int stage, Tensor[] inputs) {
    List<StripJob> jobs = plan.stages().get(stage);
    Window[] read = plan.read(stage, images);
    List<@Nullable Canvas> next = new ArrayList<>();
    for (Window window : read) {
      next.add(window.isEmpty() ? null : Canvas.empty(inputs[0], window));
    }
    plan.run(
        List.of(
            new Lanes.Phase(
                images,
                image -> {
                  Canvas canvas = next.get(image);
                  if (canvas != null) {
                    canvas.map().zero_();
                    add(jobs, inputs, image, canvas);
                  }
                })));
    for (int job = 0; job < jobs.size(); job++) {
      inputs[job].close();
    }
    slopes = next;
  }

  private static void add(List<StripJob> jobs, Tensor[] inputs, int image, Canvas canvas) {
    for (int job = 0; job < jobs.size(); job++) {
      List<Strip> strips = jobs.get(job).strips();
      for (int i = 0; i < strips.size(); i++) {
        if (strips.get(i).image() == image) {
          canvas.cut(strips.get(i).source()).add_(inputs[job].narrow(0, i, 1));
        }
      }
    }
  }
}
