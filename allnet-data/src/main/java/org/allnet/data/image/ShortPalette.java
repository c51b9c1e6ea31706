package org.allnet.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Tells pictures that use colours which their palette does not have; readers show them black. */
final class ShortPalette {

  private ShortPalette() {}

  /**
   * Looks at the pixels of a picture.
   *
   * @param image what was read
   * @param colours how many colours the file's palette has, 0 if that isn't known
   * @return whether a pixel's colour is none of them
   */
  static boolean isOf(BufferedImage image, int colours) {
    if (colours == 0 || !(image.getColorModel() instanceof IndexColorModel)) {
      return false;
    }
    Raster raster = image.getRaster();
    int[] row = new int[raster.getWidth()];
    for (int y = 0; y < raster.getHeight(); y++) {
      for (int index : raster.getSamples(0, y, row.length, 1, 0, row)) {
        if (index >= colours) {
          return true;
        }
      }
    }
    return false;
  }
}
