package org.allnet.cli.detection;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.allnet.data.field.Mask;
import org.allnet.data.file.AtomicFile;
import org.allnet.detect.mask.CellMask;
import org.allnet.evaluation.detection.Detection;

/**
 * A picture of 16 bits whose values number the cells of a field by their place in the field's
 * table, as Cellpose numbers them; 0 is the ground. If cells overlap, the more certain one is
 * shown.
 */
final class LabelImageFile {

  /** The most cells that have numbers. */
  private static final int MOST_CELLS = 65_535;

  /** Larger fields have no such picture. */
  private static final long MOST_PIXELS = 1L << 27;

  /** Which fields have no such picture, in words. */
  static final String LIMITS = "more than 134 million pixels or 65,535 cells";

  private LabelImageFile() {}

  /** {@return whether a field can have one} */
  static boolean fits(FoundCells field) {
    return (long) field.width() * field.height() <= MOST_PIXELS
        && field.cells().size() <= MOST_CELLS;
  }

  /** Writes a field's cells as a label image. */
  static void write(Path file, FoundCells field) {
    BufferedImage picture =
        new BufferedImage(field.width(), field.height(), BufferedImage.TYPE_USHORT_GRAY);
    List<Detection> cells = field.cells();
    for (int number = cells.size(); number > 0; number--) {
      CellMask mask = field.masks().get(cells.get(number - 1));
      if (mask != null) {
        fill(picture.getRaster(), mask.cell(), number);
      }
    }
    AtomicFile.write(file, out -> ImageIO.write(picture, "png", out));
  }

  private static void fill(WritableRaster raster, Mask mask, int number) {
    for (int run = 0; run < mask.runs(); run++) {
      for (int x = mask.from(run); x < mask.to(run); x++) {
        raster.setSample(x, mask.row(run), 0, number);
      }
    }
  }
}
