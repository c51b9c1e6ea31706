package org.allnet.detect.training;

import java.util.SplittableRandom;
import org.allnet.detect.mask.CellWindow;
import org.allnet.detect.model.SegmenterDescription;

/**
 * One input of a segmenter's training batch in the making: a cell in its window, changed at random,
 * perhaps with another one that touches or covers it, and the class of each pixel. The other cell
 * is ground.
 */
final class MaskScene {

  private static final int BANDS = 3;

  /** A detector's box is so much larger or smaller, as a logarithm, and so far beside the cell. */
  private static final double SIZE = 0.15;

  private static final double SHIFT = 0.07;

  /** So many cells have another one beside them. */
  private static final double BESIDE = 0.4;

  /** So many of these lie above the cell. */
  private static final double ABOVE = 0.3;

  private static final FieldAugmentation COLOURS = new FieldAugmentation(0, 0, 0.04, 0.3, 0.2);

  /** How far a channel is stronger or weaker, and the logarithm of gamma. */
  private static final double GAIN = 0.08;

  private static final double GAMMA = 0.25;

  private final int side;
  private final double times;
  private final float[] input;
  private final float[] targets;
  private final int inputAt;
  private final int targetsAt;

  /**
   * Creates a scene that nothing is drawn in.
   *
   * @param side of the input in pixels
   * @param times side of the window as a multiple of the box's longer side
   * @param input red, green and blue in [0,1], one after the other, each row by row
   * @param targets 1 for the class of each pixel, one class after the other; 0 for no class
   * @param number which of the batch it is, from 0
   */
  MaskScene(int side, double times, float[] input, float[] targets, int number) {
    this.side = side;
    this.times = times;
    this.input = input;
    this.targets = targets;
    this.inputAt = number * BANDS * side * side;
    this.targetsAt = number * SegmenterDescription.CLASSES * side * side;
  }

  /** Puts a cell there as a segmenter sees it. */
  void plain(CellSource cell) {
    CellWindow window = CellWindow.of(cell.box(), times, side);
    double[] rgb = new double[BANDS];
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        double x = window.x(column);
        double y = window.y(row);
        cell.colourAt(x, y, rgb);
        put(row, column, rgb, cell.classAt(x, y));
      }
    }
  }

  /**
   * Puts a changed cell there.
   *
   * @param cell the cell
   * @param another a cell that may lie beside it
   * @param random what the changes are drawn from
   */
  void changed(CellSource cell, CellSource another, SplittableRandom random) {
    double length = cell.longerSide();
    Turned place =
        Turned.draw(
            cell.box().centreX() + between(random, SHIFT) * length,
            cell.box().centreY() + between(random, SHIFT) * length,
            times * length * Math.exp(between(random, SIZE)) / side,
            random);
    boolean beside = random.nextDouble() < BESIDE;
    boolean above = random.nextDouble() < ABOVE;
    Neighbour neighbour = Neighbour.draw(cell, another, random);
    Colours colours = Colours.draw(random);
    double[] rgb = new double[BANDS];
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        double across = column + 0.5 - side / 2.0;
        double down = row + 0.5 - side / 2.0;
        double x = place.x(across, down);
        double y = place.y(across, down);
        int own = cell.classAt(x, y);
        boolean free = above || own <= SegmenterDescription.GROUND;
        if (beside && free && neighbour.take(x, y, rgb)) {
          own = SegmenterDescription.GROUND;
        } else {
          cell.colourAt(x, y, rgb);
        }
        colours.change(rgb);
        put(row, column, rgb, own);
      }
    }
  }

  private void put(int row, int column, double[] rgb, int of) {
    int at = row * side + column;
    for (int band = 0; band < BANDS; band++) {
      input[inputAt + band * side * side + at] = (float) (rgb[band] / 255);
    }
    if (of != CellSource.OUTSIDE) {
      targets[targetsAt + of * side * side + at] = 1;
    }
  }

  private static double between(SplittableRandom random, double reach) {
    return (2 * random.nextDouble() - 1) * reach;
  }

  /** From pixels around the middle of a window to a picture: turned, perhaps mirrored. */
  private record Turned(double centreX, double centreY, double cos, double sin, double mirror) {

    static Turned draw(double centreX, double centreY, double scale, SplittableRandom random) {
      double angle = 2 * Math.PI * random.nextDouble();
      return new Turned(
          centreX,
          centreY,
          scale * Math.cos(angle),
          scale * Math.sin(angle),
          random.nextBoolean() ? -1 : 1);
    }

    double x(double across, double down) {
      return centreX + mirror * across * cos - down * sin;
    }

    double y(double across, double down) {
      return centreY + mirror * across * sin + down * cos;
    }
  }

  /** A cell of another picture, laid so that it touches a cell or nearly does. */
  private record Neighbour(CellSource cell, double centreX, double centreY, Turned turned) {

    private static final double LEAST = 0.75;
    private static final double MOST = 1.1;

    static Neighbour draw(CellSource beside, CellSource cell, SplittableRandom random) {
      double size = 1 + between(random, 0.2);
      double apart = LEAST + (MOST - LEAST) * random.nextDouble();
      double distance = apart * (1 + size) / 2 * beside.diameter();
      double angle = 2 * Math.PI * random.nextDouble();
      return new Neighbour(
          cell,
          beside.box().centreX() + distance * Math.cos(angle),
          beside.box().centreY() + distance * Math.sin(angle),
          Turned.draw(
              cell.box().centreX(),
              cell.box().centreY(),
              cell.diameter() / (size * beside.diameter()),
              random));
    }

    /** Takes the colour of a place of the other picture, if it is of this cell. */
    boolean take(double x, double y, double[] rgb) {
      double ownX = turned.x(x - centreX, y - centreY);
      double ownY = turned.y(x - centreX, y - centreY);
      if (cell.classAt(ownX, ownY) <= SegmenterDescription.GROUND) {
        return false;
      }
      cell.colourAt(ownX, ownY, rgb);
      return true;
    }
  }

  /** A change of all colours of a window, as stains, lamps and cameras differ. */
  private record Colours(float[] matrix, double[] gains, double gamma) {

    static Colours draw(SplittableRandom random) {
      double[] gains = new double[BANDS];
      for (int band = 0; band < BANDS; band++) {
        gains[band] = 1 + between(random, GAIN);
      }
      return new Colours(
          ColourJitter.draw(COLOURS, random).matrix(), gains, Math.exp(between(random, GAMMA)));
    }

    void change(double[] rgb) {
      double red = rgb[0] / 255;
      double green = rgb[1] / 255;
      double blue = rgb[2] / 255;
      for (int band = 0; band < BANDS; band++) {
        double value =
            gains[band]
                * (matrix[3 * band] * red
                    + matrix[3 * band + 1] * green
                    + matrix[3 * band + 2] * blue);
        rgb[band] = 255 * Math.pow(Math.max(0, Math.min(1, value)), gamma);
      }
    }
  }
}
