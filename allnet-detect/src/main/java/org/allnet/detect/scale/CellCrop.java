package org.allnet.detect.scale;

import java.util.List;
import java.util.Optional;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Mask;
import org.allnet.data.field.Polygon;
import org.allnet.data.field.Ring;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.region.PictureRegions;

/**
 * Cuts cells out of a picture as those of C-NMC are: on black, in a frame of 450 x 450 pixels, at
 * its scale.
 *
 * <p>C-NMC's scale is not published. {@link #RED_CELL} is an estimate from fields of the same
 * laboratory, in which about twelve red cells measured 150 to 180 pixels at full size; 120 to 180
 * can't be ruled out.
 *
 * @param redCell pixels of a red cell in the picture
 */
public record CellCrop(double redCell) {

  /** Pixels of a red cell in C-NMC's images, as estimated. */
  public static final double RED_CELL = 160;

  /** Side of the frame. */
  public static final int SIDE = 450;

  /** No cell is wider than so many red cells. */
  public static final double MOST_RED_CELLS = 2 * SIDE / RED_CELL;

  private static final int BANDS = 3;
  private static final int ELLIPSE_CORNERS = 64;

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if it is not above 0
   */
  public CellCrop {
    if (!(redCell > 0) || Double.isInfinite(redCell)) {
      throw new IllegalArgumentException("red cells of " + redCell);
    }
  }

  /**
   * Returns the ellipse in a box, which stands for a cell of which no more than its box is known.
   *
   * @param box of the cell
   */
  public static Polygon ellipse(BoundingBox box) {
    double[] xy = new double[2 * ELLIPSE_CORNERS];
    for (int i = 0; i < ELLIPSE_CORNERS; i++) {
      double angle = 2 * Math.PI * i / ELLIPSE_CORNERS;
      xy[2 * i] = box.centreX() + Math.cos(angle) * box.width() / 2;
      xy[2 * i + 1] = box.centreY() + Math.sin(angle) * box.height() / 2;
    }
    return Polygon.of(xy);
  }

  /**
   * Cuts a cell out. What does not lie in the picture is black, and so is what does not fit into
   * the frame.
   *
   * @param picture the picture
   * @param outline the cell's edge, in pixels of the picture
   * @return the cell in the middle of the frame; empty if nothing of it is in the picture, or it is
   *     more than twice as wide as the frame, so that it is no cell
   * @throws org.allnet.data.InputException if this part of the picture can't be read
   */
  public Optional<CellPixels> of(PictureRegions picture, Polygon outline) {
    double times = RED_CELL / redCell;
    BoundingBox box = outline.box();
    if (isTooLarge(box, redCell) || box.clippedTo(picture.width(), picture.height()).isEmpty()) {
      return Optional.empty();
    }
    double left = box.centreX() - SIDE / 2.0 / times;
    double top = box.centreY() - SIDE / 2.0 / times;
    Mask mask = inFrame(outline, left, top, times).toMask();
    PictureSamples source = PictureSamples.of(picture, box, times);
    double[] mean = new double[BANDS];
    byte[] rgb = new byte[BANDS * SIDE * SIDE];
    int[] window = {SIDE, SIDE, 0, 0};
    for (int run = 0; run < mask.runs(); run++) {
      int row = mask.row(run);
      double y = top + (row + 0.5) / times;
      if (row >= SIDE || y < 0 || y >= picture.height()) {
        continue;
      }
      for (int column = mask.from(run); column < Math.min(SIDE, mask.to(run)); column++) {
        double x = left + (column + 0.5) / times;
        if (x >= 0 && x < picture.width()) {
          source.mean(x, y, mean);
          put(mean, rgb, BANDS * (row * SIDE + column));
          window[0] = Math.min(window[0], row);
          window[1] = Math.min(window[1], column);
          window[2] = Math.max(window[2], row + 1);
          window[3] = Math.max(window[3], column + 1);
        }
      }
    }
    return window[2] == 0 ? Optional.empty() : Optional.of(windowOf(rgb, window));
  }

  /**
   * Returns whether a box is wider than {@link #MOST_RED_CELLS} red cells, and so of no cell.
   *
   * @param box in a picture
   * @param redCell pixels of a red cell in it
   */
  public static boolean isTooLarge(BoundingBox box, double redCell) {
    return Math.max(box.width(), box.height()) * RED_CELL / redCell > 2 * SIDE;
  }

  private static void put(double[] mean, byte[] rgb, int at) {
    boolean black = true;
    for (int band = 0; band < BANDS; band++) {
      int value = (int) Math.round(mean[band]);
      rgb[at + band] = (byte) value;
      black &= value == 0;
    }
    if (black) {
      rgb[at] = 1; // black is what is not of the cell
    }
  }

  private static CellPixels windowOf(byte[] rgb, int[] window) {
    int height = window[2] - window[0];
    int width = window[3] - window[1];
    byte[] part = new byte[BANDS * width * height];
    for (int y = 0; y < height; y++) {
      System.arraycopy(
          rgb,
          BANDS * ((window[0] + y) * SIDE + window[1]),
          part,
          BANDS * y * width,
          BANDS * width);
    }
    return new CellPixels(SIDE, SIDE, window[0], window[1], height, width, part);
  }

  private static Polygon inFrame(Polygon outline, double left, double top, double times) {
    return new Polygon(
        moved(outline.shells(), left, top, times), moved(outline.holes(), left, top, times));
  }

  private static List<Ring> moved(List<Ring> rings, double left, double top, double times) {
    return rings.stream()
        .map(
            ring -> {
              double[] xy = new double[2 * ring.size()];
              for (int i = 0; i < ring.size(); i++) {
                xy[2 * i] = (ring.x(i) - left) * times;
                xy[2 * i + 1] = (ring.y(i) - top) * times;
              }
              return Ring.of(xy);
            })
        .toList();
  }
}
