package org.allnet.inference.image.feature;

import java.util.List;
import org.allnet.data.OptionException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.image.pixels.Frames;
import org.allnet.inference.image.segmentation.Segmenter;
import org.bytedeco.javacpp.PointerScope;

/**
 * A decoded cell with the mask that a segmentation gave it. The segmented image is {@code rgb}
 * where the mask is true.
 *
 * @param height rows
 * @param width columns
 * @param rgb the pixels, row by row, three bytes (red, green, blue) each, unsigned. Not copied:
 *     treat it as read-only
 * @param mask row by row, true if the pixel belongs to the cell. Not copied
 */
public record MaskedCell(int height, int width, byte[] rgb, boolean[] mask) {

  /**
   * Checks the arrays against the size.
   *
   * @throws IllegalArgumentException if a side is negative, or there are not three bytes and one
   *     place of the mask for each pixel
   */
  public MaskedCell {
    if (height < 0
        || width < 0
        || rgb.length != height * width * 3
        || mask.length * 3 != rgb.length) {
      throw new IllegalArgumentException(
          "%d bytes and a mask of %d do not fit %dx%d pixels"
              .formatted(rgb.length, mask.length, height, width));
    }
  }

  /**
   * Cuts a cell out. The whole frame is segmented, as for a network; what comes back is its
   * non-black window. A black pixel never belongs to the mask, so that {@link
   * SegmentationMode#NONE} keeps the non-black pixels.
   *
   * @param cell a decoded cell
   * @param mode how
   * @param device where to segment
   * @return the window with its mask; 0 by 0 pixels for an all-black cell
   * @throws OptionException if the segmentation can't be done on the device
   */
  public static MaskedCell cut(CellPixels cell, SegmentationMode mode, ComputeDevice device) {
    boolean[] mask = new boolean[cell.height() * cell.width()];
    if (mask.length > 0) {
      float[] frame;
      try (PointerScope scope = new PointerScope()) {
        frame =
            Tensors.toFloats(
                Segmenter.segment(mode, Frames.stackAsIs(List.of(cell), device)).mask());
      }
      for (int i = 0; i < mask.length; i++) {
        int row = cell.top() + i / cell.width();
        int column = cell.left() + i % cell.width();
        boolean black = (cell.rgb()[3 * i] | cell.rgb()[3 * i + 1] | cell.rgb()[3 * i + 2]) == 0;
        mask[i] = !black && frame[row * cell.frameWidth() + column] > 0;
      }
    }
    return new MaskedCell(cell.height(), cell.width(), cell.rgb(), mask);
  }

  /** {@return how many pixels the mask keeps} */
  public int kept() {
    int kept = 0;
    for (boolean inside : mask) {
      kept += inside ? 1 : 0;
    }
    return kept;
  }

  /** Whether a place lies in the picture and in the mask. */
  boolean has(int row, int column) {
    return row >= 0 && column >= 0 && row < height && column < width && mask[row * width + column];
  }

  /** The level 0 to 255 of a channel (0 red, 1 green, 2 blue) of pixel {@code i}. */
  int level(int i, int channel) {
    return rgb[3 * i + channel] & 0xff;
  }

  /**
   * The luma of ITU-R BT.601, rounded to whole levels 0 to 255, of every pixel in the mask or not.
   */
  int[] grey() {
    int[] grey = new int[mask.length];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (299 * level(i, 0) + 587 * level(i, 1) + 114 * level(i, 2) + 500) / 1000;
    }
    return grey;
  }
}
