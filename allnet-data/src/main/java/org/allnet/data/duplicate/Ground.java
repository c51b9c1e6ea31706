package org.allnet.data.duplicate;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.allnet.data.image.CellPixels;
import org.jspecify.annotations.Nullable;

/**
 * The ground of one colour that a cell was cut out on: what most of an image's rim is alike to, and
 * all that is alike too and connected with the rim. Black is none, as it counts for nothing anyway.
 *
 * <p>A photographed ground is none, however evenly lit: it has noise, and other cells lie on it,
 * while a cell that was cut out lies alone. Measured: C-NMC cells on white and grey, in their
 * frames or cut tight, down to 60 % of their size and to JPEG of quality 70, lie alone, on a ground
 * of which at least 19 % is exactly of one colour but for one of 60 in the worst case. Few
 * photographed images come near it: one platelet of PBC that lies alone is taken for a cut-out.
 */
final class Ground {

  /** A pixel is alike if no channel differs more: what JPEG of quality 70 leaves of one colour. */
  private static final int ALIKE = 24;

  /** Grey levels around the most frequent one of the rim from which its colour is taken. */
  private static final int NEAR = 3;

  /** So much of the rim has to be alike. */
  private static final double MOST_OF_RIM = 0.6;

  /** What lies on the ground is one piece if its largest piece has so much of it. */
  private static final double ONE_PIECE = 0.95;

  /** So much of the ground beneath one piece has to be exactly of one colour. */
  private static final double SOME_EVEN = 0.02;

  /** If so much of the ground is exactly of one colour, any number of pieces may lie on it. */
  private static final double MOSTLY_EVEN = 0.4;

  /**
   * The outline is so deep, in shorter sides of what lies on the ground: JPEG and a change of size
   * mix it with the ground's colour.
   */
  private static final double OUTLINE = 0.02;

  private final CellPixels pixels;
  private final Box box;
  private final int[] colour;
  private final boolean[] ground;
  private final int size;

  private Ground(CellPixels pixels, Box box, int[] colour, int[] rim) {
    this.pixels = pixels;
    this.box = box;
    this.colour = colour;
    this.ground = new boolean[pixels.height() * pixels.width()];
    boolean[] other = new boolean[ground.length];
    for (int i = 0; i < ground.length; i++) {
      other[i] = !isAlike(i, colour, ALIKE);
    }
    int[] found = new int[ground.length];
    int count = 0;
    for (int i : rim) {
      count = add(i, other, ground, found, count);
    }
    this.size = spread(other, ground, found, count);
  }

  /**
   * Returns an image on black.
   *
   * @param pixels the image
   * @param box the image's box
   * @return the image, its ground and the outline beside it black; itself if it has no ground of
   *     one colour
   */
  static CellPixels madeBlack(CellPixels pixels, Box box) {
    Ground ground = of(pixels, box);
    if (ground == null) {
      return pixels;
    }
    CellPixels black = ground.black(0);
    Box inside = Box.of(black);
    return inside == null
        ? black
        : ground.black((int) Math.round(OUTLINE * Math.min(inside.height(), inside.width())));
  }

  private static @Nullable Ground of(CellPixels pixels, Box box) {
    int[] rim = rim(pixels, box);
    int[] colour = colour(pixels.rgb(), rim);
    if (Arrays.stream(colour).max().orElse(0) <= Box.BLACK) {
      return null;
    }
    Ground ground = new Ground(pixels, box, colour, rim);
    long alike = Arrays.stream(rim).filter(i -> ground.ground[i]).count();
    return alike >= MOST_OF_RIM * rim.length && ground.isLaidBeneath() ? ground : null;
  }

  private static int add(int i, boolean[] barred, boolean[] taken, int[] found, int count) {
    if (barred[i] || taken[i]) {
      return count;
    }
    taken[i] = true;
    found[count] = i;
    return count + 1;
  }

  /** Takes all that is connected with what was found, and is not barred; how much that is. */
  private int spread(boolean[] barred, boolean[] taken, int[] found, int first) {
    int width = pixels.width();
    int count = first;
    for (int next = 0; next < count; next++) {
      int i = found[next];
      int x = i % width;
      count = x > 0 ? add(i - 1, barred, taken, found, count) : count;
      count = x < width - 1 ? add(i + 1, barred, taken, found, count) : count;
      count = i >= width ? add(i - width, barred, taken, found, count) : count;
      count = i + width < taken.length ? add(i + width, barred, taken, found, count) : count;
    }
    return count;
  }

  private boolean isLaidBeneath() {
    long exact =
        IntStream.range(0, ground.length).filter(i -> ground[i] && isAlike(i, colour, 0)).count();
    return exact >= MOSTLY_EVEN * size || (exact >= SOME_EVEN * size && hasOnePiece());
  }

  private boolean hasOnePiece() {
    boolean[] taken = new boolean[ground.length];
    int[] found = new int[ground.length];
    int largest = 0;
    for (int i = 0; i < ground.length; i++) {
      if (add(i, ground, taken, found, 0) == 1) {
        largest = Math.max(largest, spread(ground, taken, found, 1));
      }
    }
    return largest >= ONE_PIECE * (ground.length - size);
  }

  /** The outermost pixels of the box, as places in the window. */
  private static int[] rim(CellPixels pixels, Box box) {
    int top = box.top() - pixels.top();
    int left = box.left() - pixels.left();
    int width = pixels.width();
    IntStream rows =
        IntStream.range(left, left + box.width())
            .flatMap(x -> IntStream.of(top * width + x, (top + box.height() - 1) * width + x));
    IntStream columns =
        IntStream.range(top + 1, top + box.height() - 1)
            .flatMap(y -> IntStream.of(y * width + left, y * width + left + box.width() - 1));
    return IntStream.concat(rows, columns).toArray();
  }

  /** The colour that the rim has most often. */
  private static int[] colour(byte[] rgb, int[] rim) {
    int[] levels = new int[256 + 2 * NEAR];
    for (int i : rim) {
      int level = grey(rgb, i);
      for (int near = 0; near <= 2 * NEAR; near++) {
        levels[level + near] += NEAR + 1 - Math.abs(near - NEAR);
      }
    }
    int best = NEAR;
    for (int level = NEAR; level < 256 + NEAR; level++) {
      best = levels[level] > levels[best] ? level : best;
    }
    int grey = best - NEAR;
    int[] near = Arrays.stream(rim).filter(i -> Math.abs(grey(rgb, i) - grey) <= NEAR).toArray();
    int[] colour = new int[3];
    for (int channel = 0; channel < 3; channel++) {
      int at = channel;
      int[] sorted = Arrays.stream(near).map(i -> rgb[3 * i + at] & 0xff).sorted().toArray();
      colour[channel] = sorted[sorted.length / 2];
    }
    return colour;
  }

  private static int grey(byte[] rgb, int i) {
    return ((rgb[3 * i] & 0xff) + 2 * (rgb[3 * i + 1] & 0xff) + (rgb[3 * i + 2] & 0xff)) / 4;
  }

  private boolean isAlike(int i, int[] to, int levels) {
    byte[] rgb = pixels.rgb();
    return Math.abs((rgb[3 * i] & 0xff) - to[0]) <= levels
        && Math.abs((rgb[3 * i + 1] & 0xff) - to[1]) <= levels
        && Math.abs((rgb[3 * i + 2] & 0xff) - to[2]) <= levels;
  }

  /** The image with the ground made black, and so many pixels beside it and at the box's rim. */
  private CellPixels black(int outline) {
    byte[] rgb = pixels.rgb().clone();
    int height = pixels.height();
    int width = pixels.width();
    int top = box.top() - pixels.top();
    int left = box.left() - pixels.left();
    for (int y = 0, i = 0; y < height; y++) {
      boolean outside = y < top + outline || y >= top + box.height() - outline;
      for (int x = 0; x < width; x++, i++) {
        if (outside || x < left + outline || x >= left + box.width() - outline) {
          blacken(rgb, y, x, 0);
        }
        if (ground[i]) {
          blacken(rgb, y, x, isBesideOther(i, y, x) ? outline : 0);
        }
      }
    }
    return new CellPixels(
        pixels.frameHeight(), pixels.frameWidth(), pixels.top(), pixels.left(), height, width, rgb);
  }

  private void blacken(byte[] rgb, int y, int x, int around) {
    int width = pixels.width();
    int left = Math.max(0, x - around);
    int right = Math.min(width, x + around + 1);
    int bottom = Math.min(pixels.height(), y + around + 1);
    for (int row = Math.max(0, y - around); row < bottom; row++) {
      Arrays.fill(rgb, 3 * (row * width + left), 3 * (row * width + right), (byte) 0);
    }
  }

  private boolean isBesideOther(int i, int y, int x) {
    int width = pixels.width();
    return (x > 0 && !ground[i - 1])
        || (x < width - 1 && !ground[i + 1])
        || (y > 0 && !ground[i - width])
        || (y < pixels.height() - 1 && !ground[i + width]);
  }
}
