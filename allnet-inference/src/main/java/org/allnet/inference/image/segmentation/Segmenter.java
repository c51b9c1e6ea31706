package org.allnet.inference.image.segmentation;

import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Cuts cells out by HSI saturation, following section 2.2 of the ALLNet paper (Sampathila et al.
 * 2022, doi 10.3390/healthcare10101812): saturation plane, a mask of its grey levels 180 to 255,
 * image times mask. A batch is one tensor program, the same on processor and GPU, that never waits
 * for the device. Thread-safe.
 */
public final class Segmenter {

  /** The lowest grey level that the paper's mask keeps. */
  static final float LOWEST_LEVEL = 180;

  private Segmenter() {}

  /** The plane that was cut and the mask that came of it. */
  private record Cut(Tensor plane, Tensor mask) {}

  /**
   * Cuts a batch out.
   *
   * @param mode how
   * @param rgb01 float32 [n,3,h,w] in [0,1]; left as it is
   * @return a new float32 [n,3,h,w]: the input where kept, exact 0 elsewhere. Freed by the caller's
   *     innermost scope; where there is none, the caller closes it
   */
  public static Tensor apply(SegmentationMode mode, Tensor rgb01) {
    return Tensors.scoped(
        () -> mode == SegmentationMode.NONE ? rgb01.clone() : rgb01.mul(cut(mode, rgb01).mask()));
  }

  /**
   * Cuts a batch out and shows the work.
   *
   * @param mode how
   * @param rgb01 float32 [n,3,h,w] in [0,1]; left as it is
   * @return plane, mask, result and kept fractions. Freed by the caller's innermost scope; where
   *     there is none, the caller closes it
   */
  public static Segmented segment(SegmentationMode mode, Tensor rgb01) {
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Cut cut = cut(mode, rgb01);
      Tensor image = rgb01.mul(cut.mask());
      Tensor kept = keptFraction(rgb01, cut.mask());
      return new Segmented(
          Tensors.handOut(cut.plane(), outer),
          Tensors.handOut(cut.mask(), outer),
          Tensors.handOut(image, outer),
          Tensors.handOut(kept, outer));
    }
  }

  private static Cut cut(SegmentationMode mode, Tensor rgb) {
    Tensor plane = Saturation.plane(rgb);
    if (mode == SegmentationMode.STRETCHED) {
      plane = Saturation.stretch(plane);
    }
    Tensor levels = Saturation.greyLevels(plane);
    Tensor mask =
        switch (mode) {
          case STRETCHED, LITERAL -> levels.ge(new Scalar(LOWEST_LEVEL)).to(ScalarType.Float);
          case OTSU ->
              levels.gt(OtsuThreshold.of(levels, Saturation.nonBlack(rgb))).to(ScalarType.Float);
          case NONE -> torch.ones_like(levels);
        };
    return new Cut(levels, mask);
  }

  private static Tensor keptFraction(Tensor rgb, Tensor mask) {
    Tensor cell = Saturation.nonBlack(rgb);
    long[] image = {1, 2, 3};
    Tensor kept = cell.mul(mask).sum(image);
    return kept.div(cell.sum(image).clamp_min(new Scalar(1f)));
  }
}
