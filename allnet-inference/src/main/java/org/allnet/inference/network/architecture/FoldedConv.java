package org.allnet.inference.network.architecture;

import org.bytedeco.pytorch.Tensor;

/**
 * A convolution with the batch norm behind it, as one convolution. It holds as long as the weights
 * and the running averages stay as they are.
 *
 * @param weight (output channels, input channels of a group, rows, columns), channels-last
 * @param bias (output channels)
 */
record FoldedConv(Tensor weight, Tensor bias) {

  /** Folds a batch norm into a convolution without bias, both for the caller's scope to free. */
  static FoldedConv of(Tensor weight, BatchNorm norm) {
    BatchNorm.Affine affine = norm.fixed();
    return new FoldedConv(weight.mul(affine.scale().view(-1, 1, 1, 1)), affine.shift().reshape(-1));
  }
}
