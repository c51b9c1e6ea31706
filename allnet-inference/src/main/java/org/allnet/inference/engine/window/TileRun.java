package org.allnet.inference.engine.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.allnet.inference.engine.device.ParallelTasks;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One way of a batch through a stack in tiles: tiles are cut out of canvases, computed, and pasted
 * into the canvases of the next stage.
 */
final class TileRun {

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
     * @param input (tiles, channels, height, width), padded; may have one map of zeros more
     * @return (tiles, the job's channels, height, width)
     */
    Tensor run(int stage, int job, Tensor input);

    /**
     * Memory for the tiles of a job, if the worker wants them laid out in its own way.
     *
     * @return (tiles, channels, height, width), or null if any layout will do
     */
    default @Nullable Tensor room(int stage, int tiles, int height, int width) {
      return null;
    }
  }

  private final List<Stage> stages;
  private final TilePlan plan;
  private final BackgroundActivations black;
  private final Worker worker;

  TileRun(List<Stage> stages, TilePlan plan, BackgroundActivations black, Worker worker) {
    this.stages = stages;
    this.plan = plan;
    this.black = black;
    this.worker = worker;
  }

  /**
   * Runs the stack.
   *
   * @param images (batch, channels, height, width), black outside the plan's footprints
   * @return (batch, channels, height, width) behind the last stage
   */
  Tensor run(Tensor images) {
    ImageGroups groups = plan.groups();
    Tensor ordered = groups.ordered(images);
    Tensor result = Canvas.empty(black.last(), groups.images());
    List<List<@Nullable Canvas>> canvases = new ArrayList<>();
    for (int stage = 0; stage < stages.size(); stage++) {
      List<@Nullable Canvas> own = new ArrayList<>();
      Window[] read = plan.read(stage);
      for (int group = 0; group < read.length; group++) {
        own.add(
            read[group].isEmpty()
                ? null
                : Canvas.empty(black.padded().get(stage), groups.size(group), read[group]));
      }
      canvases.add(own);
    }
    canvases.add(views(groups, result));
    List<ParallelTasks.Phase> phases = new ArrayList<>();
    int maps = canvases.size();
    phases.add(
        new ParallelTasks.Phase(
            groups.count() * maps,
            number -> prepare(ordered, canvases.get(number % maps), number % maps, number / maps)));
    for (int stage = 0; stage < stages.size(); stage++) {
      int at = stage;
      phases.add(
          new ParallelTasks.Phase(
              plan.stages().get(stage).size(),
              job -> work(at, job, canvases.get(at), canvases.get(at + 1))));
    }
    plan.run(-1, phases);
    return groups.asInBatch(result);
  }

  /** Whole maps as canvases. */
  static List<@Nullable Canvas> views(ImageGroups groups, Tensor maps) {
    Window whole = Window.whole((int) maps.size(2), (int) maps.size(3));
    List<@Nullable Canvas> views = new ArrayList<>();
    for (int group = 0; group < groups.count(); group++) {
      views.add(new Canvas(groups.part(maps, group), whole));
    }
    return views;
  }

  /** Makes a group's canvas black and pastes the images into that of the first stage. */
  private void prepare(Tensor images, List<@Nullable Canvas> own, int stage, int group) {
    Canvas canvas = own.get(group);
    if (canvas == null) {
      return;
    }
    Tensor map = stage < stages.size() ? black.padded().get(stage) : black.last();
    canvas.paste(map, Window.whole((int) map.size(2), (int) map.size(3)));
    if (stage == 0) {
      Window window = plan.groups().footprints().get(group).window();
      int padding = stages.get(0).padding();
      canvas.paste(
          Canvas.cut(plan.groups().part(images, group), window), window.shifted(padding, padding));
    }
  }

  private void work(int stage, int number, List<@Nullable Canvas> from, List<@Nullable Canvas> to) {
    TileJob job = plan.stages().get(stage).get(number);
    Tensor output = worker.run(stage, number, input(stage, job, from));
    int shift = plan.shift(stage);
    List<Tensor> parts = plan.parts(job, output);
    for (int i = 0; i < parts.size(); i++) {
      Tile tile = job.tiles().get(i);
      Canvas target = to.get(tile.group());
      if (target != null) {
        Tensor own =
            Canvas.cut(
                parts.get(i), tile.own().shifted(-tile.output().top(), -tile.output().left()));
        target.channels(job).paste(own, tile.own().shifted(shift, shift));
      }
    }
  }

  /** The tiles of a job cut out, (tiles, channels, height, width). */
  private Tensor input(int stage, TileJob job, List<@Nullable Canvas> from) {
    Canvas any = Objects.requireNonNull(from.get(job.tiles().get(0).group()));
    int count = job.tiles().stream().mapToInt(tile -> plan.groups().size(tile.group())).sum();
    Tensor room = worker.room(stage, count, job.height(), job.width());
    if (room != null) {
      return cut(job, from, room);
    }
    boolean small = count == 1 && any.map().size(1) * job.height() * job.width() <= SMALL;
    if (!small && job.tiles().size() == 1 && job.tiles().get(0).source().equals(any.at())) {
      return any.cut(any.at());
    }
    Tensor input = Canvas.empty(any.map(), small ? 2 : count, job.height(), job.width());
    if (small) {
      input.zero_();
    }
    return cut(job, from, input);
  }

  private Tensor cut(TileJob job, List<@Nullable Canvas> from, Tensor input) {
    List<Tensor> parts = plan.parts(job, input);
    for (int i = 0; i < parts.size(); i++) {
      Tile tile = job.tiles().get(i);
      Canvas canvas = Objects.requireNonNull(from.get(tile.group()));
      parts.get(i).copy_(canvas.cut(tile.source()));
    }
    return input;
  }
}
