package org.allnet.inference.engine.layer;

import org.jspecify.annotations.Nullable;

/**
 * One stage of a plain stack: a square convolution with bias, a ReLU, possibly a max-pool and a
 * batch norm. Foreground windows can serve a row of them.
 *
 * @param conv the convolution's name
 * @param shape the convolution
 * @param norm the batch norm's name, absent if there is none
 * @param constants the batch norm's
 * @param normFirst whether the batch norm comes before the ReLU (VGG), else behind the pool
 *     (ALLNet)
 * @param pool the max-pool, absent if there is none
 */
public record PlainStage(
    String conv,
    Conv shape,
    @Nullable String norm,
    Norm constants,
    boolean normFirst,
    @Nullable Pool pool) {

  /** A convolution and its ReLU. */
  public static PlainStage of(String conv, Conv shape) {
    return new PlainStage(conv, shape.withBias(), null, Norm.TORCH, false, null);
  }

  /** The same with a max-pool behind it. */
  public PlainStage pool(Pool window) {
    return new PlainStage(conv, shape, norm, constants, normFirst, window);
  }

  /** The same with a batch norm between convolution and ReLU. */
  public PlainStage normFirst(String name, Norm with) {
    return new PlainStage(conv, shape, name, with, true, pool);
  }

  /** The same with a batch norm at the end. */
  public PlainStage normLast(String name, Norm with) {
    return new PlainStage(conv, shape, name, with, false, pool);
  }
}
