package org.allnet.training.augmentation;

import java.util.List;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Gaussian blur and salt-and-pepper noise within the cell. The black around a cell is a mask and no
 * sensor data, so it neither bleeds into the cell nor takes light from it: the blur is a normalised
 * convolution over the non-black pixels, which treats the frame's border the same way. A cell of
 * one colour keeps that colour.
 */
final class BlurNoise {

  /** The fraction of a cell's pixels that turn white or black, half each. */
  static final double NOISE_FRACTION = 0.05;

  private static final int TAPS = 5;
  private static final long LOW_32 = 0xFFFFFFFFL;

  private BlurNoise() {}

  /**
   * Blurs and adds noise. Runs inside the caller's scope.
   *
   * @param images float32 (batch, 3, side, side) in [0,1]
   * @param samples n samples with blur sigma and noise seed
   * @param frameSide side of the frames that the images are the middles of
   * @return float32 (batch, 3, side, side); exactly 0 if the image is
   */
  static Tensor apply(Tensor images, List<Sample> samples, int frameSide) {
    Tensor cell = images.amax(new long[] {1}, true).gt(new Scalar(0f)).to(ScalarType.Float);
    Tensor blurred = blur(images, cell, samples);
    Tensor noise = noise(samples, (int) images.size(2), frameSide, images.device());
    double half = NOISE_FRACTION / 2 * (1L << 32);
    Tensor notPepper = noise.ge(new Scalar((long) half)).to(ScalarType.Float);
    Tensor salt = noise.lt(new Scalar((long) (2 * half))).to(ScalarType.Float).mul_(notPepper);
    return blurred.mul_(notPepper).maximum(salt).mul_(cell);
  }

  private static Tensor blur(Tensor images, Tensor cell, List<Sample> samples) {
    long n = images.size(0);
    long height = images.size(2);
    long width = images.size(3);
    // Three colours and the mask as one more plane; every plane has its own kernel.
    Tensor planes = torch.cat(new TensorVector(images, cell), 1).reshape(1, n * 4, height, width);
    float[] taps = new float[samples.size() * 4 * TAPS];
    for (int i = 0; i < samples.size(); i++) {
      float[] kernel = kernel(samples.get(i).blurSigma());
      for (int plane = 0; plane < 4; plane++) {
        System.arraycopy(kernel, 0, taps, (i * 4 + plane) * TAPS, TAPS);
      }
    }
    Tensor kernels = Tensors.ofFloats(taps, images.device(), n * 4, 1, 1, TAPS);
    long[] one = {1, 1};
    TensorOptional noBias = new TensorOptional();
    Tensor rows = torch.conv2d(planes, kernels, noBias, one, new long[] {0, TAPS / 2}, one, n * 4);
    Tensor both =
        torch
            .conv2d(
                rows, kernels.transpose(2, 3), noBias, one, new long[] {TAPS / 2, 0}, one, n * 4)
            .view(n, 4, height, width);
    Tensor weight = both.narrow(1, 3, 1).clamp_min(new Scalar(1e-6f));
    return both.narrow(1, 0, 3).div(weight).clamp_max_(new Scalar(1f));
  }

  /**
   * The Gaussian at whole distances -2 to 2.
   *
   * @param sigma standard deviation in pixels, above 0
   * @return five weights summing to 1
   */
  static float[] kernel(double sigma) {
    double[] weights = new double[TAPS];
    double sum = 0;
    for (int i = 0; i < TAPS; i++) {
      double distance = i - TAPS / 2;
      weights[i] = Math.exp(-distance * distance / (2 * sigma * sigma));
      sum += weights[i];
    }
    float[] kernel = new float[TAPS];
    for (int i = 0; i < TAPS; i++) {
      kernel[i] = (float) (weights[i] / sum);
    }
    return kernel;
  }

  /**
   * A number for each pixel from the sample's seed and the pixel's place in the frame alone: a
   * 32-bit mixing hash in int64 arithmetic that never overflows, so that every device agrees.
   *
   * @return int64 (batch, 1, side, side), uniform in [0, 2^32)
   */
  private static Tensor noise(List<Sample> samples, int side, int frameSide, Device device) {
    int n = samples.size();
    long[] low = new long[n];
    long[] high = new long[n];
    for (int i = 0; i < n; i++) {
      low[i] = samples.get(i).noiseSeed() & LOW_32;
      high[i] = samples.get(i).noiseSeed() >>> 32;
    }
    Scalar start = new Scalar((long) (frameSide - side) / 2);
    Scalar end = new Scalar((long) (frameSide - side) / 2 + side);
    Tensor along = torch.arange(start, end, Tensors.options(ScalarType.Long, device));
    Tensor place =
        along.view(1, 1, side, 1).mul(new Scalar((long) frameSide)).add(along.view(1, 1, 1, side));
    Tensor first = mix(place.bitwise_xor(Tensors.ofLongs(low, device, n, 1, 1, 1)));
    return mix(first.bitwise_xor(Tensors.ofLongs(high, device, n, 1, 1, 1)));
  }

  /** Xor-shift-multiply rounds; both multipliers are below 2^31, so products stay below 2^63. */
  private static Tensor mix(Tensor x) {
    Tensor a = x.bitwise_xor(x.__rshift__(new Scalar(16L)));
    Tensor b = a.mul_(new Scalar(0x21f0aaadL)).bitwise_and(new Scalar(LOW_32));
    Tensor c = b.bitwise_xor(b.__rshift__(new Scalar(15L)));
    Tensor d = c.mul_(new Scalar(0x735a2d97L)).bitwise_and(new Scalar(LOW_32));
    return d.bitwise_xor(d.__rshift__(new Scalar(15L)));
  }
}
