package org.allnet.inference.image.segmentation;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The saturation plane of the HSI colour model, {@code S = 1 - 3 min(R,G,B) / (R+G+B)}, 0 where
 * {@code R+G+B = 0}. Every method runs inside the caller's scope.
 */
final class Saturation {

  /** Less than this, in grey levels, is rounding and no picture. */
  private static final float LEAST_RANGE = 0.5f;

  private Saturation() {}

  /**
   * Saturation times 255, not rounded.
   *
   * @param rgb float32 [n,3,h,w] in [0,1]
   * @return float32 [n,1,h,w] in [0,255]
   */
  static Tensor plane(Tensor rgb) {
    Tensor red = rgb.narrow(1, 0, 1);
    Tensor green = rgb.narrow(1, 1, 1);
    Tensor blue = rgb.narrow(1, 2, 1);
    Tensor least = red.minimum(green).minimum(blue);
    Tensor sum = red.add(green).add_(blue);
    // Black has least = 0: with any positive divisor its ratio is 0, so 1 - ratio is masked below.
    Tensor coloured = sum.gt(new Scalar(0f)).to(ScalarType.Float);
    Tensor divisor = sum.add_(torch.rsub(coloured, new Scalar(1f)));
    Tensor ratio = least.mul_(new Scalar(3f)).div_(divisor);
    return coloured.sub_(ratio).clamp_min_(new Scalar(0f)).mul_(new Scalar(255f));
  }

  /**
   * Stretches each image's plane linearly so that its least value becomes 0 and its greatest 255.
   * The whole image counts, black padding (0) too; that is what reproduces the kept fraction seen
   * on real cells.
   *
   * @param plane float32 [n,1,h,w]
   * @return float32 [n,1,h,w] in [0,255]; a flat plane, one whose range is below half a grey level,
   *     becomes 0
   */
  static Tensor stretch(Tensor plane) {
    long[] image = {1, 2, 3};
    Tensor least = plane.amin(image, true);
    Tensor range = plane.amax(image, true).sub_(least);
    Tensor varied = range.ge(new Scalar(LEAST_RANGE)).to(ScalarType.Float);
    Tensor divisor = range.clamp_min_(new Scalar(LEAST_RANGE));
    return plane.sub(least).mul_(varied).mul_(new Scalar(255f)).div_(divisor);
  }

  /**
   * Rounds to whole grey levels, halves up.
   *
   * @param plane float32 in [0,255]
   * @return float32, whole numbers 0 to 255
   */
  static Tensor greyLevels(Tensor plane) {
    return plane.add(new Scalar(0.5f)).floor_();
  }

  /**
   * Where a pixel is not black.
   *
   * @param rgb float32 [n,3,h,w] in [0,1]
   * @return float32 [n,1,h,w], 0 or 1
   */
  static Tensor nonBlack(Tensor rgb) {
    return torch
        .maximum(rgb.narrow(1, 0, 1).maximum(rgb.narrow(1, 1, 1)), rgb.narrow(1, 2, 1))
        .gt(new Scalar(0f))
        .to(ScalarType.Float);
  }
}
