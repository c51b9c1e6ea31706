package org.allnet.inference.engine.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Divides a stage's work on a batch: footprints are cut into tiles of a few rows, each as wide as
 * it must be, and tiles of like size, of whichever image, become one job. If calls are dear, tiles
 * are widened to fit together; if they are cheap, they stay as they are.
 */
final class TilePlanner {

  /** Tiles of a job at most. */
  private static final long MOST = 1 << 20;

  /** Fraction of its work that a tile may cost beside it. */
  private static final double BOOKKEEPING = 0.03;

  private final StageGeometry geometry;
  private final TileCosts costs;
  private final ConvolutionWork work;
  private final double perSourcePixel;
  private final double perTile;
  private final long weights;
  private final long bytesPerPixel;
  private final int rows;

  /**
   * Creates a planner for a stage.
   *
   * @param stage the stage
   * @param geometry its sizes
   * @param work what its convolution takes
   * @param costs what tiles cost
   * @param typical a typical footprint in the stage's output: tiles are high enough for it, and of
   *     one height for all, so that sizes recur and the engine can keep what it prepares for them
   */
  TilePlanner(
      Stage stage,
      StageGeometry geometry,
      ConvolutionWork work,
      TileCosts costs,
      Footprint typical) {
    this.geometry = geometry;
    this.work = work;
    this.costs = costs;
    perSourcePixel = costs.number() * stage.weight().size(1);
    perTile = costs.tile() + costs.start() * stage.flops(1);
    weights = stage.weight().numel();
    bytesPerPixel = 4 * stage.weight().size(0);
    Window all = typical.window();
    double typicalRow = work(geometry.source(all)) / Math.max(1, all.height());
    double high = Math.ceil(perTile / (BOOKKEEPING * Math.max(1, typicalRow)));
    int enough = (int) Math.max(1, Math.min(high, geometry.outputHeight()));
    int together = geometry.outputsOf(work.rowsTogether());
    rows = Math.min(StageGeometry.ceilDiv(enough, together) * together, geometry.outputHeight());
  }

  private double work(Window source) {
    return work(source, 1);
  }

  private double work(Window source, int parts) {
    return work.of(geometry.convolvedRows(source), geometry.convolvedColumns(source), parts);
  }

  /** Tiles of one size that may be computed together. */
  private record Group(int height, int width, List<Tile> tiles) {}

  /**
   * Divides the work.
   *
   * @param outputs the footprint of each image in the stage's output
   * @param workers how many jobs run at the same time
   * @return the jobs, the longest first; every pixel of the footprints is in a tile
   */
  List<TileJob> plan(List<Footprint> outputs, int workers) {
    List<Group> groups = merged(groups(outputs));
    double longest = groups.stream().mapToDouble(this::cost).sum() / (2 * workers);
    List<TileJob> jobs = new ArrayList<>();
    for (Group group : groups) {
      int most = Math.min(most(group), Math.max(1, (int) (longest / costOfTile(group))));
      int parts = (group.tiles().size() + most - 1) / most;
      for (int part = 0; part < parts; part++) {
        int count = group.tiles().size();
        jobs.add(
            new TileJob(group.tiles().subList(part * count / parts, (part + 1) * count / parts)));
      }
    }
    jobs.sort(Comparator.comparingDouble((TileJob job) -> cost(job)).reversed());
    return jobs;
  }

  private double cost(TileJob job) {
    return perJob(job.parts())
        + job.tiles().size() * costOfTile(job.height(), job.width(), job.parts());
  }

  /**
   * {@return what jobs cost if they are taken by threads one after the other}
   *
   * @param jobs the jobs, the longest first
   * @param threads how many threads
   */
  double cost(List<TileJob> jobs, int threads) {
    double[] busy = new double[threads];
    for (TileJob job : jobs) {
      busy[0] += cost(job);
      Arrays.sort(busy);
    }
    return busy[threads - 1];
  }

  /** {@return the work of the convolution of a tile} */
  double work(Tile tile) {
    return work(tile.source());
  }

  private List<Group> groups(List<Footprint> outputs) {
    List<Tile> tiles = new ArrayList<>();
    for (int image = 0; image < outputs.size(); image++) {
      Footprint footprint = outputs.get(image);
      Window all = footprint.window();
      for (int top = all.top(); top < all.bottom(); top += rows) {
        Window part = footprint.around(top, Math.min(top + rows, all.bottom()));
        if (!part.isEmpty()) {
          tiles.add(new Tile(image, part, geometry.source(part), part));
        }
      }
    }
    return tiles.stream()
        .collect(
            Collectors.groupingBy(tile -> List.of(tile.source().width(), tile.source().height())))
        .entrySet()
        .stream()
        .map(same -> new Group(same.getKey().get(1), same.getKey().get(0), same.getValue()))
        .sorted(Comparator.comparingInt(Group::width).thenComparingInt(Group::height))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /**
   * What merging two neighbours gives.
   *
   * @param both the groups as one, or null if their tiles can't have one size
   * @param saved what that saves
   */
  private record Merger(@Nullable Group both, double saved) {}

  /** Merges neighbours by width for as long as that saves anything. */
  private List<Group> merged(List<Group> groups) {
    List<Merger> mergers = new ArrayList<>();
    for (int i = 0; i + 1 < groups.size(); i++) {
      mergers.add(merger(groups, i));
    }
    while (true) {
      Group better = null;
      int place = 0;
      double best = 0;
      for (int i = 0; i < mergers.size(); i++) {
        if (mergers.get(i).saved() > best) {
          best = mergers.get(i).saved();
          place = i;
          better = mergers.get(i).both();
        }
      }
      if (better == null) {
        return groups;
      }
      groups.set(place, better);
      groups.remove(place + 1);
      mergers.remove(place);
      for (int i = Math.max(0, place - 1); i <= place && i < mergers.size(); i++) {
        mergers.set(i, merger(groups, i));
      }
    }
  }

  private Merger merger(List<Group> groups, int first) {
    Group both = both(groups.get(first), groups.get(first + 1));
    return new Merger(
        both,
        both == null ? 0 : cost(groups.get(first)) + cost(groups.get(first + 1)) - cost(both));
  }

  /** Two groups as one, or null if their tiles can't have one size. */
  private @Nullable Group both(Group a, Group b) {
    List<Tile> all = new ArrayList<>(a.tiles());
    all.addAll(b.tiles());
    int height = all.stream().mapToInt(tile -> tile.output().height()).max().orElseThrow();
    int width = all.stream().mapToInt(tile -> tile.output().width()).max().orElseThrow();
    List<Tile> grown = new ArrayList<>();
    for (Tile tile : all) {
      Window output = grown(tile.output(), height, width);
      Window own = new Window(tile.own().top(), output.left(), tile.own().bottom(), output.right());
      Tile other = new Tile(tile.group(), output, geometry.source(output), own);
      if (!grown.isEmpty()
          && (other.source().height() != grown.get(0).source().height()
              || other.source().width() != grown.get(0).source().width())) {
        return null;
      }
      grown.add(other);
    }
    Tile any = grown.get(0);
    return new Group(any.source().height(), any.source().width(), grown);
  }

  /** A window of a given size around another, moved inside the map. */
  private Window grown(Window window, int height, int width) {
    int top = Math.min(window.top(), geometry.outputHeight() - height);
    int left = Math.min(window.left(), geometry.outputWidth() - width);
    return new Window(top, left, top + height, left + width);
  }

  private double cost(Group group) {
    int count = group.tiles().size();
    int jobs = (count + most(group) - 1) / most(group);
    return jobs * perJob(1) + count * costOfTile(group);
  }

  /** What a job costs beside its tiles, for one of so many parts of the output channels. */
  private double perJob(int parts) {
    return costs.job() + costs.weight() * weights / parts;
  }

  private double costOfTile(Group group) {
    return costOfTile(group.height(), group.width(), 1);
  }

  private double costOfTile(int height, int width, int parts) {
    Window source = Window.whole(height, width);
    return costs.tile() + work(source, parts) + perSourcePixel * height * width;
  }

  /** How many tiles of a group fit into a job. */
  private int most(Group group) {
    long bytes =
        bytesPerPixel * geometry.convolvedPixels(Window.whole(group.height(), group.width()));
    return (int) Math.max(1, Math.min(MOST, costs.jobBytes() / bytes));
  }
}
