package org.allnet.detect.tile;

import java.util.Arrays;

/**
 * Whether there is anything in a part of a picture, told at a low resolution: the means of small
 * blocks are all alike if only ground is seen. It errs towards looking: dust, shadows and the edge
 * of the slide count as something.
 */
final class GroundLook {

  /** How many blocks lie across a red cell, so that a platelet fills one. */
  static final int BLOCKS_PER_RED_CELL = 8;

  /** Levels by which stain darkens the ground at least; a pale red cell does by 25 and more. */
  private static final int LEAST_STAIN = 14;

  private static final int BANDS = 3;

  private GroundLook() {}

  /**
   * Looks at a picture of low resolution.
   *
   * @param rgb row by row, three bytes a pixel
   * @param width pixels across
   * @param height pixels down
   * @param block side of a block in pixels, from 1
   * @return whether some block differs from the most usual one
   */
  static boolean hasContent(byte[] rgb, int width, int height, int block) {
    int across = Math.max(1, width / block);
    int down = Math.max(1, height / block);
    int side = Math.min(block, Math.min(width, height));
    int[][] means = new int[BANDS][across * down];
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        for (int band = 0; band < BANDS; band++) {
          means[band][y * across + x] = mean(rgb, width, x * side, y * side, side, band);
        }
      }
    }
    for (int[] band : means) {
      int[] sorted = band.clone();
      Arrays.sort(sorted);
      int middle = sorted[sorted.length / 2];
      if (middle - sorted[0] >= LEAST_STAIN || sorted[sorted.length - 1] - middle >= LEAST_STAIN) {
        return true;
      }
    }
    return false;
  }

  private static int mean(byte[] rgb, int width, int left, int top, int side, int band) {
    long sum = 0;
    for (int y = top; y < top + side; y++) {
      for (int x = left; x < left + side; x++) {
        sum += rgb[BANDS * (y * width + x) + band] & 0xFF;
      }
    }
    return (int) (sum / ((long) side * side));
  }
}
