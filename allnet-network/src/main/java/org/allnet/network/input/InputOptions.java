package org.allnet.network.input;

import java.util.List;
import org.allnet.data.OptionException;
import org.allnet.data.image.CellPixels;
import org.allnet.network.device.ComputeDevice;
import org.allnet.network.pixels.Frames;
import org.allnet.network.segmentation.SegmentationMode;
import org.allnet.network.segmentation.Segmenter;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * What is done to a cell before a network sees it.
 *
 * @param segmentation how it is segmented, see {@link SegmentationMode}
 * @param crop side of the middle of the frame that is kept, in pixels; 0 for all of it
 * @param stacked whether the image is kept and its segmented copy laid on it, six channels in all
 */
public record InputOptions(String segmentation, int crop, boolean stacked) {

  /** Checks the ranges. */
  public InputOptions {
    SegmentationMode.of(segmentation);
    if (crop != 0 && (crop < 9 || crop > 4096)) {
      throw new OptionException("crop " + crop + " is out of range; use 0 or 9 to 4096 pixels");
    }
    if (stacked && SegmentationMode.of(segmentation) == SegmentationMode.NONE) {
      throw new OptionException(
          "channels image+segmented need a segmentation; use stretched, literal or otsu");
    }
  }

  /** A segmented image of the whole frame. */
  public static InputOptions segmented(SegmentationMode mode) {
    return new InputOptions(mode.key(), 0, false);
  }

  /** {@return the segmentation} */
  public SegmentationMode mode() {
    return SegmentationMode.of(segmentation);
  }

  /** {@return channels of what a network sees} */
  public int channels() {
    return stacked ? 6 : 3;
  }

  /**
   * What augmentation works on: the segmented image, or the bare one where its segmented copy is
   * laid on it afterwards.
   *
   * @param cells decoded cells
   * @param size side of the network's input in pixels
   * @param device where to
   * @return float32 (batch, 3, size, size) in [0,1], for the caller's scope to free
   */
  public Tensor base(List<CellPixels> cells, int size, ComputeDevice device) {
    List<CellPixels> cut =
        crop == 0 ? cells : cells.stream().map(cell -> cell.centreCrop(crop, crop)).toList();
    Tensor frames = Frames.stack(cut, size, device);
    return stacked ? frames : Segmenter.apply(mode(), frames);
  }

  /**
   * What the network sees.
   *
   * @param base what {@link #base} gave, augmented or not
   * @return (batch, channels, size, size), for the caller's scope to free
   */
  public Tensor complete(Tensor base) {
    return stacked ? torch.cat(new TensorVector(base, Segmenter.apply(mode(), base)), 1) : base;
  }

  /** Both steps, without augmentation in between. */
  public Tensor images(List<CellPixels> cells, int size, ComputeDevice device) {
    return complete(base(cells, size, device));
  }
}
