package org.allnet.training.augmentation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Carries samples of a plan out on a batch of segmented images, one tensor program for each
 * operation. What a sample becomes depends on its image and its parameters alone, never on the rest
 * of the batch, and black stays exactly black. Thread-safe.
 */
public final class Augmenter {

  /** A turned edge darker than half a grey level is black, as it would be in an 8-bit image. */
  private static final float HALF_LEVEL = 0.5f / 255;

  private Augmenter() {}

  /**
   * Makes the images of samples.
   *
   * @param segmentedRgb01 float32 (batch, 3, side, side) in [0,1], the source of each sample; left
   *     as it is
   * @param samples n samples, in the order of the batch
   * @param frameSide side of the frames that the images are the middles of, at least s; noise is
   *     drawn for places in the frame
   * @return a new float32 (batch, 3, side, side) in [0,1]. Freed by the caller's innermost scope;
   *     if there is none, the caller closes it
   * @throws IllegalArgumentException if the numbers of images and samples differ or the images are
   *     not square
   */
  public static Tensor apply(Tensor segmentedRgb01, List<Sample> samples, int frameSide) {
    if (segmentedRgb01.size(0) != samples.size()
        || segmentedRgb01.size(2) != segmentedRgb01.size(3)) {
      throw new IllegalArgumentException(
          "%d images of %dx%d for %d samples; needs one square image for each sample"
              .formatted(
                  segmentedRgb01.size(0),
                  segmentedRgb01.size(2),
                  segmentedRgb01.size(3),
                  samples.size()));
    }
    return Tensors.scoped(() -> carryOut(segmentedRgb01, samples, frameSide));
  }

  private static Tensor carryOut(Tensor images, List<Sample> samples, int frameSide) {
    Map<Transform, List<Integer>> groups = new EnumMap<>(Transform.class);
    for (int i = 0; i < samples.size(); i++) {
      groups.computeIfAbsent(samples.get(i).operation(), key -> new ArrayList<>()).add(i);
    }
    Tensor result = images.clone();
    groups.remove(Transform.ORIGINAL);
    Device device = images.device();
    groups.forEach(
        (operation, places) -> {
          long[] indices = places.stream().mapToLong(Integer::longValue).toArray();
          Tensor index = Tensors.ofLongs(indices, device, indices.length);
          List<Sample> group = places.stream().map(samples::get).toList();
          Tensor changed = change(operation, images.index_select(0, index), group, frameSide);
          result.index_copy_(0, index, changed);
        });
    return result;
  }

  private static Tensor change(
      Transform operation, Tensor images, List<Sample> samples, int frameSide) {
    return switch (operation) {
      case ORIGINAL -> images;
      case FLIP_HORIZONTAL -> images.flip(3);
      case FLIP_VERTICAL -> images.flip(2);
      case ROTATION -> rotate(images, samples);
      case BRIGHTNESS -> brighten(images, samples);
      case BLUR_NOISE -> BlurNoise.apply(images, samples, frameSide);
    };
  }

  private static Tensor rotate(Tensor images, List<Sample> samples) {
    int n = samples.size();
    float[] matrices = new float[n * 6];
    for (int i = 0; i < n; i++) {
      double angle = Math.toRadians(samples.get(i).angleDegrees());
      // From a pixel of the result to its place in the source; rows point down.
      matrices[i * 6] = (float) Math.cos(angle);
      matrices[i * 6 + 1] = (float) -Math.sin(angle);
      matrices[i * 6 + 3] = (float) Math.sin(angle);
      matrices[i * 6 + 4] = (float) Math.cos(angle);
    }
    Tensor theta = Tensors.ofFloats(matrices, images.device(), n, 2, 3);
    long side = images.size(2);
    Tensor grid = torch.affine_grid_generator(theta, new long[] {n, 3, side, side}, false);
    Tensor turned = torch.grid_sampler(images, grid, 0, 0, false);
    Tensor visible =
        turned.amax(new long[] {1}, true).ge(new Scalar(HALF_LEVEL)).to(ScalarType.Float);
    return turned.mul_(visible).clamp_max_(new Scalar(1f));
  }

  private static Tensor brighten(Tensor images, List<Sample> samples) {
    float[] factors = new float[samples.size()];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = (float) samples.get(i).brightness();
    }
    Tensor factor = Tensors.ofFloats(factors, images.device(), factors.length, 1, 1, 1);
    return images.mul(factor).clamp_max_(new Scalar(1f));
  }
}
