package org.allnet.network.window;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.allnet.network.device.Lanes;
import org.allnet.network.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A plain stack of convolutions and pools that is run on foreground windows.
 *
 * <p>Outside what a cell can influence, every map of the stack equals the map of an all-black
 * image. So the black image goes through the stack once, and of every other image only its {@link
 * Footprint}: grown by the kernel, aligned to the pooling grid, clipped at the frame, and read with
 * the black image's map around it. Footprints are computed in strips, those of like size of all
 * images together. The result is that of the whole frame.
 *
 * <p>Native memory: the stack and its results belong to the caller's {@link PointerScope}. Safe for
 * use by several threads once built.
 */
public final class WindowedStack {

  /** Whole frames that are computed together on a processor: larger buffers cost more. */
  private static final int GROUP = 4;

  /** Above this share of the dense cost a window does not pay for its bookkeeping. */
  private static final double PAYING_SHARE = 0.8;

  /**
   * A single map of so many numbers or fewer is computed by another algorithm of the engine, which
   * is slower and does not give the same bits: two are given to it.
   */
  private static final int SMALL = 20_480;

  private final List<Stage> stages;
  private final StackPlanner planner;

  /** The black image's map at the input of each stage, with the stage's padding around it. */
  private final List<Tensor> paddedBlack = new ArrayList<>();

  /** The black image's map behind the last stage, (1, channel, height, width). */
  private final Tensor finalBlack;

  /**
   * Runs a black image through the stages.
   *
   * @param stages at least one
   * @param height rows of the input
   * @param width columns of the input
   */
  public WindowedStack(List<Stage> stages, int height, int width) {
    this(stages, zeros(stages.get(0).weight(), height, width));
  }

  /**
   * Runs a black image through the stages.
   *
   * @param stages at least one
   * @param blackImage (1, channel, height, width): what images are outside of their footprints
   */
  public WindowedStack(List<Stage> stages, Tensor blackImage) {
    this.stages = List.copyOf(stages);
    this.planner = new StackPlanner(stages, (int) blackImage.size(2), (int) blackImage.size(3));
    Tensor black = channelsLast(blackImage);
    for (Stage stage : stages) {
      paddedBlack.add(padded(black, stage.padding()));
      black = stage.run(black);
    }
    this.finalBlack = black;
  }

  private static Tensor zeros(Tensor weight, int height, int width) {
    return torch.zeros(new long[] {1, weight.size(1), height, width}, weight.options());
  }

  /**
   * {@return the maps of the black image, for an owner that outlives the scope they were made in}
   */
  public List<Tensor> blackMaps() {
    List<Tensor> maps = new ArrayList<>(paddedBlack);
    maps.add(finalBlack);
    return maps;
  }

  /**
   * Runs the stack on the whole frame.
   *
   * @param images (batch, channel, height, width)
   * @return (batch, channel, height, width) behind the last stage
   */
  public Tensor dense(Tensor images) {
    long batch = images.size(0);
    if (images.is_cuda() || batch <= GROUP) {
      return whole(images);
    }
    int groups = (int) ((batch + GROUP - 1) / GROUP);
    List<Tensor> results =
        Lanes.run(
            groups,
            group -> {
              long start = (long) group * GROUP;
              return whole(images.narrow(0, start, Math.min(GROUP, batch - start)));
            });
    return torch.cat(new TensorVector(results.toArray(Tensor[]::new)), 0);
  }

  private Tensor whole(Tensor images) {
    Tensor x = images;
    for (Stage stage : stages) {
      x = stage.run(x);
    }
    return x;
  }

  /**
   * Runs the stack on the footprints, or on the whole frame where a footprint does not pay. Records
   * no gradients.
   *
   * @param images (batch, channel, height, width), equal to the black image outside the footprints
   * @param footprints the foreground of each image
   * @return (batch, channel, height, width) behind the last stage, as {@link #dense} gives it
   */
  public Tensor run(Tensor images, List<Footprint> footprints) {
    StripPlan plan = planner.plan(footprints, torch.get_num_threads());
    int[] others =
        IntStream.range(0, footprints.size())
            .filter(image -> plan.shares()[image] >= PAYING_SHARE)
            .toArray();
    if (others.length == 0) {
      return windowed(images, footprints, plan);
    }
    if (others.length == footprints.size()) {
      return dense(images);
    }
    int[] paying =
        IntStream.range(0, footprints.size())
            .filter(image -> plan.shares()[image] < PAYING_SHARE)
            .toArray();
    Tensor result = Canvas.empty(finalBlack, footprints.size());
    Tensor some = index(paying, images);
    Tensor rest = index(others, images);
    result.index_copy_(
        0,
        some,
        windowed(
            images.index_select(0, some), IntStream.of(paying).mapToObj(footprints::get).toList()));
    result.index_copy_(0, rest, dense(channelsLast(images.index_select(0, rest))));
    return result;
  }

  private static Tensor index(int[] places, Tensor images) {
    long[] numbers = IntStream.of(places).asLongStream().toArray();
    return Tensors.ofLongs(numbers, images.device(), numbers.length);
  }

  /**
   * Runs the stack on the footprints, whether that pays or not.
   *
   * @param images (batch, channel, height, width), equal to the black image outside the footprints
   * @param footprints the foreground of each image
   * @return (batch, channel, height, width) behind the last stage
   */
  public Tensor windowed(Tensor images, List<Footprint> footprints) {
    return windowed(images, footprints, planner.plan(footprints, torch.get_num_threads()));
  }

  private Tensor windowed(Tensor images, List<Footprint> footprints, StripPlan plan) {
    int count = footprints.size();
    Tensor result = Canvas.empty(finalBlack, count);
    List<List<@Nullable Canvas>> canvases = new ArrayList<>();
    for (int number = 0; number < stages.size(); number++) {
      canvases.add(canvases(number, plan.stages().get(number), count));
    }
    canvases.add(views(result));
    List<Lanes.Phase> phases = new ArrayList<>();
    phases.add(new Lanes.Phase(count, image -> prepare(images, footprints, canvases, image)));
    for (int number = 0; number < stages.size(); number++) {
      Stage stage = stages.get(number);
      List<StripJob> jobs = plan.stages().get(number);
      List<@Nullable Canvas> from = canvases.get(number);
      List<@Nullable Canvas> to = canvases.get(number + 1);
      int shift = number + 1 < stages.size() ? stages.get(number + 1).padding() : 0;
      phases.add(new Lanes.Phase(jobs.size(), job -> run(stage, jobs.get(job), from, to, shift)));
    }
    if (plan.sideBySide()) {
      Lanes.phases(phases);
    } else {
      Lanes.inTurn(phases);
    }
    return result;
  }

  /** Makes an image's canvases black and pastes the image into the first. */
  private void prepare(
      Tensor images, List<Footprint> footprints, List<List<@Nullable Canvas>> canvases, int image) {
    for (int number = 0; number <= stages.size(); number++) {
      Canvas canvas = canvases.get(number).get(image);
      if (canvas != null) {
        Tensor black = number < stages.size() ? paddedBlack.get(number) : finalBlack;
        canvas.paste(black, Window.whole((int) black.size(2), (int) black.size(3)));
      }
    }
    Canvas first = canvases.get(0).get(image);
    if (first != null) {
      Window window = footprints.get(image).window();
      int padding = stages.get(0).padding();
      first.paste(Canvas.cut(images.narrow(0, image, 1), window), window.shifted(padding, padding));
    }
  }

  /** Memory for what a stage reads of each image's padded input; null where it reads nothing. */
  private List<@Nullable Canvas> canvases(int stage, List<StripJob> jobs, int count) {
    Window[] read = new Window[count];
    java.util.Arrays.fill(read, Window.EMPTY);
    for (StripJob job : jobs) {
      for (Strip strip : job.strips()) {
        read[strip.image()] = read[strip.image()].union(strip.source());
      }
    }
    List<@Nullable Canvas> canvases = new ArrayList<>();
    for (Window window : read) {
      canvases.add(window.isEmpty() ? null : Canvas.empty(paddedBlack.get(stage), window));
    }
    return canvases;
  }

  private static List<@Nullable Canvas> views(Tensor maps) {
    List<@Nullable Canvas> views = new ArrayList<>();
    for (int i = 0; i < maps.size(0); i++) {
      views.add(
          new Canvas(maps.narrow(0, i, 1), Window.whole((int) maps.size(2), (int) maps.size(3))));
    }
    return views;
  }

  private static void run(
      Stage stage,
      StripJob job,
      List<@Nullable Canvas> from,
      List<@Nullable Canvas> to,
      int shift) {
    Tensor output = stage.runPadded(input(job, from));
    for (int i = 0; i < job.strips().size(); i++) {
      Strip strip = job.strips().get(i);
      Canvas target = to.get(strip.image());
      if (target != null) {
        target.paste(output.narrow(0, i, 1), strip.output().shifted(shift, shift));
      }
    }
  }

  /** The strips of a job cut out, (strip, channel, height, width). */
  private static Tensor input(StripJob job, List<@Nullable Canvas> from) {
    Canvas any = java.util.Objects.requireNonNull(from.get(job.strips().get(0).image()));
    int count = job.strips().size();
    boolean small = count == 1 && any.map().size(1) * job.height() * job.width() <= SMALL;
    Tensor input = Canvas.empty(any.map(), small ? 2 : count, job.height(), job.width());
    if (small) {
      input.zero_();
    }
    for (int i = 0; i < job.strips().size(); i++) {
      Strip strip = job.strips().get(i);
      Canvas canvas = java.util.Objects.requireNonNull(from.get(strip.image()));
      input.narrow(0, i, 1).copy_(canvas.cut(strip.source()));
    }
    return input;
  }

  private static Tensor padded(Tensor map, int padding) {
    return padding == 0
        ? map
        : channelsLast(torch.constant_pad_nd(map, padding, padding, padding, padding));
  }

  private static Tensor channelsLast(Tensor tensor) {
    return tensor.contiguous(torch.MemoryFormat.ChannelsLast);
  }
}
