package org.allnet.inference.engine.window;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.allnet.inference.engine.device.Nnpack;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.layer.Pool;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A stage of 3 x 3 kernels that is convolved by Winograd's algorithm. The tiles of a job lie side
 * by side in one map, so that kernels are read once for all of them; what is computed across the
 * seams is left out.
 *
 * <p>Thread-safe until closed. Kernels are transformed when they are first needed, a part of the
 * output channels for itself: if batches and lone images take turns, once whole and once in parts.
 */
final class WinogradStage implements AutoCloseable {

  /** Below so many input channels transforming an image takes longer than it saves. */
  private static final int CHANNELS = 32;

  /** Maps with a side below this are too small for tiles. */
  private static final int SIDE = 15;

  private final Stage stage;
  private final @Nullable Tensor zeros;
  private final Nnpack nnpack = Objects.requireNonNull(Nnpack.find());
  private final Map<Piece, Tensor> kernels = new ConcurrentHashMap<>();

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
    return geometry.kernel() == Nnpack.SIDE
        && geometry.stride() == 1
        && weight.is_cpu()
        && weight.scalar_type().intern() == torch.ScalarType.Float
        && weight.size(1) >= CHANNELS
        && Math.min(geometry.convolvedHeight(), geometry.convolvedWidth()) >= SIDE
        && Nnpack.find() != null;
  }

  /** A part of the output channels. */
  private record Piece(int part, int parts) {}

  private Tensor kernels(TileJob job) {
    return kernels.computeIfAbsent(
        new Piece(job.part(), job.parts()),
        piece -> {
          try (PointerScope scope = new PointerScope()) {
            Tensor weight = stage.weight();
            long all = weight.size(0);
            return Tensors.handOut(
                nnpack.kernels(weight.narrow(0, job.firstChannel(all), job.channels(all))), null);
          }
        });
  }

  /**
   * Memory for tiles.
   *
   * @return (tiles, channels, height, width), side by side in memory, for the innermost scope to
   *     free
   */
  Tensor room(int tiles, int height, int width) {
    long[] shape = {stage.weight().size(1), height, tiles, width};
    return torch.empty(shape, stage.weight().options(), null).permute(2, 0, 1, 3);
  }

  /**
   * Runs the stage on tiles that have their padding.
   *
   * @param job the tiles, and which of the output channels
   * @param input the tiles' sources, in {@link #room}
   * @return (tiles, the job's channels, height, width), for the innermost scope to free
   */
  Tensor run(TileJob job, Tensor input) {
    long all = stage.weight().size(0);
    long first = job.firstChannel(all);
    long channels = job.channels(all);
    Tensor map = input.permute(1, 2, 0, 3).flatten(2, 3);
    Tensor convolved =
        torch.empty(
            new long[] {channels, map.size(1) - Nnpack.SIDE + 1, map.size(2) - Nnpack.SIDE + 1},
            stage.weight().options(),
            null);
    nnpack.convolve(map, kernels(job), bias().narrow(0, first, channels), convolved);
    Tensor x = stage.beforePool().channels(first, channels).apply(convolved.unsqueeze(0));
    Pool pool = stage.pool();
    if (pool != null) {
      x = pooled(x, pool, 2);
    }
    long width = input.size(3);
    x =
        x.as_strided(
            new long[] {input.size(0), channels, x.size(2), width - Nnpack.SIDE + 1},
            new long[] {width, x.stride(1), x.stride(2), x.stride(3)});
    if (pool != null) {
      x = pooled(x, pool, 3);
    }
    return stage.afterPool().channels(first, channels).apply(x);
  }

  /** Max-pools along one axis; the engine's own pool is slow if channels lie apart. */
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
  public void close() {
    kernels.values().forEach(Tensor::releaseReference);
    kernels.clear();
    if (zeros != null) {
      zeros.releaseReference();
    }
  }
}
