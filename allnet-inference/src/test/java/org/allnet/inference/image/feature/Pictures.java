package org.allnet.inference.image.feature;

import java.util.Random;

/** Small pictures whose features can be worked out by hand. */
final class Pictures {

  private Pictures() {}

  /** A rectangle of 1s in a mask with a margin; every pixel mid grey. */
  static MaskedCell rectangle(int height, int width, int margin) {
    int rows = height + 2 * margin;
    int columns = width + 2 * margin;
    boolean[] mask = new boolean[rows * columns];
    for (int i = 0; i < mask.length; i++) {
      int row = i / columns;
      int column = i % columns;
      mask[i] =
          row >= margin && row < margin + height && column >= margin && column < margin + width;
    }
    int[] grey = new int[mask.length];
    java.util.Arrays.fill(grey, 128);
    return grey(rows, columns, grey, mask);
  }

  static MaskedCell disc(double radius) {
    int side = 2 * (int) Math.ceil(radius) + 3;
    boolean[] mask = new boolean[side * side];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = Math.hypot(i / side - side / 2, i % side - side / 2) <= radius;
    }
    return grey(side, side, new int[mask.length], mask);
  }

  /** Grey levels of which every pixel is in the mask. */
  static MaskedCell grey(int height, int width, int... levels) {
    boolean[] mask = new boolean[levels.length];
    java.util.Arrays.fill(mask, true);
    return grey(height, width, levels, mask);
  }

  static MaskedCell grey(int height, int width, int[] levels, boolean[] mask) {
    int[] colours = new int[levels.length];
    for (int i = 0; i < levels.length; i++) {
      colours[i] = levels[i] * 0x010101;
    }
    return colour(height, width, colours, mask);
  }

  /** Colours as 0xRRGGBB of which every pixel is in the mask. */
  static MaskedCell colours(int... colours) {
    boolean[] mask = new boolean[colours.length];
    java.util.Arrays.fill(mask, true);
    return colour(1, colours.length, colours, mask);
  }

  static MaskedCell colour(int height, int width, int[] colours, boolean[] mask) {
    byte[] rgb = new byte[colours.length * 3];
    for (int i = 0; i < colours.length; i++) {
      rgb[3 * i] = (byte) (colours[i] >> 16);
      rgb[3 * i + 1] = (byte) (colours[i] >> 8);
      rgb[3 * i + 2] = (byte) colours[i];
    }
    return new MaskedCell(height, width, rgb, mask);
  }

  /** A ragged blob of random colours. */
  static MaskedCell random(Random random) {
    int height = 5 + random.nextInt(30);
    int width = 5 + random.nextInt(30);
    boolean[] mask = new boolean[height * width];
    int[] colours = new int[mask.length];
    int range = 1 + random.nextInt(256);
    for (int i = 0; i < mask.length; i++) {
      double out =
          Math.hypot(
              (i / width - height / 2.0) / height * 2, (i % width - width / 2.0) / width * 2);
      mask[i] = out < 0.8 + 0.3 * random.nextDouble() && random.nextInt(20) > 0;
      colours[i] = random.nextInt(range) << 16 | random.nextInt(range) << 8 | random.nextInt(range);
    }
    return colour(height, width, colours, mask);
  }

  /** Turned by 90 degrees. */
  static MaskedCell turned(MaskedCell cell) {
    byte[] rgb = new byte[cell.rgb().length];
    boolean[] mask = new boolean[cell.mask().length];
    for (int row = 0; row < cell.width(); row++) {
      for (int column = 0; column < cell.height(); column++) {
        int to = row * cell.height() + column;
        int from = column * cell.width() + cell.width() - 1 - row;
        mask[to] = cell.mask()[from];
        System.arraycopy(cell.rgb(), 3 * from, rgb, 3 * to, 3);
      }
    }
    return new MaskedCell(cell.width(), cell.height(), rgb, mask);
  }
}
