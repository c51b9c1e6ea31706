package org.allnet.testing;

import java.util.Random;
import org.allnet.data.image.CellPixels;

/** Cells of no picture, for what has to hold wherever a cell is in its frame. */
public final class NoiseCells {

  private NoiseCells() {}

  /** A rectangle of coloured noise somewhere in a black frame; may be empty, or all of it. */
  public static CellPixels cell(int side, Random random) {
    int kind = random.nextInt(8);
    int height = kind == 0 ? 0 : kind == 1 ? side : 1 + random.nextInt(side);
    int width = kind == 0 ? 0 : kind == 1 ? side : 1 + random.nextInt(side);
    int top = random.nextInt(side - height + 1);
    int left = random.nextInt(side - width + 1);
    byte[] rgb = new byte[height * width * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (40 + random.nextInt(200));
    }
    return new CellPixels(side, side, top, left, height, width, rgb);
  }

  /**
   * A rectangle of coloured noise that is smaller than its black frame.
   *
   * @param side of the frame in pixels
   * @param least the least height and width
   * @param range how many heights and widths there are; {@code least + range} is at most the side
   */
  public static CellPixels within(int side, int least, int range, Random random) {
    int height = least + random.nextInt(range);
    int width = least + random.nextInt(range);
    byte[] rgb = new byte[height * width * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (60 + random.nextInt(180));
    }
    return new CellPixels(
        side,
        side,
        random.nextInt(side - height),
        random.nextInt(side - width),
        height,
        width,
        rgb);
  }
}
