package org.allnet.inference.image.pixels;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.image.CellPixels;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Puts decoded cells on the device as one batch. The windows go up as bytes; black frames, pasting,
 * conversion and resizing happen there. As thread-safe as the transfer.
 */
public final class Frames {

  private static final int MAX_SIDE = 16_384;

  private Frames() {}

  /** The height and width of a frame in pixels. */
  private record FrameSize(int height, int width) {}

  /**
   * Stacks cells into square frames of one size. A frame of that size is pasted as it is. Another
   * is first padded to a square with black, the picture centred (so that its aspect ratio is kept),
   * and then resized bilinearly with antialiasing.
   *
   * @param cells at least one; frames may differ in size
   * @param sizePixels side of the result, 1 to 16384
   * @param transfer their way to the device
   * @return float32 (batch, 3, size, size), RGB in [0,1], row-major; black is exactly 0. Freed by
   *     the caller's innermost scope; if there is none, the caller closes it
   * @throws OptionException if {@code sizePixels} is not 1 to 16384 or there is no cell
   */
  public static Tensor stack(List<CellPixels> cells, int sizePixels, PixelTransfer transfer) {
    requireCells(cells);
    if (sizePixels < 1 || sizePixels > MAX_SIDE) {
      throw OptionException.outOfRange(
          OptionName.INPUT_SIZE.with(sizePixels), "1 to " + MAX_SIDE + " pixels");
    }
    return Tensors.scoped(() -> stackGroups(cells, sizePixels, transfer));
  }

  /** The same, each cell going up once. */
  public static Tensor stack(List<CellPixels> cells, int sizePixels, ComputeDevice device) {
    return stack(cells, sizePixels, PixelTransfer.eachTime(device));
  }

  /**
   * Stacks the middles of cells' frames.
   *
   * @param cells at least one, with square frames of one size
   * @param side side of the middle in pixels, odd or even like the frames'; no cell reaches out of
   *     it
   * @param transfer their way to the device
   * @return float32 (batch, 3, side, side), RGB in [0,1]; lifetime as in {@link #stack}
   */
  public static Tensor middles(List<CellPixels> cells, int side, PixelTransfer transfer) {
    int edge = (cells.get(0).frameHeight() - side) / 2;
    return Tensors.scoped(() -> unit(paste(cells, side, side, -edge, -edge, transfer)));
  }

  /**
   * Stacks cells of one frame size as they are.
   *
   * @param cells at least one, all with the same frame height and width
   * @param device where to
   * @return float32 (batch, 3, height, width), RGB in [0,1]; lifetime as in {@link #stack}
   * @throws OptionException if there is no cell or the frames differ in size
   */
  public static Tensor stackAsIs(List<CellPixels> cells, ComputeDevice device) {
    requireCells(cells);
    FrameSize size = sizeOf(cells.get(0));
    for (CellPixels cell : cells) {
      if (!sizeOf(cell).equals(size)) {
        throw new OptionException(
            "batch: frames of "
                + size
                + " and "
                + sizeOf(cell)
                + " are in it; give one size at a time");
      }
    }
    return Tensors.scoped(
        () ->
            unit(paste(cells, size.height(), size.width(), 0, 0, PixelTransfer.eachTime(device))));
  }

  private static void requireCells(List<CellPixels> cells) {
    if (cells.isEmpty()) {
      throw new OptionException("batch: no image was given; give at least one");
    }
  }

  private static FrameSize sizeOf(CellPixels cell) {
    return new FrameSize(cell.frameHeight(), cell.frameWidth());
  }

  private static Tensor stackGroups(
      List<CellPixels> cells, int sizePixels, PixelTransfer transfer) {
    Map<FrameSize, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      groups.computeIfAbsent(sizeOf(cells.get(i)), size -> new ArrayList<>()).add(i);
    }
    if (groups.size() == 1) {
      return square(cells, sizePixels, transfer);
    }
    Device device = transfer.device().torch();
    long[] shape = {cells.size(), 3, sizePixels, sizePixels};
    Tensor all = torch.empty(shape, Tensors.options(ScalarType.Float, device), null);
    for (List<Integer> places : groups.values()) {
      Tensor part = square(places.stream().map(cells::get).toList(), sizePixels, transfer);
      long[] indices = places.stream().mapToLong(Integer::longValue).toArray();
      all.index_copy_(0, Tensors.ofLongs(indices, device, indices.length), part);
    }
    return all;
  }

  private static Tensor square(List<CellPixels> cells, int sizePixels, PixelTransfer transfer) {
    FrameSize frame = sizeOf(cells.get(0));
    int side = Math.max(1, Math.max(frame.height(), frame.width()));
    int down = (side - frame.height()) / 2;
    int right = (side - frame.width()) / 2;
    if (side == sizePixels) {
      return unit(paste(cells, side, side, down, right, transfer));
    }
    Tensor images =
        torch.zeros(
            new long[] {cells.size(), 3, sizePixels, sizePixels},
            Tensors.options(ScalarType.Float, transfer.device().torch()));
    List<Tensor> windows = transfer.windows(cells);
    for (int i = 0; i < cells.size(); i++) {
      CellPixels cell = cells.get(i);
      if (cell.rgb().length > 0) {
        Tensor window = unit(windows.get(i).unsqueeze(0)).select(0, 0);
        int top = down + cell.top();
        int left = right + cell.left();
        images.select(0, i).copy_(AntialiasedResize.apply(window, top, left, side, sizePixels));
      }
    }
    // The filter's weights sum to 1 only up to rounding.
    return images.clamp_max_(new Scalar(1.0));
  }

  /** Pastes windows into black uint8 frames (batch, height, width, 3), moved by (down, right). */
  private static Tensor paste(
      List<CellPixels> cells, int height, int width, int down, int right, PixelTransfer transfer) {
    long[] shape = {cells.size(), height, width, 3};
    Tensor frames = torch.zeros(shape, Tensors.options(ScalarType.Byte, transfer.device().torch()));
    List<Tensor> windows = transfer.windows(cells);
    for (int i = 0; i < cells.size(); i++) {
      CellPixels cell = cells.get(i);
      if (cell.rgb().length > 0) {
        frames
            .select(0, i)
            .narrow(0, down + cell.top(), cell.height())
            .narrow(1, right + cell.left(), cell.width())
            .copy_(windows.get(i));
      }
    }
    return frames;
  }

  /**
   * Bytes (batch, height, width, 3) to float (batch, 3, height, width) in [0,1]. Divided by a
   * tensor: dividing by a number is a multiplication by its reciprocal on some devices, which
   * differs in the last bit.
   */
  private static Tensor unit(Tensor frames) {
    Tensor planes = frames.permute(0, 3, 1, 2).contiguous().to(ScalarType.Float);
    Tensor white = Tensors.ofFloats(new float[] {255}, frames.device());
    return planes.div_(white);
  }
}
