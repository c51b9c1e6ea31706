package org.allnet.detect.mask;

import java.util.List;
import org.allnet.data.field.Mask;
import org.allnet.data.field.Polygon;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.field.OutlinedCell;
import org.allnet.detect.scale.CellCrop;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.image.pixels.Frames;
import org.allnet.inference.image.segmentation.Segmenter;
import org.bytedeco.javacpp.PointerScope;

/** Rules that need no training, beside which a segmenter is measured. */
public final class MaskRules {

  private MaskRules() {}

  /**
   * Takes what is above Otsu's threshold on the saturation of the whole image, as {@code segment}
   * cuts it out, for both cell and nucleus: mostly it is the nucleus.
   *
   * @param cell what is labelled
   * @return how well it agrees
   */
  public static MaskScores otsu(OutlinedCell cell) {
    PictureRegions picture = cell.picture();
    int width = picture.width();
    int height = picture.height();
    CellPixels pixels =
        new CellPixels(height, width, 0, 0, height, width, picture.rgb(0, 0, 0, width, height));
    float[] kept;
    try (PointerScope scope = new PointerScope()) {
      kept =
          Tensors.toFloats(
              Segmenter.segment(
                      SegmentationMode.OTSU,
                      Frames.stackAsIs(List.of(pixels), ComputeDevice.of(Device.CPU)))
                  .mask());
    }
    Mask.Rows rows = new Mask.Rows();
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] > 0) {
        rows.add(i / width, i % width, i % width + 1);
      }
    }
    Mask mask = rows.mask();
    return MaskScores.of(cell, mask, mask);
  }

  /**
   * Takes the ellipse in the box, which stands for a cell of which no more is known.
   *
   * @param cell what is labelled
   * @return how well it agrees; nothing is said of the nucleus
   */
  public static MaskScores ellipse(OutlinedCell cell) {
    Polygon ellipse = CellCrop.ellipse(cell.box());
    return MaskScores.of(cell, ellipse.toMask(), new Mask.Rows().mask());
  }
}
