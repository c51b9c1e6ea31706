package org.allnet.data.duplicate;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Copies of a picture as people make them, drawn from a seed. */
public final class DerivedCopies {

  /** What is done to a picture. */
  public enum Way {
    JPEG,
    RESIZED,
    LAID,
    SHIFTED,
    CROPPED,
    ALL
  }

  private DerivedCopies() {}

  /** A copy as the bytes of a file: PNG, or JPEG of quality 70 to 95. */
  public static byte[] of(BufferedImage picture, Way way, boolean onBlack, Random random)
      throws IOException {
    BufferedImage made = picture;
    double down = sign(random) * (0.01 + 0.04 * random.nextDouble());
    double along = sign(random) * (0.01 + 0.04 * random.nextDouble());
    if (way == Way.CROPPED) {
      made = cropped(made, down, along);
    }
    if (way == Way.SHIFTED || way == Way.ALL) {
      made = shifted(made, down, along, onBlack);
    }
    if (way == Way.LAID || way == Way.ALL) {
      made = laid(made, 1 + random.nextInt(7));
    }
    if (way == Way.RESIZED || way == Way.ALL) {
      double factor = 0.5 + random.nextDouble();
      // Nearer to 1 it would be a copy that hardly differs.
      made = resized(made, Math.abs(factor - 1) < 0.1 ? 0.8 : factor);
    }
    float quality = 0.7f + 0.25f * random.nextFloat();
    return written(made, way == Way.JPEG || way == Way.ALL ? quality : 0);
  }

  private static int sign(Random random) {
    return random.nextBoolean() ? 1 : -1;
  }

  /** Moved; what is uncovered is black, or for a field what lies beside it, mirrored. */
  public static BufferedImage shifted(
      BufferedImage picture, double down, double along, boolean onBlack) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    int dy = (int) Math.round(down * height);
    int dx = (int) Math.round(along * width);
    BufferedImage made = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean outside = y < dy || x < dx || y - dy >= height || x - dx >= width;
        int rgb = picture.getRGB(mirrored(x - dx, width), mirrored(y - dy, height));
        made.setRGB(x, y, outside && onBlack ? Color.BLACK.getRGB() : rgb);
      }
    }
    return made;
  }

  private static int mirrored(int at, int length) {
    return at < 0 ? -at - 1 : at >= length ? 2 * length - 1 - at : at;
  }

  private static BufferedImage cropped(BufferedImage picture, double down, double along) {
    int dy = (int) Math.round(Math.abs(down) * picture.getHeight());
    int dx = (int) Math.round(Math.abs(along) * picture.getWidth());
    return picture.getSubimage(
        along > 0 ? dx : 0, down > 0 ? dy : 0, picture.getWidth() - dx, picture.getHeight() - dy);
  }

  /** The box around what is not black, with a border of so many pixels. */
  public static BufferedImage tight(BufferedImage picture, int border) {
    int top = picture.getHeight();
    int left = picture.getWidth();
    int bottom = -1;
    int right = -1;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        if ((picture.getRGB(x, y) & 0xffffff) != 0) {
          top = Math.min(top, y);
          left = Math.min(left, x);
          bottom = Math.max(bottom, y);
          right = Math.max(right, x);
        }
      }
    }
    return part(picture, top - border, left - border, bottom + 1 + border, right + 1 + border);
  }

  /** A part of a picture; what lies outside of the picture is black. */
  public static BufferedImage part(
      BufferedImage picture, int top, int left, int bottom, int right) {
    BufferedImage part = new BufferedImage(right - left, bottom - top, BufferedImage.TYPE_INT_RGB);
    part.createGraphics().drawImage(picture, -left, -top, null);
    return part;
  }

  /** One of the seven other ways to lay a picture: bit 1 transposes, 2 and 4 mirror. */
  public static BufferedImage laid(BufferedImage picture, int how) {
    boolean transposed = (how & 1) != 0;
    int width = transposed ? picture.getHeight() : picture.getWidth();
    int height = transposed ? picture.getWidth() : picture.getHeight();
    BufferedImage made = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int column = transposed ? y : x;
        int row = transposed ? x : y;
        made.setRGB(
            x,
            y,
            picture.getRGB(
                (how & 2) != 0 ? picture.getWidth() - 1 - column : column,
                (how & 4) != 0 ? picture.getHeight() - 1 - row : row));
      }
    }
    return made;
  }

  /** The same picture in another size. */
  public static BufferedImage resized(BufferedImage picture, double factor) {
    int width = (int) Math.round(picture.getWidth() * factor);
    int height = (int) Math.round(picture.getHeight() * factor);
    BufferedImage made = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = made.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(picture, 0, 0, width, height, null);
    graphics.dispose();
    return made;
  }

  /** The bytes of a file: JPEG of that quality, or PNG if it is 0. */
  public static byte[] written(BufferedImage picture, float quality) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BufferedImage plain =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
    plain.createGraphics().drawImage(picture, 0, 0, null);
    if (quality == 0) {
      ImageIO.write(plain, "png", bytes);
      return bytes.toByteArray();
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(quality);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(plain, null, null), param);
    }
    writer.dispose();
    return bytes.toByteArray();
  }
}
