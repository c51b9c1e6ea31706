package org.allnet.data.field;

/** Masks as tests draw them: a row of text for a row of pixels. */
public final class DrawnMask {

  private DrawnMask() {}

  /** The mask of which a pixel is set for each {@code #}. */
  public static Mask of(String... rows) {
    Mask.Rows mask = new Mask.Rows();
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < rows[y].length(); x++) {
        if (rows[y].charAt(x) == '#') {
          mask.add(y, x, x + 1);
        }
      }
    }
    return mask.mask();
  }
}
