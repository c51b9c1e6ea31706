package org.allnet.inference.image.input;

import java.util.List;
import java.util.stream.IntStream;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.image.pixels.Frames;
import org.allnet.inference.image.pixels.PixelTransfer;
import org.allnet.inference.image.quality.ForegroundLevel;
import org.allnet.inference.image.segmentation.Segmenter;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * What is done to a cell before a network sees it.
 *
 * @param segmentation how it is segmented
 * @param crop side of the middle of the frame that is kept, in pixels; 0 for all of it
 * @param stacked whether the image is kept and its segmented copy laid on it, six channels in all
 */
public record InputOptions(SegmentationMode segmentation, int crop, boolean stacked) {

  /**
   * What margins differ by if images are made together, so that sizes recur: a GPU keeps what it
   * prepares for one.
   */
  private static final int COARSE = 18;

  /** The size of an image that is segmented as it is. */
  static final int OWN_SIZE = 0;

  /**
   * Checks the crop, and that there is a segmented copy to stack.
   *
   * @throws OptionException if {@code crop} is neither 0 nor 9 to 4096, or {@code stacked} goes
   *     without a segmentation
   */
  public InputOptions {
    if (crop != 0 && (crop < 9 || crop > 4096)) {
      throw OptionException.ofSetting(
          "crop", crop, "crop " + crop + " is out of range; use 0 or 9 to 4096 pixels");
    }
    if (stacked && segmentation == SegmentationMode.NONE) {
      throw new OptionException(
          OptionName.SEGMENTATION.with(segmentation.key()),
          Sentence.text(
              "channels image+segmented need a segmentation; use stretched, literal or otsu"));
    }
  }

  /** A segmented image of the whole frame. */
  public static InputOptions segmented(SegmentationMode mode) {
    return new InputOptions(mode, 0, false);
  }

  /** {@return channels of what a network sees} */
  public int channels() {
    return stacked ? 6 : 3;
  }

  /**
   * Makes a batch: stacked, segmented, changed, and with the segmented copy laid on it if that is
   * asked for.
   *
   * <p>On a processor each image is made by itself, side by side with others, and of a cell on
   * black only its middle, as far as it reaches: what comes out is the same. On a GPU all are made
   * together, of all frames the same middle, and nothing is measured there: a footprint is the
   * rectangle that the cell can't leave.
   *
   * @param cells decoded cells, at least one
   * @param size side of the network's input in pixels
   * @param transfer their way to the device
   * @param measured whether footprints are wanted
   * @param change what is done to the segmented images, or to the bare ones if their segmented
   *     copies are laid on them afterwards
   * @return the batch, for the caller's scope to free
   */
  public ImageBatch batch(
      List<CellPixels> cells,
      int size,
      PixelTransfer transfer,
      boolean measured,
      BatchTransform change) {
    List<CellPixels> cut = cells.stream().map(this::cropped).toList();
    if (transfer.device().isCuda()) {
      return together(cut, size, transfer, measured, change);
    }
    return ImageBatch.centred(
        cut.size(),
        channels(),
        size,
        measured,
        number -> {
          CellPixels middle = middle(cut.get(number), size, change.reach(number));
          int side = middle == cut.get(number) ? size : middle.frameHeight();
          Tensor frame = Frames.stack(List.of(middle), side, transfer);
          return completed(change.apply(base(frame), number, size));
        });
  }

  /**
   * Makes all images of a batch together, as on a GPU: one middle holds what is seen of any.
   *
   * @param cells decoded cells, at least one
   * @param size side of the network's input in pixels
   * @param transfer their way to the device
   * @param measured whether footprints are wanted
   * @param change as for {@link #batch}
   * @return the batch, for the caller's scope to free
   */
  public ImageBatch together(
      List<CellPixels> cells,
      int size,
      PixelTransfer transfer,
      boolean measured,
      BatchTransform change) {
    List<Margin> margins =
        IntStream.range(0, cells.size())
            .mapToObj(i -> Margin.of(cells.get(i), size, change.reach(i)).coarse(COARSE))
            .toList();
    int edge = margins.stream().mapToInt(Margin::edge).min().orElse(0);
    Tensor frames =
        edge == 0
            ? Frames.stack(cells, size, transfer)
            : Frames.middles(cells, size - 2 * edge, transfer);
    return new ImageBatch(
        ImageBatch.inFrames(completed(change.apply(base(frames), 0, size)), size),
        measured ? margins.stream().map(margin -> margin.footprint(size)).toList() : List.of());
  }

  /** The same of cells that are seen once, without a change. */
  public ImageBatch batch(
      List<CellPixels> cells, int size, ComputeDevice device, boolean measured) {
    return batch(cells, size, PixelTransfer.eachTime(device), measured, BatchTransform.NONE);
  }

  /** {@return the middle of a cell's frame that is kept; the cell itself if that is all} */
  public CellPixels cropped(CellPixels cell) {
    return crop == 0 ? cell : cell.centreCrop(crop, crop);
  }

  /**
   * Returns which square of an image fills a network's input.
   *
   * @param cell the image
   */
  public InputFrame frame(CellPixels cell) {
    int height = crop == 0 ? cell.frameHeight() : crop;
    int width = crop == 0 ? cell.frameWidth() : crop;
    int side = Math.max(1, Math.max(height, width));
    // in the same way as the crop and the padding are made, to the pixel
    int top = Math.floorDiv(height - cell.frameHeight(), 2) + (side - height) / 2;
    int left = Math.floorDiv(width - cell.frameWidth(), 2) + (side - width) / 2;
    return new InputFrame(cell.frameHeight(), cell.frameWidth(), -top, -left, side);
  }

  /**
   * How much segmentation leaves of an image.
   *
   * @param cell the image, cropped
   * @param shown which of its pixels show something
   * @param size side of the network's input in pixels, or {@link #OWN_SIZE}
   * @param device where to segment
   * @return the proportion of the pixels that show something that is kept, in [0,1]
   */
  double keptFraction(CellPixels cell, ForegroundLevel shown, int size, ComputeDevice device) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor frame;
      if (size == OWN_SIZE) {
        frame = Frames.stackAsIs(List.of(cell), device);
      } else {
        CellPixels middle = middle(cell, size, BatchTransform.NONE.reach(0));
        frame = Frames.stack(List.of(middle), middle == cell ? size : middle.frameHeight(), device);
      }
      return Segmenter.segment(segmentation, frame, shown.ofOne()).keptFraction()[0];
    }
  }

  private Tensor base(Tensor frames) {
    return stacked || segmentation == SegmentationMode.NONE
        ? frames
        : Segmenter.apply(segmentation, frames);
  }

  private Tensor completed(Tensor base) {
    return stacked
        ? torch.cat(new TensorVector(base, Segmenter.apply(segmentation, base)), 1)
        : base;
  }

  /** The middle square of a frame that is enough; the cell itself if that is the frame. */
  private static CellPixels middle(CellPixels cell, int size, BatchTransform.Reach reach) {
    int edge = Margin.of(cell, size, reach).edge();
    return edge > 0 ? cell.centreCrop(size - 2 * edge, size - 2 * edge) : cell;
  }
}
