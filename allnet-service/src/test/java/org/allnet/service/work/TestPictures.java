package org.allnet.service.work;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.allnet.service.work.intake.IncomingFile;

/** Synthetic cells as files. */
public final class TestPictures {

  private TestPictures() {}

  /** A disc on black; another number is another picture. */
  public static BufferedImage cell(int number) {
    BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(200, 120 + number % 80, 210));
    graphics.fillOval(8, 4, 40 + number % 15, 40);
    graphics.setColor(new Color(110, 40 + number % 60, 150));
    graphics.fillOval(16, 10, 22 + number % 9, 24);
    graphics.dispose();
    return image;
  }

  /** A bright field with some cells. */
  public static BufferedImage field(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(230, 225, 235));
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(new Color(110, 40, 150));
    graphics.fillOval(width / 3, height / 3, 40, 40);
    graphics.dispose();
    return image;
  }

  public static byte[] bytes(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  public static byte[] png(int number) throws IOException {
    return bytes(cell(number), "png");
  }

  public static IncomingFile file(String name, byte[] bytes) {
    return new IncomingFile(name, () -> new ByteArrayInputStream(bytes));
  }

  /** A zip of some files: name, bytes, name, bytes. */
  public static byte[] zip(Object... namesAndBytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndBytes.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndBytes[i]));
        zip.write((byte[]) namesAndBytes[i + 1]);
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }
}
