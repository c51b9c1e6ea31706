package org.allnet.data.broken;

import java.util.List;
import org.allnet.data.dataset.CellImage;

/** Breaks a wall: one person under two names counts twice. */
public final class CountsNames {

  private CountsNames() {}

  /** Returns how many names there are. */
  public static long names(List<CellImage> images) {
    return images.stream().map(image -> image.subject()).distinct().count();
  }
}
