package org.allnet.network.window;

import java.util.ArrayList;
import java.util.List;
import org.allnet.network.device.Lanes;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A plain stack of convolutions and pools that is run on foreground windows.
 *
 * <p>Outside what a cell can influence, every map of the stack equals the map of an all-black
 * image. So the black image goes through the stack once, and of every other image only the window
 * that its foreground reaches: grown by the kernel, aligned to the pooling grid, clipped at the
 * frame, and read with the black image's map around it. The result is that of the whole frame.
 *
 * <p>The black maps are ordinary members of the graph: where gradients are recorded they carry the
 * background's share of them. Build a new stack whenever a weight has changed.
 *
 * <p>Native memory: the stack and its results belong to the caller's {@link PointerScope}. Safe for
 * use by several threads once built.
 */
public final class WindowedStack {

  /** Whole frames that are computed together on a processor: larger buffers cost more. */
  private static final int GROUP = 4;

  /** Above this share of the dense cost a window does not pay for its bookkeeping. */
  private static final double PAYING_SHARE = 0.8;

  private final List<Stage> stages;
  private final List<StageGeometry> geometries;

  /** The black image's map at the input of each stage, with the stage's padding around it. */
  private final List<Tensor> paddedBlack;

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
   * @param blackImage (1, channel, height, width): what images are outside of their windows
   */
  public WindowedStack(List<Stage> stages, Tensor blackImage) {
    this.stages = List.copyOf(stages);
    this.geometries = new ArrayList<>();
    this.paddedBlack = new ArrayList<>();
    Tensor black = channelsLast(blackImage);
    int rows = (int) black.size(2);
    int columns = (int) black.size(3);
    for (Stage stage : stages) {
      StageGeometry geometry = stage.geometry(rows, columns);
      geometries.add(geometry);
      paddedBlack.add(padded(black, stage.padding()));
      black = stage.run(black);
      rows = geometry.outputHeight();
      columns = geometry.outputWidth();
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
   * The cost of a window against that of the whole frame, in operations of the convolutions.
   *
   * @param window a window of the input
   * @return a share, 0 for an empty window; may slightly exceed 1 for a full one
   */
  public double costShare(Window window) {
    if (window.isEmpty()) {
      return 0;
    }
    double dense = 0;
    double windowed = 0;
    Window current = window;
    for (int i = 0; i < stages.size(); i++) {
      StageGeometry geometry = geometries.get(i);
      StageGeometry.Passage passage = geometry.passage(current);
      Stage stage = stages.get(i);
      long height = (passage.input().height() - stage.kernel()) / stage.stride() + 1;
      long width = (passage.input().width() - stage.kernel()) / stage.stride() + 1;
      windowed += stage.flops(height * width);
      dense += stage.flops((long) geometry.convolvedHeight() * geometry.convolvedWidth());
      current = passage.output();
    }
    return windowed / dense;
  }

  /** {@return whether running on this window is worth its bookkeeping} */
  public boolean pays(Window window) {
    return costShare(window) < PAYING_SHARE;
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
   * Runs the stack, image by image, on the windows; on the whole frame where a window does not pay.
   *
   * @param images (batch, channel, height, width), equal to the black image outside the windows
   * @param windows the foreground of each image
   * @return (batch, channel, height, width) behind the last stage, as {@link #dense} gives it
   */
  public Tensor run(Tensor images, List<Window> windows) {
    List<Part> parts = parts(windows);
    List<Tensor> results =
        Lanes.run(
            parts.size(),
            number -> {
              Part part = parts.get(number);
              Tensor of = images.narrow(0, part.start(), part.count());
              return part.pays() ? windowed(of, windows.get(part.start())) : dense(of);
            });
    return results.size() == 1
        ? results.get(0)
        : torch.cat(new TensorVector(results.toArray(Tensor[]::new)), 0);
  }

  /** Images that are computed together: one alone where its window pays, else up to a group. */
  private record Part(int start, int count, boolean pays) {}

  private List<Part> parts(List<Window> windows) {
    List<Part> parts = new ArrayList<>();
    int start = 0;
    while (start < windows.size()) {
      int end = start + 1;
      boolean pays = pays(windows.get(start));
      if (!pays) {
        while (end < windows.size() && end - start < GROUP && !pays(windows.get(end))) {
          end++;
        }
      }
      parts.add(new Part(start, end - start, pays));
      start = end;
    }
    return parts;
  }

  /**
   * Runs images that share a window.
   *
   * @param images (batch, channel, height, width), equal to the black image outside the window
   * @param window their common foreground
   * @return (batch, channel, height, width) behind the last stage
   */
  public Tensor windowed(Tensor images, Window window) {
    long batch = images.size(0);
    if (window.isEmpty()) {
      return copies(finalBlack, batch);
    }
    Tensor current = cut(images, window);
    Window at = window;
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      StageGeometry.Passage passage = geometries.get(i).passage(at);
      Tensor input = copies(cut(paddedBlack.get(i), passage.input()), batch);
      paste(current, at, stage.padding(), passage.input(), input);
      current = stage.runPadded(input);
      at = passage.output();
    }
    Tensor result = copies(finalBlack, batch);
    cut(result, at).copy_(current);
    return result;
  }

  /**
   * Writes a map's window into the slice that the next stage reads. The slice can be smaller than
   * the window: a stride may leave the last rows unread.
   */
  private static void paste(Tensor map, Window at, int padding, Window slice, Tensor target) {
    int top = Math.max(at.top() + padding, slice.top());
    int left = Math.max(at.left() + padding, slice.left());
    int bottom = Math.min(at.bottom() + padding, slice.bottom());
    int right = Math.min(at.right() + padding, slice.right());
    if (top >= bottom || left >= right) {
      return;
    }
    Window to =
        new Window(
            top - slice.top(), left - slice.left(), bottom - slice.top(), right - slice.left());
    Window from =
        new Window(
            top - padding - at.top(),
            left - padding - at.left(),
            bottom - padding - at.top(),
            right - padding - at.left());
    cut(target, to).copy_(cut(map, from));
  }

  private static Tensor cut(Tensor map, Window window) {
    return map.narrow(2, window.top(), window.height()).narrow(3, window.left(), window.width());
  }

  /** A map repeated along the batch axis, in memory of its own. */
  private static Tensor copies(Tensor map, long batch) {
    return map.expand(batch, -1, -1, -1)
        .clone(new org.bytedeco.pytorch.MemoryFormatOptional(torch.MemoryFormat.ChannelsLast));
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
