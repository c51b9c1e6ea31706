package org.allnet.cli.detection;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Stroke;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.ClassColours;
import org.allnet.detect.box.FieldPixels;
import org.allnet.evaluation.detection.Detection;

/**
 * A decoded field as a picture: with cells drawn, cut out around a cell, or smaller.
 *
 * @param image its pixels; treat it as read-only
 */
record FieldPicture(BufferedImage image) {

  /** How much of a cell's longer side is shown around it. */
  static final double MARGIN = 0.15;

  private static final float JPEG_QUALITY = 0.85f;
  private static final double LINE = 1 / 320.0;
  private static final double LETTERS = 1 / 45.0;
  private static final int LEAST_LETTERS = 10;

  static FieldPicture of(FieldPixels field) {
    BufferedImage image =
        new BufferedImage(field.width(), field.height(), BufferedImage.TYPE_3BYTE_BGR);
    byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    byte[] rgb = field.rgb();
    for (int i = 0; i < rgb.length; i += 3) {
      bgr[i] = rgb[i + 2];
      bgr[i + 1] = rgb[i + 1];
      bgr[i + 2] = rgb[i];
    }
    return new FieldPicture(image);
  }

  /**
   * Draws boxes with class and score, and outlines of cells and nuclei as far as they are known,
   * the most certain on top.
   *
   * @param cells the most certain first
   * @param classes the names of the classes
   */
  FieldPicture withCells(List<ShownCell> cells, List<String> classes) {
    BufferedImage drawn = copy(image.getWidth(), image.getHeight());
    Graphics2D pen = drawn.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    int side = Math.max(drawn.getWidth(), drawn.getHeight());
    Stroke line = new BasicStroke((float) Math.max(1.5, side * LINE));
    Stroke thin = new BasicStroke((float) Math.max(1, side * LINE / 2));
    pen.setFont(
        new Font(
            Font.SANS_SERIF, Font.BOLD, (int) Math.max(LEAST_LETTERS, Math.round(side * LETTERS))));
    for (int i = cells.size() - 1; i >= 0; i--) {
      ShownCell shown = cells.get(i);
      Detection cell = shown.cell();
      int[] rgb = ClassColours.rgb(cell.classIndex());
      Color colour = new Color(rgb[0], rgb[1], rgb[2]);
      BoundingBox box = cell.box();
      pen.setColor(colour);
      pen.setStroke(shown.outline() == null ? line : thin);
      pen.draw(new Rectangle2D.Double(box.left(), box.top(), box.width(), box.height()));
      if (shown.nucleus() != null) {
        pen.draw(shown.nucleus());
      }
      if (shown.outline() != null) {
        pen.setStroke(line);
        pen.draw(shown.outline());
      }
      name(pen, words(cell, classes), box, colour, drawn);
    }
    pen.dispose();
    return new FieldPicture(drawn);
  }

  private static void name(
      Graphics2D pen, String words, BoundingBox box, Color colour, BufferedImage drawn) {
    FontMetrics letters = pen.getFontMetrics();
    int across = letters.stringWidth(words) + 4;
    int down = letters.getAscent() + letters.getDescent();
    int left = (int) Math.round(Math.max(0, Math.min(box.left(), drawn.getWidth() - across)));
    int top = (int) Math.round(box.top() >= down ? box.top() - down : Math.max(0, box.top()));
    pen.setColor(colour);
    pen.fillRect(left, top, across, down);
    pen.setColor(isLight(colour) ? Color.BLACK : Color.WHITE);
    pen.drawString(words, left + 2, top + letters.getAscent());
  }

  private static boolean isLight(Color colour) {
    return 0.3 * colour.getRed() + 0.59 * colour.getGreen() + 0.11 * colour.getBlue() > 140;
  }

  /** {@return class and score of a cell in words} */
  static String words(Detection cell, List<String> classes) {
    return String.format(Locale.ROOT, "%s %.2f", classes.get(cell.classIndex()), cell.score());
  }

  /**
   * Cuts a cell out, with a margin of {@link #MARGIN} of its longer side as far as the field goes.
   *
   * @param box the cell, with a part in the field
   */
  FieldPicture cutOut(BoundingBox box) {
    Rectangle part = withMargin(box, image.getWidth(), image.getHeight());
    return new FieldPicture(image.getSubimage(part.x, part.y, part.width, part.height));
  }

  /**
   * Returns the pixels of a cell with a margin of {@link #MARGIN} of its longer side as far as the
   * field goes.
   *
   * @param box the cell, with a part in the field
   * @param width of the field
   * @param height of the field
   */
  static Rectangle withMargin(BoundingBox box, int width, int height) {
    double margin = MARGIN * Math.max(box.width(), box.height());
    int left = clamped(Math.floor(box.left() - margin), width - 1);
    int top = clamped(Math.floor(box.top() - margin), height - 1);
    int right = Math.max(left + 1, clamped(Math.ceil(box.right() + margin), width));
    int bottom = Math.max(top + 1, clamped(Math.ceil(box.bottom() + margin), height));
    return new Rectangle(left, top, right - left, bottom - top);
  }

  private static int clamped(double value, int most) {
    return (int) Math.max(0, Math.min(value, most));
  }

  /**
   * Makes it smaller if it is too large.
   *
   * @param most pixels of its longer side
   */
  FieldPicture within(int most) {
    double scale = (double) most / Math.max(image.getWidth(), image.getHeight());
    if (scale >= 1) {
      return this;
    }
    return new FieldPicture(
        copy(
            Math.max(1, (int) Math.round(image.getWidth() * scale)),
            Math.max(1, (int) Math.round(image.getHeight() * scale))));
  }

  private BufferedImage copy(int width, int height) {
    BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D pen = copy.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    pen.drawImage(image, 0, 0, width, height, null);
    pen.dispose();
    return copy;
  }

  /** {@return the bytes of a PNG file} */
  byte[] png() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** {@return the bytes of a JPEG file, for pages, which would be ten times as large with PNG} */
  byte[] jpeg() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam quality = writer.getDefaultWriteParam();
      quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      quality.setCompressionQuality(JPEG_QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), quality);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
