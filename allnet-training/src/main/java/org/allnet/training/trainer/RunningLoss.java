package org.allnet.training.trainer;

import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The mean loss of an image, summed up on the device that computes it: a GPU is waited for only
 * when the mean is read. Not thread-safe; holds native memory until closed.
 */
final class RunningLoss implements AutoCloseable {

  private final Tensor sum;
  private long images;

  RunningLoss(ComputeDevice device) {
    try (PointerScope scope = new PointerScope()) {
      Tensor zero = torch.zeros(new long[] {}, Tensors.options(ScalarType.Double, device.torch()));
      this.sum = Tensors.handOut(zero, null);
    }
  }

  /**
   * Takes a step's loss in.
   *
   * @param loss its mean over the step's images, one number
   * @param count how many images those are
   */
  void add(Tensor loss, int count) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      sum.add_(loss.to(ScalarType.Double), new Scalar((double) count));
      images += count;
    }
  }

  /** {@return how many images were taken in} */
  long images() {
    return images;
  }

  /** {@return the mean over all images so far; no finite number once a loss was none} */
  double mean() {
    return sum.item_double() / images;
  }

  @Override
  public void close() {
    sum.close();
  }
}
