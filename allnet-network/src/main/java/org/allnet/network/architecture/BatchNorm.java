package org.allnet.network.architecture;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A batch norm over channels (Ioffe and Szegedy 2015) with Keras's constants: 1e-3 is added to the
 * variance, and a running average keeps 0.99 of itself.
 *
 * @param weight scale, (channels)
 * @param bias shift, (channels)
 * @param runningMean mean used in inference, (channels)
 * @param runningVariance variance used in inference, (channels)
 */
record BatchNorm(Tensor weight, Tensor bias, Tensor runningMean, Tensor runningVariance) {

  private static final double EPSILON = AllNetPlan.BATCH_NORM_EPSILON;
  private static final double RUNNING_SHARE = 0.01;

  /** With the batch's own statistics; the running averages follow. */
  Tensor training(Tensor x) {
    return batchNorm(x, new TensorOptional(runningMean), new TensorOptional(runningVariance));
  }

  /** With the batch's own statistics; the running averages stay. */
  Tensor batchStatistics(Tensor x) {
    return batchNorm(x, new TensorOptional(), new TensorOptional());
  }

  private Tensor batchNorm(Tensor x, TensorOptional mean, TensorOptional variance) {
    return torch.batch_norm(
        x,
        new TensorOptional(weight),
        new TensorOptional(bias),
        mean,
        variance,
        true,
        RUNNING_SHARE,
        EPSILON,
        false);
  }

  /** What it does in inference: a scale and a shift for each channel, both (1, channels, 1, 1). */
  Affine fixed() {
    Tensor scale = weight.div(runningVariance.add(new Scalar(EPSILON)).sqrt());
    Tensor shift = bias.sub(runningMean.mul(scale));
    return new Affine(scale.view(1, -1, 1, 1), shift.view(1, -1, 1, 1));
  }

  /**
   * A scale and a shift for each channel.
   *
   * @param scale (1, channels, 1, 1)
   * @param shift (1, channels, 1, 1)
   */
  record Affine(Tensor scale, Tensor shift) {

    /** In place. */
    Tensor apply(Tensor x) {
      return x.mul_(scale).add_(shift);
    }
  }
}
