package org.allnet.training.augmentation;

import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.image.SegmentationMode;
import org.allnet.inference.image.segmentation.LosslessFormat;

/**
 * How an {@link AugmentationJob} materialises a plan.
 *
 * @param segmentation how cells are cut out before they are augmented
 * @param sizePixels side of the images written, 1 to 16384; 0 for each image's own size, padded to
 *     a square
 * @param format the format of the images written
 * @param batch images on the device at a time, 1 to 1024
 */
public record AugmentationOptions(
    SegmentationMode segmentation, int sizePixels, LosslessFormat format, int batch) {

  /** Stretched, own size, PNG, batches of 8. */
  public static final AugmentationOptions DEFAULTS =
      new AugmentationOptions(SegmentationMode.STRETCHED, 0, LosslessFormat.PNG, 8);

  /**
   * Checks size and batch.
   *
   * @throws OptionException if {@code sizePixels} is not 0 to 16384, or {@code batch} is not 1 to
   *     1024
   */
  public AugmentationOptions {
    if (sizePixels < 0 || sizePixels > 16_384) {
      throw OptionException.outOfRange(
          OptionName.INPUT_SIZE.with(sizePixels), "1 to 16384, or 0 for its own size");
    }
    if (batch < 1 || batch > 1024) {
      throw OptionException.outOfRange(OptionName.BATCH.with(batch), "1 to 1024");
    }
  }
}
