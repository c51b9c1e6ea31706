package org.allnet.inference.image.pixels;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.image.CellPixels;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Windows one behind the other in one transfer. Thread-safe.
 *
 * @param device where to
 */
record TransferEachTime(ComputeDevice device) implements PixelTransfer {

  @Override
  public List<Tensor> windows(List<CellPixels> cells) {
    long total = cells.stream().mapToLong(cell -> cell.rgb().length).sum();
    Tensor host = Tensors.staging(ScalarType.Byte, device.torch(), total);
    long offset = 0;
    for (CellPixels cell : cells) {
      int length = cell.rgb().length;
      if (length > 0) {
        new BytePointer(host.data_ptr()).position(offset).put(cell.rgb(), 0, length);
      }
      offset += length;
    }
    Tensor all = Tensors.sent(host, device.torch());
    List<Tensor> windows = new ArrayList<>();
    offset = 0;
    for (CellPixels cell : cells) {
      int length = cell.rgb().length;
      windows.add(all.narrow(0, offset, length).view(cell.height(), cell.width(), 3));
      offset += length;
    }
    return windows;
  }
}
