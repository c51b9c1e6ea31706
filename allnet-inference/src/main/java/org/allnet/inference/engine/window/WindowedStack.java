package org.allnet.inference.engine.window;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ParallelTasks;
import org.allnet.inference.engine.device.Tensors;
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
 * the black image's map around it. Footprints are computed in tiles, those of like size of all
 * images together; on a GPU, where operations are best few and large, a tile is the window of all
 * images that cover much the same. The result is that of the whole frame, but for rounding, if
 * {@link InferenceMode} allows it.
 *
 * <p>Native memory: background activations and results belong to the caller's {@link PointerScope};
 * transformed kernels to the stack, until it is closed. Safe for use by several threads once built.
 */
public final class WindowedStack implements AutoCloseable {

  /** Whole frames that are computed together on a processor: larger buffers cost more. */
  private static final int GROUP = 4;

  private final List<Stage> stages;
  private final StackPlanner planner;

  private final InferenceMode mode;
  private final Map<Integer, WinogradStage> transformed = new HashMap<>();

  private final BackgroundActivations black;

  /**
   * Runs a black image through the stages.
   *
   * @param stages at least one
   * @param height rows of the input
   * @param width columns of the input
   * @param mode what may be left out
   */
  public WindowedStack(List<Stage> stages, int height, int width, InferenceMode mode) {
    this(stages, zeros(stages.get(0).weight(), height, width), mode);
  }

  /**
   * Runs a black image through the stages.
   *
   * @param stages at least one
   * @param blackImage (1, channels, height, width), of one colour: what images are outside of their
   *     footprints
   * @param mode what may be left out
   */
  public WindowedStack(List<Stage> stages, Tensor blackImage, InferenceMode mode) {
    this.stages = List.copyOf(stages);
    this.mode = mode;
    this.planner =
        new StackPlanner(stages, (int) blackImage.size(2), (int) blackImage.size(3), mode);
    try {
      for (int number = 0; number < stages.size(); number++) {
        if (planner.byWinograd(number)) {
          transformed.put(number, new WinogradStage(stages.get(number)));
        }
      }
      this.black =
          BackgroundActivations.of(
              stages,
              planner.blackFrame(),
              blackImage,
              (number, input) -> stages.get(number).runPadded(input));
    } catch (RuntimeException | Error e) {
      transformed.values().forEach(WinogradStage::close);
      throw e;
    }
  }

  private static Tensor zeros(Tensor weight, int height, int width) {
    return torch.zeros(new long[] {1, weight.size(1), height, width}, weight.options());
  }

  /**
   * {@return the maps of the black image, for an owner that outlives the scope they were made in}
   */
  public List<Tensor> backgroundActivations() {
    return black.all();
  }

  /**
   * Runs the stack on the whole frame.
   *
   * @param images (batch, channels, height, width)
   * @return (batch, channels, height, width) behind the last stage
   */
  public Tensor dense(Tensor images) {
    long batch = images.size(0);
    if (!images.is_cpu() || batch <= GROUP) {
      return whole(images);
    }
    int groups = (int) ((batch + GROUP - 1) / GROUP);
    List<Tensor> results =
        ParallelTasks.run(
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
   * Runs the stack on the footprints, or on the whole frame if a footprint does not pay. Records no
   * gradients.
   *
   * @param images (batch, channels, height, width), equal to the black image outside the footprints
   * @param footprints the foreground of each image, or empty for whole frames
   * @return (batch, channels, height, width) behind the last stage, as {@link #dense} gives it
   */
  public Tensor run(Tensor images, List<Footprint> footprints) {
    if (mode == InferenceMode.EXACT || (footprints.isEmpty() && transformed.isEmpty())) {
      return dense(images);
    }
    if (footprints.isEmpty()) {
      return images.size(0) == 0 ? dense(images) : wholeFrames(images);
    }
    if (!images.is_cpu()) {
      TilePlan together = planner.together(footprints);
      return together.pays() ? windowed(images, together) : dense(images);
    }
    TilePlan plan = planner.plan(footprints, ParallelTasks.threads());
    int[] others =
        IntStream.range(0, footprints.size()).filter(image -> !plan.pays(image)).toArray();
    if (others.length == 0) {
      return windowed(images, plan);
    }
    if (others.length == footprints.size()) {
      return dense(images);
    }
    int[] paying = IntStream.range(0, footprints.size()).filter(plan::pays).toArray();
    Tensor result = Canvas.empty(black.last(), footprints.size());
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

  /** Whole frames with what else can be left out, a few at a time: larger buffers cost more. */
  private Tensor wholeFrames(Tensor images) {
    int height = (int) images.size(2);
    Footprint whole = Footprint.of(Window.whole(height, (int) images.size(3)), height);
    List<Tensor> results = new ArrayList<>();
    for (long start = 0; start < images.size(0); start += GROUP) {
      long count = Math.min(GROUP, images.size(0) - start);
      results.add(run(images.narrow(0, start, count), Collections.nCopies((int) count, whole)));
    }
    return torch.cat(new TensorVector(results.toArray(Tensor[]::new)), 0);
  }

  private static Tensor index(int[] places, Tensor images) {
    long[] numbers = IntStream.of(places).asLongStream().toArray();
    return Tensors.ofLongs(numbers, images.device(), numbers.length);
  }

  /**
   * Runs the stack on the footprints, whether that pays or not.
   *
   * @param images (batch, channels, height, width), equal to the black image outside the footprints
   * @param footprints the foreground of each image
   * @return (batch, channels, height, width) behind the last stage
   */
  public Tensor windowed(Tensor images, List<Footprint> footprints) {
    return windowed(images, planner.plan(footprints, ParallelTasks.threads()));
  }

  /** The same with a window for all images that cover much the same, as it is done on a GPU. */
  Tensor together(Tensor images, List<Footprint> footprints) {
    return windowed(images, planner.together(footprints));
  }

  private Tensor windowed(Tensor images, TilePlan plan) {
    return new TileRun(stages, plan, black, new Worker(plan)).run(images);
  }

  /**
   * Computes jobs without keeping anything.
   *
   * @param plan the jobs
   */
  private final class Worker implements TileRun.Worker {
    private final TilePlan plan;

    private Worker(TilePlan plan) {
      this.plan = plan;
    }

    @Override
    public Tensor run(int stage, int job, Tensor input) {
      WinogradStage quick = transformed.get(stage);
      return quick == null
          ? stages.get(stage).runPadded(input)
          : quick.run(plan.stages().get(stage).get(job), input);
    }

    @Override
    public @Nullable Tensor room(int stage, int tiles, int height, int width) {
      WinogradStage quick = transformed.get(stage);
      return quick == null ? null : quick.room(tiles, height, width);
    }
  }

  private static Tensor channelsLast(Tensor tensor) {
    return tensor.contiguous(torch.MemoryFormat.ChannelsLast);
  }

  /** Frees what was prepared for {@link InferenceMode#THROUGHPUT}. */
  @Override
  public void close() {
    transformed.values().forEach(WinogradStage::close);
  }
}
