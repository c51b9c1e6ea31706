package org.allnet.inference.engine.window;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * One axis of the black image's maps. Away from the frame's borders, where padding tells, a map of
 * a black image is the same everywhere: a shorter axis, from which a stretch of the inside is left
 * out, holds all of it.
 *
 * @param cuts for each level the place that is repeated where the stretch was left out
 * @param missing for each level how many pixels were left out
 * @param size pixels of the shorter input
 */
record BackgroundAxis(int[] cuts, int[] missing, int size) {

  /** What one stage does along the axis. */
  private record Step(int kernel, int stride, int padding, int span, int step) {

    static Step of(StageGeometry geometry) {
      var pool = geometry.pool();
      return new Step(
          geometry.kernel(),
          geometry.stride(),
          geometry.padding(),
          pool == null ? 1 : pool.kernel(),
          pool == null ? 1 : pool.stride());
    }

    /** How many outputs at the low end see the border. */
    int low(int border) {
      return ceilDiv(ceilDiv(border + padding, stride), step);
    }

    /** How many outputs at the high end see it. */
    int high(int border, int input, int output) {
      int inside = Math.floorDiv(input - 1 - border + padding - kernel + 1, stride) + 1;
      int pooled = Math.floorDiv(inside - span, step) + 1;
      return output - Math.max(0, Math.min(output, pooled));
    }
  }

  /**
   * Finds what can be left out.
   *
   * @param geometries the stages
   * @param rows whether it is the axis of rows
   * @return the shorter axis; of full length if too little of it is inside
   */
  static BackgroundAxis of(List<StageGeometry> geometries, boolean rows) {
    int levels = geometries.size() + 1;
    int[] sizes = new int[levels];
    int[] strides = new int[levels];
    int[] low = new int[levels];
    int[] high = new int[levels];
    sizes[0] = rows ? geometries.get(0).inputHeight() : geometries.get(0).inputWidth();
    strides[0] = 1;
    for (int level = 1; level < levels; level++) {
      StageGeometry geometry = geometries.get(level - 1);
      Step step = Step.of(geometry);
      sizes[level] = rows ? geometry.outputHeight() : geometry.outputWidth();
      strides[level] = strides[level - 1] * step.stride() * step.step();
      low[level] = step.low(low[level - 1]);
      high[level] = step.high(high[level - 1], sizes[level - 1], sizes[level]);
    }
    int total = strides[levels - 1];
    int first = 0;
    int blocks = Integer.MAX_VALUE;
    for (int level = 0; level < levels; level++) {
      first = Math.max(first, ceilDiv(low[level] * strides[level], total));
    }
    for (int level = 0; level < levels; level++) {
      int perBlock = total / strides[level];
      int spare = sizes[level] - high[level] - 1 - first * perBlock;
      blocks = Math.min(blocks, Math.floorDiv(spare, perBlock));
    }
    int left = Math.max(0, blocks);
    int[] cuts = new int[levels];
    int[] missing = new int[levels];
    for (int level = 0; level < levels; level++) {
      cuts[level] = left == 0 ? 0 : first * total / strides[level];
      missing[level] = left * total / strides[level];
    }
    return new BackgroundAxis(cuts, missing, sizes[0] - left * total);
  }

  /**
   * A map in its full length.
   *
   * @param map a map of the shorter input
   * @param level how many stages it has gone through
   * @param dimension the tensor's dimension that is this axis
   * @return the map with the stretch put in again
   */
  Tensor expand(Tensor map, int level, int dimension) {
    if (missing[level] == 0) {
      return map;
    }
    long end = map.size(dimension);
    int cut = cuts[level];
    long[] shape = map.sizes().vec().get();
    shape[dimension] = missing[level] + 1;
    return torch.cat(
        new TensorVector(
            map.narrow(dimension, 0, cut),
            map.narrow(dimension, cut, 1).expand(shape),
            map.narrow(dimension, cut + 1, end - cut - 1)),
        dimension);
  }

  /** The gradient of the shorter map from that of the full one: what was repeated is summed up. */
  Tensor fold(Tensor gradient, int level, int dimension) {
    if (missing[level] == 0) {
      return gradient;
    }
    int cut = cuts[level];
    int repeated = missing[level] + 1;
    long rest = gradient.size(dimension) - cut - repeated;
    return torch.cat(
        new TensorVector(
            gradient.narrow(dimension, 0, cut),
            gradient
                .narrow(dimension, cut, repeated)
                .sum(new long[] {dimension}, true, new org.bytedeco.pytorch.ScalarTypeOptional()),
            gradient.narrow(dimension, (long) cut + repeated, rest)),
        dimension);
  }

  private static int ceilDiv(int dividend, int divisor) {
    return -Math.floorDiv(-dividend, divisor);
  }
}
