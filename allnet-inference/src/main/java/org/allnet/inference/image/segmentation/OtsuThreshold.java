package org.allnet.inference.image.segmentation;

import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Otsu's threshold of every image of a batch at once (doi 10.1109/TSMC.1979.4310076): the grey
 * level that maximises the variance between the two sides, the lowest of equals.
 */
final class OtsuThreshold {

  private static final int LEVELS = 256;

  private OtsuThreshold() {}

  /**
   * Finds the thresholds. Runs inside the caller's scope and does not wait for the device.
   *
   * @param levels float32 [n,1,h,w], whole numbers 0 to 255
   * @param counted float32 [n,1,h,w], 1 for the pixels of the histogram, else 0
   * @return float32 [n,1,1,1]: a pixel above it belongs to the upper side; 255, so that nothing is
   *     above, where the counted pixels have fewer than two different levels
   */
  static Tensor of(Tensor levels, Tensor counted) {
    long n = levels.size(0);
    Device device = levels.device();
    TensorOptions exact = Tensors.options(ScalarType.Double, device);
    Tensor histogram =
        torch
            .zeros(new long[] {n, LEVELS}, Tensors.options(ScalarType.Float, device))
            .scatter_add_(1, levels.reshape(n, -1).to(ScalarType.Long), counted.reshape(n, -1))
            .to(ScalarType.Double);
    Tensor grey = torch.arange(new Scalar(0), new Scalar(LEVELS), exact);
    Tensor below = histogram.cumsum(1);
    Tensor belowSum = histogram.mul(grey).cumsum(1);
    Tensor all = below.narrow(1, LEVELS - 1, 1);
    Tensor allSum = belowSum.narrow(1, LEVELS - 1, 1);
    // (mean difference)^2 x both weights, times a constant; whole numbers until the division.
    Tensor difference = belowSum.mul(all).sub_(allSum.mul(below));
    Tensor weights = below.mul(all.sub(below));
    Tensor twoSided = weights.gt(new Scalar(0.0)).to(ScalarType.Double);
    Tensor variance =
        difference
            .mul(difference)
            .div_(weights.add(torch.rsub(twoSided, new Scalar(1.0))))
            .mul_(twoSided);
    Tensor greatest = variance.amax(new long[] {1}, true);
    Tensor isGreatest = variance.eq(greatest).logical_and(variance.gt(new Scalar(0.0)));
    Tensor threshold =
        torch.where(
            isGreatest, grey.expand(n, LEVELS), torch.full_like(variance, new Scalar(255.0)));
    return threshold.amin(new long[] {1}, true).to(ScalarType.Float).view(n, 1, 1, 1);
  }
}
