package org.allnet.inference.network.architecture;

import org.allnet.inference.engine.group.BatchPart;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Dropout of a part of a batch: it drops what one process would drop of these images. */
final class SharedDropout {

  private SharedDropout() {}

  /**
   * Drops by draws for the whole batch.
   *
   * @param x what this process has of it
   * @param rate the fraction that is dropped
   * @param part which part that is
   * @param sideBySide whether the features of a whole batch would lie side by side in memory
   */
  static Tensor apply(Tensor x, double rate, BatchPart part, boolean sideBySide) {
    return x.mul(part.rows(torch.dropout(ones(x, part.of(), sideBySide), rate, true)));
  }

  /** The engine draws in the order of memory, which has to be that of the whole batch. */
  private static Tensor ones(Tensor x, int images, boolean sideBySide) {
    Scalar one = new Scalar(1.0);
    if (x.dim() == 2 && (x.size(0) > 1 ? x.stride(0) == 1 : sideBySide)) {
      return torch.empty(new long[] {x.size(1), images}, x.options(), null).fill_(one).t();
    }
    long[] shape = x.sizes().vec().get();
    shape[0] = images;
    return torch
        .empty(shape, x.options(), new MemoryFormatOptional(x.suggest_memory_format()))
        .fill_(one);
  }
}
