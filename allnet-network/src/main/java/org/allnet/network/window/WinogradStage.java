package org.allnet.network.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.allnet.network.device.Lanes;
import org.allnet.network.device.Nnpack;
import org.allnet.network.device.Tensors;
import org.allnet.network.layer.Pool;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A stage of 3 x 3 kernels that is convolved by Winograd's algorithm. The strips of a job lie side
 * by side in one map, so that kernels are read once for all of them; what is computed across the
 * seams is left out.
 *
 * <p>Thread-safe until closed. Its kernels are transformed when they are first needed: all in one
 * piece for jobs side by side, and in a piece a thread for jobs one after the other.
 */
final class WinogradStage implements AutoCloseable {

  private static final int KERNEL = 3;

  /** Below so many input channels transforming an image takes longer than it saves. */
  private static final int CHANNELS = 32;

  /** Maps with a side below this are too small for tiles. */
  private static final int SIDE = 15;

  private final Stage stage;
  private final @Nullable Tensor zeros;
  private final Nnpack nnpack = Objects.requireNonNull(Nnpack.find());
  private @Nullable Tensor whole;
  private final List<Tensor> parts = new ArrayList<>();

  /**
   * Takes a stage.
   *
   * @param stage a stage that {@linkplain #suits suits}
   */
  WinogradStage(Stage stage) {
    this.stage = stage;
    this.zeros = stage.bias() == null ? zeros(stage.weight()) : null;
  }

  private static Tensor zeros(Tensor weight) {
    try (PointerScope scope = new PointerScope()) {
      return Tensors.handOut(torch.zeros(new long[] {weight.size(0)}, weight.options()), null);
    }
  }

  private Tensor bias() {
    return Objects.requireNonNull(stage.bias() == null ? zeros : stage.bias());
  }

  /** {@return whether a stage may be computed this way, and is quicker} */
  static boolean suits(Stage stage, StageGeometry geometry) {
    Tensor weight = stage.weight();
    return geometry.kernel() == KERNEL
        && geometry.stride() == 1
        && weight.is_cpu()
        && weight.scalar_type().intern() == torch.ScalarType.Float
        && weight.size(1) >= CHANNELS
        && Math.min(geometry.convolvedHeight(), geometry.convolvedWidth()) >= SIDE
        && Nnpack.find() != null;
  }

  private synchronized Tensor whole() {
    if (whole == null) {
      whole = kept(stage.weight());
    }
    return whole;
  }

  /** The kernels in as many pieces as there were threads when they were first asked for. */
  private synchronized List<Tensor> parts(int threads) {
    if (parts.isEmpty()) {
      long channels = stage.weight().size(0);
      int count = (int) Math.min(threads, channels);
      Tensor[] made = new Tensor[count];
      Lanes.each(
          count,
          part -> {
            long start = part * channels / count;
            long end = (part + 1) * channels / count;
            made[part] = kept(stage.weight().narrow(0, start, end - start));
          });
      parts.addAll(List.of(made));
    }
    return parts;
  }

  private Tensor kept(Tensor weight) {
    try (PointerScope scope = new PointerScope()) {
      return Tensors.handOut(nnpack.kernels(weight), null);
    }
  }

  /**
   * Memory for strips.
   *
   * @return (strip, channel, height, width), side by side in memory, for the innermost scope to
   *     free
   */
  Tensor room(int strips, int height, int width) {
    long[] shape = {stage.weight().size(1), height, strips, width};
    return torch.empty(shape, stage.weight().options(), null).permute(2, 0, 1, 3);
  }

  /**
   * Runs the stage on strips, without their padding.
   *
   * @param input from {@link #room}
   * @param threads how many threads to use
   * @return (strip, channel, height, width), for the innermost scope to free
   */
  Tensor run(Tensor input, int threads) {
    Tensor map = input.permute(1, 2, 0, 3).flatten(2, 3);
    long channels = stage.weight().size(0);
    Tensor convolved =
        torch.empty(
            new long[] {channels, map.size(1) - KERNEL + 1, map.size(2) - KERNEL + 1},
            stage.weight().options(),
            null);
    if (threads == 1) {
      nnpack.convolve(map, whole(), bias(), convolved);
    } else {
      List<Tensor> kernels = parts(threads);
      int count = kernels.size();
      Lanes.each(
          count,
          part -> {
            long start = part * channels / count;
            long length = (part + 1) * channels / count - start;
            nnpack.convolve(
                map,
                kernels.get(part),
                bias().narrow(0, start, length),
                convolved.narrow(0, start, length));
          });
    }
    Tensor x = stage.beforePool().apply(convolved.unsqueeze(0));
    Pool pool = stage.pool();
    if (pool != null) {
      x = pooled(x, pool, 2);
    }
    long width = input.size(3);
    x =
        x.as_strided(
            new long[] {input.size(0), channels, x.size(2), width - KERNEL + 1},
            new long[] {width, x.stride(1), x.stride(2), x.stride(3)});
    if (pool != null) {
      x = pooled(x, pool, 3);
    }
    return stage.afterPool().apply(x);
  }

  /** Max-pools along one axis; the engine's own pool is slow where channels lie apart. */
  private static Tensor pooled(Tensor x, Pool pool, int axis) {
    Tensor result = shifted(x, pool, axis, 0);
    for (int offset = 1; offset < pool.kernel(); offset++) {
      Tensor next = shifted(x, pool, axis, offset);
      long missing = result.size(axis) - next.size(axis);
      if (missing == 0) {
        result = torch.maximum(result, next);
      } else {
        // The last pool reaches beyond the end, where there is nothing.
        result = result.clone();
        Tensor part = result.narrow(axis, 0, next.size(axis));
        torch.maximum_out(part, part, next);
      }
    }
    return result;
  }

  /** What each pool sees at one of its places. */
  private static Tensor shifted(Tensor x, Pool pool, int axis, int offset) {
    long size = x.size(axis);
    long last = (pool.outputSize((int) size) - 1L) * pool.stride() + offset;
    return x.slice(
        axis, new LongOptional(offset), new LongOptional(Math.min(size, last + 1)), pool.stride());
  }

  /** Frees the transformed kernels. */
  @Override
  public synchronized void close() {
    if (whole != null) {
      whole.releaseReference();
      whole = null;
    }
    parts.forEach(Tensor::releaseReference);
    parts.clear();
    if (zeros != null) {
      zeros.releaseReference();
    }
  }
}
