package org.allnet.detect.training;

import java.util.Arrays;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Mask;
import org.allnet.detect.field.OutlinedCell;
import org.allnet.detect.model.SegmenterDescription;
import org.allnet.detect.scale.PictureSamples;

/** The pixels around a labelled cell with their classes, from which windows are drawn. */
final class CellSource {

  /** What is not in the picture is of no class. */
  static final int OUTSIDE = -1;

  /** So much more than a window is kept, since windows are moved and turned. */
  private static final double AROUND = 1.7;

  private final OutlinedCell cell;
  private final PictureSamples samples;
  private final int left;
  private final int top;
  private final int width;
  private final byte[] classes;

  private CellSource(
      OutlinedCell cell, PictureSamples samples, int left, int top, int width, byte[] classes) {
    this.cell = cell;
    this.samples = samples;
    this.left = left;
    this.top = top;
    this.width = width;
    this.classes = classes;
  }

  /**
   * Keeps what is around a cell.
   *
   * @param cell the cell
   * @param times side of a window as a multiple of the box's longer side
   * @param pixels side of the segmenter's input
   */
  static CellSource of(OutlinedCell cell, double times, int pixels) {
    BoundingBox box = cell.box();
    double side = times * longer(box);
    int left = (int) box.left();
    int top = (int) box.top();
    int width = (int) Math.ceil(box.right()) - left;
    byte[] classes = new byte[width * ((int) Math.ceil(box.bottom()) - top)];
    fill(classes, cell.cell(), left, top, width, SegmenterDescription.CYTOPLASM);
    fill(classes, cell.nucleus(), left, top, width, SegmenterDescription.NUCLEUS);
    return new CellSource(
        cell,
        PictureSamples.of(
            cell.picture(),
            BoundingBox.ofCentre(box.centreX(), box.centreY(), AROUND * side, AROUND * side),
            pixels / side),
        left,
        top,
        width,
        classes);
  }

  private static double longer(BoundingBox box) {
    return Math.max(1, Math.max(box.width(), box.height()));
  }

  private static void fill(byte[] classes, Mask mask, int left, int top, int width, int of) {
    for (int run = 0; run < mask.runs(); run++) {
      int row = (mask.row(run) - top) * width;
      Arrays.fill(classes, row + mask.from(run) - left, row + mask.to(run) - left, (byte) of);
    }
  }

  /** {@return the box around the cell} */
  BoundingBox box() {
    return cell.box();
  }

  /** {@return the longer side of the box} */
  double longerSide() {
    return longer(cell.box());
  }

  /** {@return the diameter of a circle of the cell's area} */
  double diameter() {
    return 2 * Math.sqrt(cell.cell().area() / Math.PI);
  }

  /** {@return the class of a place of the picture, or {@link #OUTSIDE}} */
  int classAt(double x, double y) {
    if (x < 0 || y < 0 || x >= cell.picture().width() || y >= cell.picture().height()) {
      return OUTSIDE;
    }
    int column = (int) x - left;
    int row = (int) y - top;
    boolean inBox =
        column >= 0 && column < width && row >= 0 && row * width + column < classes.length;
    return inBox ? classes[row * width + column] : SegmenterDescription.GROUND;
  }

  /** Takes the colour of a place of the picture: red, green and blue from 0 to 255. */
  void colourAt(double x, double y, double[] rgb) {
    samples.mean(x, y, rgb);
  }
}
