package org.allnet.training.trainer;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Where cells lie: the smallest box around everything above 0, as a box head is to say it. */
final class BoxTargets {

  private BoxTargets() {}

  /**
   * The boxes of images.
   *
   * @param images (batch, channels, side, side)
   * @return (batch, 4): centre to the right, centre downward, width, height, each from -1 (0
   *     pixels) to 1 (the side); an empty image has its centre in the middle and no size. For the
   *     caller's scope to free
   */
  static Tensor of(Tensor images) {
    Tensor planes = images.detach().amax(new long[] {1}, false).gt(new Scalar(0.0));
    Tensor[] rows = along(planes.amax(new long[] {2}, false));
    Tensor[] columns = along(planes.amax(new long[] {1}, false));
    return torch.stack(new TensorVector(columns[0], rows[0], columns[1], rows[1]), 1);
  }

  /** Centre and size along one axis, of (batch, side). */
  private static Tensor[] along(Tensor seen) {
    long side = seen.size(1);
    Tensor there = seen.to(ScalarType.Float);
    TensorOptions options = there.options();
    Tensor fromStart = torch.arange(new Scalar(1), new Scalar(side + 1), options);
    Tensor fromEnd = torch.arange(new Scalar(side), new Scalar(0), new Scalar(-1), options);
    // Both are 0 where nothing is seen.
    Tensor end = there.mul(fromStart).amax(new long[] {1}, false);
    Tensor rest = there.mul(fromEnd).amax(new long[] {1}, false);
    Scalar one = new Scalar(1.0);
    Tensor centre = end.sub(rest).add(new Scalar(side)).div(new Scalar(side)).sub(one);
    Tensor size = end.add(rest).sub(new Scalar(side)).div(new Scalar(side / 2.0)).sub(one);
    return new Tensor[] {centre, size.clamp_min_(new Scalar(-1.0))};
  }
}
