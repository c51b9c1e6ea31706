package org.allnet.benchmark.foreign;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A stained white cell in the middle of a field, told from the ground by its red: by the upper of
 * the two thresholds that part all pixels into three classes of greatest variance between them
 * (Otsu 1979, doi 10.1109/TSMC.1979.4310076). Red cells are on the same side, so a cell that they
 * touch is not cut out.
 *
 * @param field the image
 * @param inside which pixels are the cell's, row by row
 * @param area how many these are
 */
record CellCut(BufferedImage field, boolean[] inside, int area) {

  private static final int LEVELS = 256;

  /** A part of the frame that is no cell but a speck. */
  private static final double LEAST = 0.01;

  /**
   * The area of a shape over that of the ellipse of the same moments; less for cells that touch.
   */
  private static final double LEAST_ROUND = 0.96;

  /** The cell of a field; empty if it touches others or the border. */
  static Optional<CellCut> of(BufferedImage field) {
    int width = field.getWidth();
    int height = field.getHeight();
    int[] red = new int[width * height];
    for (int at = 0; at < red.length; at++) {
      red[at] = field.getRGB(at % width, at / width) >> 16 & 0xff;
    }
    int threshold = upperThreshold(red);
    boolean[] stained = new boolean[red.length];
    for (int at = 0; at < red.length; at++) {
      stained[at] = red[at] < threshold;
    }
    boolean[] part = reached(stained, true, height / 2 * width + width / 2, width);
    // Whatever the ground does not reach from the corner is the cell or a hole in it.
    boolean[] open = new boolean[part.length];
    for (int at = 0; at < part.length; at++) {
      open[at] = !part[at];
    }
    boolean[] ground = reached(open, false, 0, width);
    boolean[] inside = new boolean[part.length];
    int area = 0;
    boolean atBorder = false;
    for (int at = 0; at < part.length; at++) {
      inside[at] = !ground[at];
      area += inside[at] ? 1 : 0;
      int column = at % width;
      int row = at / width;
      atBorder |=
          inside[at] && (row == 0 || column == 0 || row == height - 1 || column == width - 1);
    }
    return atBorder || area < LEAST * part.length || roundness(inside, width) < LEAST_ROUND
        ? Optional.empty()
        : Optional.of(new CellCut(field, inside, area));
  }

  /** The level from which pixels are of the brightest of three classes. */
  static int upperThreshold(int[] values) {
    double[] below = new double[LEVELS + 1];
    double[] sums = new double[LEVELS + 1];
    for (int value : values) {
      below[value + 1]++;
    }
    for (int level = 0; level < LEVELS; level++) {
      sums[level + 1] = sums[level] + level * below[level + 1];
      below[level + 1] += below[level];
    }
    double best = -1;
    int upper = 0;
    for (int i = 1; i < LEVELS; i++) {
      for (int j = i + 1; j < LEVELS; j++) {
        double between =
            part(below[i], sums[i])
                + part(below[j] - below[i], sums[j] - sums[i])
                + part(below[LEVELS] - below[j], sums[LEVELS] - sums[j]);
        if (between > best) {
          best = between;
          upper = j;
        }
      }
    }
    return upper;
  }

  private static double part(double count, double sum) {
    return count > 0 ? sum * sum / count : 0;
  }

  /** The 4-connected part of a mask around a pixel; empty if that is outside of it. */
  private static boolean[] reached(boolean[] mask, boolean nearby, int start, int width) {
    boolean[] reached = new boolean[mask.length];
    int from = nearby ? nearest(mask, start, width) : start;
    Deque<Integer> waiting = new ArrayDeque<>();
    if (from >= 0 && mask[from]) {
      reached[from] = true;
      waiting.add(from);
    }
    while (!waiting.isEmpty()) {
      int at = waiting.remove();
      int column = at % width;
      int[] beside = {
        column > 0 ? at - 1 : -1, column < width - 1 ? at + 1 : -1, at - width, at + width
      };
      for (int next : beside) {
        if (next >= 0 && next < mask.length && mask[next] && !reached[next]) {
          reached[next] = true;
          waiting.add(next);
        }
      }
    }
    return reached;
  }

  private static int nearest(boolean[] mask, int centre, int width) {
    int nearest = -1;
    double least = Double.MAX_VALUE;
    for (int at = 0; at < mask.length; at++) {
      if (mask[at]) {
        double distance = Math.hypot(at % width - centre % width, at / width - centre / width);
        if (distance < least) {
          least = distance;
          nearest = at;
        }
      }
    }
    return nearest;
  }

  private static double roundness(boolean[] inside, int width) {
    double n = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int at = 0; at < inside.length; at++) {
      if (inside[at]) {
        int column = at % width;
        int row = at / width;
        n++;
        x += column;
        y += row;
        xx += (double) column * column;
        yy += (double) row * row;
        xy += (double) column * row;
      }
    }
    double varX = xx / n - x / n * (x / n);
    double varY = yy / n - y / n * (y / n);
    double covariance = xy / n - x / n * (y / n);
    return n / (4 * Math.PI * Math.sqrt(varX * varY - covariance * covariance));
  }

  /** The cell alone, enlarged, in the middle of a black square. */
  BufferedImage onBlack(double scale, int side) {
    int width = field.getWidth();
    BufferedImage mask = new BufferedImage(width, field.getHeight(), BufferedImage.TYPE_INT_RGB);
    double x = 0;
    double y = 0;
    for (int at = 0; at < inside.length; at++) {
      if (inside[at]) {
        mask.setRGB(at % width, at / width, 0xffffff);
        x += at % width + 0.5;
        y += at / width + 0.5;
      }
    }
    BufferedImage cell = enlarged(field, scale, x / area, y / area, side);
    BufferedImage kept = enlarged(mask, scale, x / area, y / area, side);
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        if ((kept.getRGB(column, row) & 0xff) < LEVELS / 2) {
          cell.setRGB(column, row, 0);
        }
      }
    }
    return cell;
  }

  private static BufferedImage enlarged(
      BufferedImage image, double scale, double x, double y, int side) {
    BufferedImage frame = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = frame.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.translate(side / 2.0, side / 2.0);
    graphics.scale(scale, scale);
    graphics.translate(-x, -y);
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    return frame;
  }
}
