package org.allnet.inference.engine.window;

import java.util.ArrayList;
import java.util.List;
import org.allnet.inference.compute.InferenceMode;

/** Divides a stack's work on a batch. Immutable. */
final class StackPlanner {

  /** A typical cell's diameter against the side of its frame. */
  private static final double TYPICAL_CELL = 0.48;

  /** Pixels by which a window grows on its way through a stack, about. */
  private static final int MARGIN = 12;

  /** Jobs a thread from which on they are about evenly divided. */
  private static final int JOBS_A_THREAD = 2;

  /** What launching the operations of one more group costs, in operations of a convolution. */
  private static final double PER_GROUP = 1.5e10;

  private final List<StageGeometry> geometries = new ArrayList<>();
  private final List<TilePlanner> sideBySide = new ArrayList<>();
  private final List<TilePlanner> inTurn = new ArrayList<>();
  private final List<TilePlanner> together = new ArrayList<>();
  private final List<Stage> stages;
  private final List<Boolean> byWinograd = new ArrayList<>();
  private final List<Window> frames = new ArrayList<>();
  private final int[] paddings;
  private double dense;

  /**
   * Creates a planner for stages on one size of input.
   *
   * @param stages the stages
   * @param height rows of the input
   * @param width columns of the input
   * @param mode whether Winograd's algorithm may be used
   */
  StackPlanner(List<Stage> stages, int height, int width, InferenceMode mode) {
    this.stages = List.copyOf(stages);
    int rows = height;
    int columns = width;
    Footprint typical = disc(rows, columns);
    paddings = stages.stream().mapToInt(Stage::padding).toArray();
    for (Stage stage : stages) {
      StageGeometry geometry = stage.geometry(rows, columns);
      typical = geometry.through(typical);
      geometries.add(geometry);
      boolean transformed =
          mode == InferenceMode.THROUGHPUT && WinogradStage.suits(stage, geometry);
      ConvolutionWork work =
          transformed ? ConvolutionWork.winograd(stage) : ConvolutionWork.termByTerm(stage);
      byWinograd.add(transformed);
      sideBySide.add(new TilePlanner(stage, geometry, work, TileCosts.SIDE_BY_SIDE, typical));
      inTurn.add(new TilePlanner(stage, geometry, work, TileCosts.IN_TURN, typical));
      together.add(new TilePlanner(stage, geometry, work, TileCosts.TOGETHER, typical));
      dense += stage.flops((long) geometry.convolvedHeight() * geometry.convolvedWidth());
      rows = geometry.outputHeight();
      columns = geometry.outputWidth();
      frames.add(Window.whole(rows, columns));
    }
  }

  /** {@return whether a stage is computed by Winograd's algorithm} */
  boolean byWinograd(int stage) {
    return byWinograd.get(stage);
  }

  /** {@return the frame whose black image is enough} */
  BlackFrame blackFrame() {
    return BlackFrame.of(geometries);
  }

  /** A typical cell in the middle of the frame. */
  private static Footprint disc(int height, int width) {
    int[] starts = new int[height];
    int[] ends = new int[height];
    double radius = TYPICAL_CELL / 2 * Math.min(height, width);
    for (int row = 0; row < height; row++) {
      double half = Math.sqrt(Math.max(0, radius * radius - Math.pow(row + 0.5 - height / 2.0, 2)));
      starts[row] = (int) Math.floor(width / 2.0 - half);
      ends[row] = half == 0 ? starts[row] : (int) Math.ceil(width / 2.0 + half);
    }
    return Footprint.ofSpans(starts, ends);
  }

  /**
   * Divides the work.
   *
   * @param footprints the foreground of each image
   * @param threads how many threads may compute: if there are fewer images than that, an image is
   *     divided between them
   * @return the jobs
   */
  TilePlan plan(List<Footprint> footprints, int threads) {
    if (threads == 1) {
      return plan(ImageGroups.single(footprints), 0, all(sideBySide, 1, false));
    }
    if (footprints.size() >= threads) {
      return plan(ImageGroups.single(footprints), 0, all(sideBySide, threads, true));
    }
    return plan(
        ImageGroups.single(footprints), 0, (stage, current) -> few(stage, current, threads));
  }

  /**
   * How a stage is done.
   *
   * @param planner who has planned it
   * @param jobs the jobs
   * @param sideBySide whether jobs run side by side
   */
  private record Division(TilePlanner planner, List<TileJob> jobs, boolean sideBySide) {}

  /** Divides a stage's work on footprints in its output. */
  private interface Divider {
    Division of(int stage, List<Footprint> footprints);
  }

  private static Divider all(List<TilePlanner> planners, int workers, boolean sideBySide) {
    return (stage, footprints) ->
        new Division(
            planners.get(stage), planners.get(stage).plan(footprints, workers), sideBySide);
  }

  /**
   * Fewer images than threads. A convolution that uses one thread is divided into tiles or into
   * parts of the output channels, whichever takes less time; tiles read all kernels each, parts the
   * whole image. One that uses all threads is divided if there are enough tiles.
   */
  private Division few(int stage, List<Footprint> footprints, int threads) {
    TilePlanner whole = inTurn.get(stage);
    if (!byWinograd.contains(true)) {
      return new Division(whole, whole.plan(footprints, 1), false);
    }
    TilePlanner aside = sideBySide.get(stage);
    List<TileJob> tiles = aside.plan(footprints, threads);
    if (byWinograd.get(stage)) {
      int count = (int) Math.min(threads, stages.get(stage).weight().size(0));
      List<TileJob> parts =
          whole.plan(footprints, 1).stream().flatMap(job -> job.inParts(count).stream()).toList();
      return aside.cost(tiles, threads) < aside.cost(parts, threads)
          ? new Division(aside, tiles, true)
          : new Division(aside, parts, true);
    }
    return tiles.size() >= JOBS_A_THREAD * threads
        ? new Division(aside, tiles, true)
        : new Division(whole, whole.plan(footprints, 1), false);
  }

  /**
   * Divides the work so that operations are few and large: a window for each group of images that
   * cover much the same.
   *
   * @param footprints the foreground of each image, at least one
   * @return the jobs, one a stage for each group
   */
  TilePlan together(List<Footprint> footprints) {
    StageGeometry first = geometries.get(0);
    double perPixel = dense / ((double) first.inputHeight() * first.inputWidth());
    ImageGroups groups =
        ImageGroups.similar(
            footprints, first.inputHeight(), first.inputWidth(), MARGIN, PER_GROUP / perPixel);
    return plan(groups, PER_GROUP / dense, all(together, 1, false));
  }

  private TilePlan plan(ImageGroups groups, double perGroup, Divider divider) {
    List<List<TileJob>> stages = new ArrayList<>();
    List<Boolean> aside = new ArrayList<>();
    double[] fractions = new double[groups.count()];
    List<Footprint> current = groups.footprints();
    for (int i = 0; i < geometries.size(); i++) {
      current = current.stream().map(geometries.get(i)::through).toList();
      Division division = divider.of(i, current);
      for (TileJob job : division.jobs()) {
        for (Tile tile : job.tiles()) {
          fractions[tile.group()] += division.planner().work(tile) / job.parts() / dense;
        }
      }
      stages.add(division.jobs());
      aside.add(division.sideBySide());
    }
    return new TilePlan(groups, stages, frames, paddings, aside, fractions, perGroup);
  }
}
