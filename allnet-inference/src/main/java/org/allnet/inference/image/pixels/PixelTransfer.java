package org.allnet.inference.image.pixels;

import java.util.List;
import org.allnet.data.image.CellPixels;
import org.allnet.inference.engine.device.ComputeDevice;
import org.bytedeco.pytorch.Tensor;

/**
 * The way of decoded cells to the device, as bytes. On the processor several worker threads use
 * one.
 */
public interface PixelTransfer {

  /** {@return where they go} */
  ComputeDevice device();

  /**
   * Brings cells to the device.
   *
   * @param cells decoded cells
   * @return the window of each, uint8 (height, width, 3), to be left as it is; for the caller's
   *     scope to free
   */
  List<Tensor> windows(List<CellPixels> cells);

  /** One transfer for each call, and nothing kept. */
  static PixelTransfer eachTime(ComputeDevice device) {
    return new TransferEachTime(device);
  }
}
