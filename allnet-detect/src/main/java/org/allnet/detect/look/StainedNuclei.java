package org.allnet.detect.look;

import java.util.ArrayList;
import java.util.List;

/**
 * Nuclei of white cells as a low resolution shows them: connected blocks that are much darker than
 * the ground in red and in green, as the dark purple of nuclei is, nearly as dark as the darkest of
 * the picture, and not reddish. Red cells are dark in green alone.
 */
final class StainedNuclei {

  /** So much of the picture is at most as light as the ground. */
  private static final double GROUND = 0.9;

  /** So much of the picture may be darker than the darkest that counts, such as dust. */
  private static final double DARKEST = 0.01;

  /** A nucleus is darker than the ground in red by this fraction at least. */
  private static final double LEAST_STAIN = 0.2;

  /** Of the stain of the darkest, a nucleus has so much at least, in red and in green. */
  private static final double OF_DARKEST_RED = 0.6;

  private static final double OF_DARKEST_GREEN = 0.7;

  /** A nucleus has at most so many levels more of red than of blue. */
  private static final double REDDISH = 5;

  private StainedNuclei() {}

  /**
   * A nucleus, or a part of one.
   *
   * @param area in blocks
   * @param x of its middle, in blocks
   * @param y of its middle, in blocks
   * @param atEdge whether it touches the picture's edge
   * @param filled the part of its box that it fills
   */
  record Nucleus(double area, double x, double y, boolean atEdge, double filled) {

    /** {@return the radius of a circle of its area} */
    double radius() {
      return Math.sqrt(area / Math.PI);
    }

    double distance(Nucleus other) {
      return Math.hypot(x - other.x, y - other.y);
    }
  }

  /**
   * Returns the stained nuclei of a picture.
   *
   * @param blocks the picture
   * @param least blocks that make a nucleus
   */
  static List<Nucleus> of(LowResolution blocks, int least) {
    boolean[] dark = dark(blocks);
    List<Nucleus> nuclei = new ArrayList<>();
    int[] stack = new int[dark.length];
    for (int block = 0; block < dark.length; block++) {
      if (dark[block]) {
        Nucleus nucleus = take(blocks, block, dark, stack);
        if (nucleus.area() >= least) {
          nuclei.add(nucleus);
        }
      }
    }
    return nuclei;
  }

  private static boolean[] dark(LowResolution blocks) {
    double redGround = LowResolution.quantile(blocks.red(), GROUND);
    double greenGround = LowResolution.quantile(blocks.green(), GROUND);
    double leastRed =
        Math.max(
            LEAST_STAIN,
            OF_DARKEST_RED * (1 - LowResolution.quantile(blocks.red(), DARKEST) / redGround));
    double leastGreen =
        OF_DARKEST_GREEN * (1 - LowResolution.quantile(blocks.green(), DARKEST) / greenGround);
    boolean[] dark = new boolean[blocks.red().length];
    for (int block = 0; block < dark.length; block++) {
      double red = blocks.red()[block];
      double green = blocks.green()[block];
      double blue = blocks.blue()[block];
      dark[block] =
          red < (1 - leastRed) * redGround
              && green < (1 - leastGreen) * greenGround
              && blue > red - REDDISH
              && blue > green;
    }
    return dark;
  }

  /** Takes all dark blocks away that are connected with one. */
  private static Nucleus take(LowResolution blocks, int first, boolean[] dark, int[] stack) {
    int width = blocks.width();
    int top = 0;
    stack[top++] = first;
    dark[first] = false;
    int area = 0;
    double x = 0;
    double y = 0;
    boolean atEdge = false;
    int[] box = {Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 0};
    while (top > 0) {
      int block = stack[--top];
      int column = block % width;
      int row = block / width;
      area++;
      x += column + 0.5;
      y += row + 0.5;
      atEdge |= blocks.isAtEdge(block);
      box[0] = Math.min(box[0], column);
      box[1] = Math.min(box[1], row);
      box[2] = Math.max(box[2], column);
      box[3] = Math.max(box[3], row);
      for (int side = 0; side < 4; side++) {
        int beside = beside(block, side, width, dark.length);
        if (beside >= 0 && dark[beside]) {
          dark[beside] = false;
          stack[top++] = beside;
        }
      }
    }
    double boxed = (double) (box[2] - box[0] + 1) * (box[3] - box[1] + 1);
    return new Nucleus(area, x / area, y / area, atEdge, area / boxed);
  }

  private static int beside(int block, int side, int width, int blocks) {
    int column = block % width;
    return switch (side) {
      case 0 -> column > 0 ? block - 1 : -1;
      case 1 -> column < width - 1 ? block + 1 : -1;
      case 2 -> block - width;
      default -> block + width < blocks ? block + width : -1;
    };
  }
}
