package org.allnet.inference.image.segmentation;

import org.allnet.data.image.SegmentationMode;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.pixel.TensorPixels;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Cuts cells out as {@link SaturationCut} says. A batch is one tensor program, the same on
 * processor and GPU, that never waits for the device. Thread-safe.
 */
public final class Segmenter {

  private Segmenter() {}

  /**
   * Cuts a batch out.
   *
   * @param mode how
   * @param rgb01 float32 (batch, 3, height, width) in [0,1]; left as it is
   * @return a new float32 (batch, 3, height, width): the input where kept, exact 0 elsewhere. Freed
   *     by the caller's innermost scope; if there is none, the caller closes it
   */
  public static Tensor apply(SegmentationMode mode, Tensor rgb01) {
    return Tensors.scoped(
        () -> mode == SegmentationMode.NONE ? rgb01.clone() : rgb01.mul(cut(mode, rgb01).mask()));
  }

  /**
   * Cuts a batch out and shows the work.
   *
   * @param mode how
   * @param rgb01 float32 (batch, 3, height, width) in [0,1]; left as it is
   * @param shown for each image the value from which on the greatest channel of a pixel shows
   *     something, see {@link org.allnet.inference.image.quality.ForegroundLevel#ofOne}; if none is
   *     given, every pixel that is not black does
   * @return plane, mask, result and kept fractions. Freed by the caller's innermost scope; if there
   *     is none, the caller closes it
   */
  public static Segmented segment(SegmentationMode mode, Tensor rgb01, float... shown) {
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      SaturationCut<Tensor> cut = cut(mode, rgb01);
      Tensor image = rgb01.mul(cut.mask());
      Tensor kept = keptFraction(rgb01, cut.mask(), shown);
      return new Segmented(
          Tensors.handOut(cut.plane(), outer),
          Tensors.handOut(cut.mask(), outer),
          Tensors.handOut(image, outer),
          Tensors.handOut(kept, outer));
    }
  }

  private static SaturationCut<Tensor> cut(SegmentationMode mode, Tensor rgb) {
    return SaturationCut.of(mode, rgb, TensorPixels.INSTANCE);
  }

  private static Tensor keptFraction(Tensor rgb, Tensor mask, float[] shown) {
    Tensor greatest = TensorPixels.INSTANCE.channelMax(rgb);
    Tensor cell =
        shown.length == 0
            ? TensorPixels.INSTANCE.isAbove(greatest, 0)
            : greatest
                .ge(Tensors.ofFloats(shown, rgb.device(), shown.length, 1, 1, 1))
                .to(rgb.scalar_type());
    long[] image = {1, 2, 3};
    Tensor kept = cell.mul(mask).sum(image);
    return kept.div(cell.sum(image).clamp_min(new Scalar(1f)));
  }
}
