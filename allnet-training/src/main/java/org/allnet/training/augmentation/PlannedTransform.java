package org.allnet.training.augmentation;

import java.util.List;
import org.allnet.inference.image.input.BatchTransform;
import org.bytedeco.pytorch.Tensor;

/**
 * What a plan says of a batch's images.
 *
 * @param samples the sample of each image
 */
public record PlannedTransform(List<Sample> samples) implements BatchTransform {

  /** Copies {@code samples}, so that nothing changes it from outside. */
  public PlannedTransform {
    samples = List.copyOf(samples);
  }

  @Override
  public Reach reach(int image) {
    return samples.get(image).operation() == Transform.ROTATION ? Reach.TURN : Reach.IN_PLACE;
  }

  @Override
  public Tensor apply(Tensor images, int first, int frameSide) {
    int count = (int) images.size(0);
    return Augmenter.apply(images, samples.subList(first, first + count), frameSide);
  }
}
