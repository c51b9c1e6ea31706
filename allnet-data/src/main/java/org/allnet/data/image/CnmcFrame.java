package org.allnet.data.image;

import java.util.Optional;
import org.allnet.data.cnmc.CnmcPart;

/** The frame of C-NMC 2019's images, to which those of its final test set are cut. */
final class CnmcFrame {

  private CnmcFrame() {}

  /**
   * Cuts an image of the final test set to the frame of all others, in its middle.
   *
   * @param pixels an image
   * @param part which part it is of; empty if it is of another data set
   * @return the same pixels unless it is of the final test set
   */
  static CellPixels of(CellPixels pixels, Optional<CnmcPart> part) {
    return part.filter(CnmcPart.FINAL::equals).isPresent()
        ? pixels.centreCrop(CnmcPart.SIDE, CnmcPart.SIDE)
        : pixels;
  }
}
