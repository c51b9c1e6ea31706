package org.allnet.detect.loss;

import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Overlaps of pairs of boxes that gradients flow through; both (pairs, 4): centre and size. */
final class BoxOverlap {

  private static final double TINY = 1e-9;

  private final Tensor iou;
  private final Tensor found;
  private final Tensor labelled;

  private BoxOverlap(Tensor iou, Tensor found, Tensor labelled) {
    this.iou = iou;
    this.found = found;
    this.labelled = labelled;
  }

  /**
   * Works out the intersection over the union of each pair.
   *
   * @param found what the network says
   * @param labelled what is labelled
   */
  static BoxOverlap of(Tensor found, Tensor labelled) {
    Tensor begin = torch.maximum(begin(found), begin(labelled));
    Tensor shared = product(torch.minimum(end(found), end(labelled)).sub(begin).clamp_min(zero()));
    Tensor union = product(size(found)).add(product(size(labelled))).sub(shared);
    return new BoxOverlap(shared.div(union.clamp_min(new Scalar(TINY))), found, labelled);
  }

  /** {@return intersection over union, (pairs)} */
  Tensor iou() {
    return iou;
  }

  /**
   * {@return the complete IoU (Zheng et al. 2020, arXiv 1911.08287), (pairs): less for middles that
   * are apart and for other proportions}
   */
  Tensor complete() {
    Tensor across = torch.maximum(end(found), end(labelled));
    Tensor hull = across.sub(torch.minimum(begin(found), begin(labelled)));
    Tensor apart =
        squares(centre(found).sub(centre(labelled))).div(squares(hull).clamp_min(new Scalar(TINY)));
    Tensor shape =
        angle(labelled).sub(angle(found)).square().mul(new Scalar(4 / (Math.PI * Math.PI)));
    Tensor weight;
    try (NoGradGuard guard = new NoGradGuard()) {
      weight = shape.div(shape.add(new Scalar(1.0)).sub(iou).clamp_min(new Scalar(TINY)));
    }
    return iou.sub(apart).sub(shape.mul(weight));
  }

  private static Scalar zero() {
    return new Scalar(0.0);
  }

  private static Tensor centre(Tensor boxes) {
    return boxes.narrow(1, 0, 2);
  }

  private static Tensor size(Tensor boxes) {
    return boxes.narrow(1, 2, 2);
  }

  private static Tensor begin(Tensor boxes) {
    return centre(boxes).sub(size(boxes).mul(new Scalar(0.5)));
  }

  private static Tensor end(Tensor boxes) {
    return centre(boxes).add(size(boxes).mul(new Scalar(0.5)));
  }

  private static Tensor product(Tensor pairs) {
    return pairs.select(1, 0).mul(pairs.select(1, 1));
  }

  private static Tensor squares(Tensor pairs) {
    return pairs.square().sum(1);
  }

  private static Tensor angle(Tensor boxes) {
    return boxes.select(1, 2).div(boxes.select(1, 3).clamp_min(new Scalar(TINY))).atan();
  }
}
