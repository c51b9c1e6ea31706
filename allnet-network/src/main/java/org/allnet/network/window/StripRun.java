package org.allnet.network.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.allnet.network.device.Lanes;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One way of a batch through a stack in strips: strips are cut out of canvases, computed, and
 * pasted into the canvases of the next stage.
 */
final class StripRun {

  /**
   * A single map of so many numbers or fewer is computed by another algorithm of the engine, which
   * is slower and does not give the same bits: two are given to it.
   */
  private static final int SMALL = 20_480;

  /** Computes a job. */
  interface Worker {

    /**
     * Runs a stage.
     *
     * @param stage the stage's number
     * @param job the job's number in the stage
     * @param input (strips, channel, height, width), padded; may have one map of zeros more
     * @return (strips, channel, height, width)
     */
    Tensor run(int stage, int job, Tensor input);
  }

  private final List<Stage> stages;
  private final StripPlan plan;
  private final BlackMaps black;
  private final Worker worker;

  StripRun(List<Stage> stages, StripPlan plan, BlackMaps black, Worker worker) {
    this.stages = stages;
    this.plan = plan;
    this.black = black;
    this.worker = worker;
  }

  /**
   * Runs the stack.
   *
   * @param images (batch, channel, height, width), black outside the footprints
   * @param footprints the foreground of each image
   * @return (batch, channel, height, width) behind the last stage
   */
  Tensor run(Tensor images, List<Footprint> footprints) {
    int count = footprints.size();
    Tensor result = Canvas.empty(black.last(), count);
    List<List<@Nullable Canvas>> canvases = new ArrayList<>();
    for (int stage = 0; stage < stages.size(); stage++) {
      List<@Nullable Canvas> own = new ArrayList<>();
      for (Window read : plan.read(stage, count)) {
        own.add(read.isEmpty() ? null : Canvas.empty(black.padded().get(stage), read));
      }
      canvases.add(own);
    }
    canvases.add(views(result));
    List<Lanes.Phase> phases = new ArrayList<>();
    phases.add(new Lanes.Phase(count, image -> prepare(images, footprints, canvases, image)));
    for (int stage = 0; stage < stages.size(); stage++) {
      int at = stage;
      phases.add(
          new Lanes.Phase(
              plan.stages().get(stage).size(),
              job -> work(at, job, canvases.get(at), canvases.get(at + 1))));
    }
    plan.run(phases);
    return result;
  }

  /** Whole maps as canvases. */
  static List<@Nullable Canvas> views(Tensor maps) {
    Window whole = Window.whole((int) maps.size(2), (int) maps.size(3));
    List<@Nullable Canvas> views = new ArrayList<>();
    for (int i = 0; i < maps.size(0); i++) {
      views.add(new Canvas(maps.narrow(0, i, 1), whole));
    }
    return views;
  }

  /** Makes an image's canvases black and pastes the image into the first. */
  private void prepare(
      Tensor images, List<Footprint> footprints, List<List<@Nullable Canvas>> canvases, int image) {
    for (int stage = 0; stage <= stages.size(); stage++) {
      Canvas canvas = canvases.get(stage).get(image);
      if (canvas != null) {
        Tensor map = stage < stages.size() ? black.padded().get(stage) : black.last();
        canvas.paste(map, Window.whole((int) map.size(2), (int) map.size(3)));
      }
    }
    Canvas first = canvases.get(0).get(image);
    if (first != null) {
      Window window = footprints.get(image).window();
      int padding = stages.get(0).padding();
      first.paste(Canvas.cut(images.narrow(0, image, 1), window), window.shifted(padding, padding));
    }
  }

  private void work(int stage, int number, List<@Nullable Canvas> from, List<@Nullable Canvas> to) {
    StripJob job = plan.stages().get(stage).get(number);
    Tensor output = worker.run(stage, number, input(job, from));
    int shift = plan.shift(stage);
    for (int i = 0; i < job.strips().size(); i++) {
      Strip strip = job.strips().get(i);
      Canvas target = to.get(strip.image());
      if (target != null) {
        Tensor own =
            Canvas.cut(
                output.narrow(0, i, 1),
                strip.own().shifted(-strip.output().top(), -strip.output().left()));
        target.paste(own, strip.own().shifted(shift, shift));
      }
    }
  }

  /** The strips of a job cut out, (strip, channel, height, width). */
  private static Tensor input(StripJob job, List<@Nullable Canvas> from) {
    Canvas any = Objects.requireNonNull(from.get(job.strips().get(0).image()));
    int count = job.strips().size();
    boolean small = count == 1 && any.map().size(1) * job.height() * job.width() <= SMALL;
    Tensor input = Canvas.empty(any.map(), small ? 2 : count, job.height(), job.width());
    if (small) {
      input.zero_();
    }
    for (int i = 0; i < count; i++) {
      Strip strip = job.strips().get(i);
      Canvas canvas = Objects.requireNonNull(from.get(strip.image()));
      input.narrow(0, i, 1).copy_(canvas.cut(strip.source()));
    }
    return input;
  }
}
