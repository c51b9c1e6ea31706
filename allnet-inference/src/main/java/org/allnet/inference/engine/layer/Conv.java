package org.allnet.inference.engine.layer;

/**
 * A convolution.
 *
 * @param channels output channels
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param stride its step along both axes
 * @param padHeight rows of zeros above and below
 * @param padWidth columns of zeros on either side
 * @param groups into how many groups the channels are divided
 * @param bias whether a number is added to each output channel
 */
public record Conv(
    int channels,
    int kernelHeight,
    int kernelWidth,
    int stride,
    int padHeight,
    int padWidth,
    int groups,
    boolean bias) {

  /** A square convolution of stride 1 without padding and bias. */
  public static Conv of(int channels, int kernel) {
    return new Conv(channels, kernel, kernel, 1, 0, 0, 1, false);
  }

  /** A square convolution of odd side that keeps a map's size, without bias. */
  public static Conv same(int channels, int kernel) {
    return of(channels, kernel).pad(kernel / 2);
  }

  /** A convolution that keeps a map's size, without bias; both sides are odd. */
  public static Conv same(int channels, int kernelHeight, int kernelWidth) {
    return new Conv(
        channels, kernelHeight, kernelWidth, 1, kernelHeight / 2, kernelWidth / 2, 1, false);
  }

  /** The same with another step. */
  public Conv stride(int step) {
    return new Conv(channels, kernelHeight, kernelWidth, step, padHeight, padWidth, groups, bias);
  }

  /** The same with as many zeros on every side. */
  public Conv pad(int zeros) {
    return new Conv(channels, kernelHeight, kernelWidth, stride, zeros, zeros, groups, bias);
  }

  /** The same in groups. */
  public Conv groups(int number) {
    return new Conv(channels, kernelHeight, kernelWidth, stride, padHeight, padWidth, number, bias);
  }

  /** The same with a bias. */
  public Conv withBias() {
    return new Conv(channels, kernelHeight, kernelWidth, stride, padHeight, padWidth, groups, true);
  }
}
