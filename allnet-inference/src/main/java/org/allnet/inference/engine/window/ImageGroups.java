package org.allnet.inference.engine.window;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Images of a batch that are computed as if they were one, since they cover much the same.
 *
 * @param footprints what the images of each group cover together
 * @param starts where each group begins in the order, and the number of images behind the last
 * @param order the images' places in the batch, group by group
 */
record ImageGroups(List<Footprint> footprints, int[] starts, int[] order) {

  ImageGroups {
    footprints = List.copyOf(footprints);
  }

  /** Each image by itself. */
  static ImageGroups single(List<Footprint> footprints) {
    return new ImageGroups(
        footprints,
        IntStream.rangeClosed(0, footprints.size()).toArray(),
        IntStream.range(0, footprints.size()).toArray());
  }

  /**
   * Groups of the least cost, which is that of each group and of its images' windows. Each has one
   * or more of the parts, at most four of like size, that the images are divided into by their
   * windows, so that sizes recur.
   *
   * @param footprints the foreground of each image, at least one
   * @param height rows of the frame
   * @param width columns of the frame
   * @param margin pixels that are computed on each side of a window
   * @param perGroup what a group costs, in pixels
   */
  static ImageGroups similar(
      List<Footprint> footprints, int height, int width, int margin, double perGroup) {
    List<Window> windows = footprints.stream().map(Footprint::window).toList();
    int[] order =
        IntStream.range(0, windows.size())
            .boxed()
            .sorted(Comparator.comparingLong(image -> area(windows.get(image))))
            .mapToInt(Integer::intValue)
            .toArray();
    int quarter = (order.length + 3) / 4;
    double[] cost = new double[order.length + 1];
    int[] before = new int[order.length + 1];
    for (int end = 1; end <= order.length; end++) {
      cost[end] = Double.POSITIVE_INFINITY;
      Window all = Window.EMPTY;
      for (int start = end - 1; start >= 0; start--) {
        all = all.union(windows.get(order[start]));
        double total = cost[start] + perGroup + (end - start) * pixels(all, height, width, margin);
        if (start % quarter == 0 && total < cost[end]) {
          cost[end] = total;
          before[end] = start;
        }
      }
    }
    List<Integer> starts = new ArrayList<>();
    for (int end = order.length; end > 0; end = before[end]) {
      starts.add(0, before[end]);
    }
    starts.add(order.length);
    List<Footprint> common = new ArrayList<>();
    for (int group = 0; group + 1 < starts.size(); group++) {
      common.add(
          IntStream.range(starts.get(group), starts.get(group + 1))
              .mapToObj(place -> footprints.get(order[place]))
              .reduce(Footprint::union)
              .orElseThrow());
    }
    return new ImageGroups(common, starts.stream().mapToInt(Integer::intValue).toArray(), order);
  }

  private static long area(Window window) {
    return (long) window.height() * window.width();
  }

  private static double pixels(Window window, int height, int width, int margin) {
    return window.isEmpty()
        ? 0
        : (double) Math.min(height, window.height() + 2 * margin)
            * Math.min(width, window.width() + 2 * margin);
  }

  /** {@return how many groups there are} */
  int count() {
    return footprints.size();
  }

  /** {@return how many images there are} */
  int images() {
    return order.length;
  }

  /** {@return how many images a group has} */
  int size(int group) {
    return starts[group + 1] - starts[group];
  }

  /**
   * A group's maps.
   *
   * @param maps (batch, channels, height, width), in the order of the groups
   * @param group which one's
   * @return (images of the group, channels, height, width), a view
   */
  Tensor part(Tensor maps, int group) {
    return maps.narrow(0, starts[group], size(group));
  }

  /** Maps of the batch in the order of the groups; themselves if that is the same. */
  Tensor ordered(Tensor maps) {
    return selected(maps, order);
  }

  /** Maps in the order of the groups as the batch has them; themselves if that is the same. */
  Tensor asInBatch(Tensor maps) {
    int[] places = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      places[order[i]] = i;
    }
    return selected(maps, places);
  }

  private static Tensor selected(Tensor maps, int[] places) {
    if (IntStream.range(0, places.length).allMatch(i -> places[i] == i)) {
      return maps;
    }
    long[] numbers = IntStream.of(places).asLongStream().toArray();
    return maps.index_select(0, Tensors.ofLongs(numbers, maps.device(), numbers.length))
        .contiguous(torch.MemoryFormat.ChannelsLast);
  }
}
