package org.allnet.inference.image.segmentation;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.NamedCell;
import org.allnet.data.image.SegmentationMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.image.pixels.Frames;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Makes images ready for a network and lets them go again: for measuring what that takes. */
public final class PreparationTrial {

  private PreparationTrial() {}

  /**
   * Prepares images: stacked into frames, cell cut out.
   *
   * @param cells the images; read once, in order
   * @param mode how cells are cut out
   * @param sizePixels side of the frames
   * @param batch images at a time
   * @param device where to
   * @return how many images there were
   */
  public static int run(
      Iterable<NamedCell> cells,
      SegmentationMode mode,
      int sizePixels,
      int batch,
      ComputeDevice device) {
    List<CellPixels> together = new ArrayList<>();
    int images = 0;
    for (NamedCell cell : cells) {
      together.add(cell.pixels());
      images++;
      if (together.size() == batch) {
        prepare(together, mode, sizePixels, device);
        together.clear();
      }
    }
    if (!together.isEmpty()) {
      prepare(together, mode, sizePixels, device);
    }
    return images;
  }

  /** The number read at the end makes a device that works on its own time finish. */
  private static void prepare(
      List<CellPixels> cells, SegmentationMode mode, int sizePixels, ComputeDevice device) {
    try (PointerScope scope = new PointerScope()) {
      Tensor frames = Segmenter.apply(mode, Frames.stack(cells, sizePixels, device));
      Tensors.toFloats(frames.select(0, 0).select(0, 0).select(0, 0));
    }
  }
}
