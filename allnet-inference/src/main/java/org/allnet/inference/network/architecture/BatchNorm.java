package org.allnet.inference.network.architecture;

import org.allnet.inference.engine.layer.Norm;
import org.allnet.inference.engine.window.PixelStep;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A batch norm over channels (Ioffe and Szegedy 2015) with its tensors, which are float32 whatever
 * the maps are.
 *
 * @param weight scale, (channels)
 * @param bias shift, (channels)
 * @param runningMean mean used in inference, (channels)
 * @param runningVariance variance used in inference, (channels)
 * @param constants its constants
 */
record BatchNorm(
    Tensor weight, Tensor bias, Tensor runningMean, Tensor runningVariance, Norm constants) {

  /** With the batch's own statistics; the running averages follow. */
  Tensor training(Tensor x) {
    return batchNorm(x, new TensorOptional(runningMean), new TensorOptional(runningVariance), true);
  }

  /** With the batch's own statistics; the running averages stay. */
  Tensor batchStatistics(Tensor x) {
    return batchNorm(x, new TensorOptional(), new TensorOptional(), true);
  }

  /** With the running averages. */
  Tensor inference(Tensor x) {
    return batchNorm(
        x, new TensorOptional(runningMean), new TensorOptional(runningVariance), false);
  }

  private Tensor batchNorm(
      Tensor x, TensorOptional mean, TensorOptional variance, boolean training) {
    return torch.batch_norm(
        Precision.FP32.in(x),
        new TensorOptional(weight),
        new TensorOptional(bias),
        mean,
        variance,
        training,
        constants.newFraction(),
        constants.epsilon(),
        false);
  }

  /** What it does in inference: a scale and a shift for each channel, both (1, channels, 1, 1). */
  Affine fixed() {
    Tensor scale = weight.div(runningVariance.add(new Scalar(constants.epsilon())).sqrt());
    Tensor shift = bias.sub(runningMean.mul(scale));
    return new Affine(scale.view(1, -1, 1, 1), shift.view(1, -1, 1, 1));
  }

  /**
   * A scale and a shift for each channel.
   *
   * @param scale (1, channels, 1, 1)
   * @param shift (1, channels, 1, 1)
   */
  record Affine(Tensor scale, Tensor shift) implements PixelStep {

    @Override
    public Tensor apply(Tensor maps) {
      return maps.mul_(scale).add_(shift);
    }

    @Override
    public PixelStep channels(long first, long count) {
      return new Affine(scale.narrow(1, first, count), shift.narrow(1, first, count));
    }
  }
}
