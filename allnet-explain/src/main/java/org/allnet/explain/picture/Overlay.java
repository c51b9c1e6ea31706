package org.allnet.explain.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.allnet.data.image.CellPixels;
import org.allnet.explain.map.AttributionMap;
import org.allnet.explain.map.CellRegions;

/**
 * A map on the image that it explains: the image in grey, the attributions in the colours of {@link
 * ColourScale}, the cell's outline in white, and below it the scale. Small images are drawn larger,
 * large ones smaller. The end of the scale is the 99.9th percentile of the attributions' sizes;
 * those beyond are drawn like it, so that a single pixel does not hide all others.
 */
public final class Overlay {

  private static final int LEAST_SIDE = 360;
  private static final int MOST_SIDE = 1200;
  private static final int THUMBNAIL_SIDE = 300;
  private static final double CLIPPED = 0.999;
  private static final int MARGIN = 8;
  private static final int BAR = 12;
  private static final int LINE = 16;
  private static final Color PAPER = new Color(0x1b2430);
  private static final Color INK = new Color(0xe5e9ef);
  private static final int OUTLINE = 0xffffff;

  private final CellPixels image;
  private final CellRegions regions;
  private final AttributionMap map;
  private final boolean signed;
  private final double end;

  /**
   * An overlay.
   *
   * @param image the image
   * @param regions its cell
   * @param map of the image's height and width; what is below 0 is not drawn unless it is signed
   * @param signed whether what is below 0 speaks against the class
   */
  public Overlay(CellPixels image, CellRegions regions, AttributionMap map, boolean signed) {
    this.image = image;
    this.regions = regions;
    this.map = signed ? map : map.positive();
    this.signed = signed;
    this.end = endOf(this.map);
  }

  private double scale(int least, int most) {
    int side = Math.max(image.frameHeight(), image.frameWidth());
    return side < least ? Math.ceil((double) least / side) : Math.min(1, (double) most / side);
  }

  private static double endOf(AttributionMap map) {
    float[] sizes = map.values();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(sizes[i]);
    }
    Arrays.sort(sizes);
    double clipped = sizes[(int) (CLIPPED * (sizes.length - 1))];
    return clipped > 0 ? clipped : sizes[sizes.length - 1];
  }

  /**
   * Draws the overlay.
   *
   * @param label the class
   * @return the picture; the scale lacks its words on a machine without any font
   */
  public BufferedImage draw(String label) {
    BufferedImage bare = bare(scale(LEAST_SIDE, MOST_SIDE));
    int below = 2 * MARGIN + BAR + 2 * LINE;
    int width = Math.max(bare.getWidth(), LEAST_SIDE);
    BufferedImage picture =
        new BufferedImage(width, bare.getHeight() + below, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(PAPER);
    pen.fillRect(0, 0, width, picture.getHeight());
    pen.drawImage(bare, (width - bare.getWidth()) / 2, 0, null);
    legend(pen, width, bare.getHeight() + MARGIN, label);
    pen.dispose();
    return picture;
  }

  /** {@return a small picture without the scale, for a page that explains the colours, as PNG} */
  public byte[] thumbnail() {
    return png(bare(scale(THUMBNAIL_SIDE, THUMBNAIL_SIDE)));
  }

  private BufferedImage bare(double scale) {
    int height = Math.max(1, (int) Math.round(image.frameHeight() * scale));
    int width = Math.max(1, (int) Math.round(image.frameWidth() * scale));
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] rows = sources(height, image.frameHeight(), scale);
    int[] columns = sources(width, image.frameWidth(), scale);
    int[] line = new int[width];
    for (int y = 0; y < height; y++) {
      // A small image is drawn much larger: most lines and pixels are those before.
      boolean anew = y == 0 || rows[y] != rows[y - 1];
      for (int x = 0; x < width && anew; x++) {
        boolean same = x > 0 && columns[x] == columns[x - 1];
        line[x] = same ? line[x - 1] : pixel(rows[y], columns[x]);
      }
      picture.setRGB(0, y, width, 1, line, 0, width);
    }
    return picture;
  }

  /** The image's row or column that each one of the picture shows. */
  private static int[] sources(int drawn, int side, double scale) {
    int[] sources = new int[drawn];
    for (int at = 0; at < drawn; at++) {
      sources[at] = Math.min(side - 1, (int) ((at + 0.5) / scale));
    }
    return sources;
  }

  private int pixel(int row, int column) {
    if (regions.isOutline(row, column)) {
      return OUTLINE;
    }
    double part = end > 0 ? Math.max(-1, Math.min(1, map.at(row, column) / end)) : 0;
    return ColourScale.over(grey(row, column), part);
  }

  private int grey(int row, int column) {
    int y = row - image.top();
    int x = column - image.left();
    if (y < 0 || x < 0 || y >= image.height() || x >= image.width()) {
      return 0;
    }
    int at = (y * image.width() + x) * 3;
    byte[] rgb = image.rgb();
    return (299 * (rgb[at] & 0xff) + 587 * (rgb[at + 1] & 0xff) + 114 * (rgb[at + 2] & 0xff))
        / 1000;
  }

  private void legend(Graphics2D pen, int width, int top, String label) {
    int length = width - 2 * MARGIN;
    for (int x = 0; x < length; x++) {
      double part = (double) x / (length - 1);
      pen.setColor(new Color(ColourScale.colour(signed ? 2 * part - 1 : part)));
      pen.fillRect(MARGIN + x, top, 1, BAR);
    }
    if (!hasFont(pen)) {
      return;
    }
    pen.setColor(INK);
    int line = top + BAR + LINE - 2;
    String most = String.format(Locale.ROOT, "%.3g", end);
    String least = signed ? "-" + most : "0";
    pen.drawString(end > 0 ? least : "0", MARGIN, line);
    String right = end > 0 ? most : "0";
    pen.drawString(right, width - MARGIN - pen.getFontMetrics().stringWidth(right), line);
    String words =
        end > 0
            ? (signed ? "blue: against, yellow: for " : "speaks for ") + label
            : "nothing speaks for " + label;
    pen.drawString(words, MARGIN, line + LINE);
  }

  /** A bare server may have a Java without fonts; a scale without words is better than none. */
  private static boolean hasFont(Graphics2D pen) {
    try {
      pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
      pen.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      return pen.getFontMetrics().stringWidth("map") > 0;
    } catch (RuntimeException | LinkageError | InternalError e) {
      return false;
    }
  }

  /**
   * Draws the overlay as a file.
   *
   * @param label the class
   * @return the bytes of a PNG file
   */
  public byte[] png(String label) {
    return png(draw(label));
  }

  private static byte[] png(BufferedImage picture) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      ImageIO.write(picture, "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
