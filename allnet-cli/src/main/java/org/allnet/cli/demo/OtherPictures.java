package org.allnet.cli.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.data.RunException;

/**
 * Pictures that the demo's model was not made for: stripes, and one of the new cells out of focus.
 * They were fixed before any model was asked about them.
 */
final class OtherPictures {

  private static final int SIDE = 450;
  private static final int STRIPE = 15;

  /** The box by which a cell is blurred, three times. */
  private static final int BLUR = 15;

  private OtherPictures() {}

  /**
   * Paints the pictures.
   *
   * @param folder where to
   * @param cells a folder of cells, of which the first by name is taken
   * @throws RunException if they can't be written
   */
  static void paint(Path folder, Path cells) {
    try {
      Files.createDirectories(folder);
      write(stripes(), folder.resolve("stripes.png"));
      write(blurred(first(cells)), folder.resolve("out-of-focus.png"));
    } catch (IOException | UncheckedIOException e) {
      throw RunException.in(folder, "can't be written; check its rights and the disk", e);
    }
  }

  private static void write(BufferedImage image, Path file) throws IOException {
    ImageIO.write(image, "png", file.toFile());
  }

  private static BufferedImage stripes() {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    for (int at = 0; at < SIDE; at += STRIPE) {
      pen.setColor(at / STRIPE % 2 == 0 ? new Color(0xf2d16b) : new Color(0x2a7f56));
      pen.fillRect(at, 0, STRIPE, SIDE);
    }
    pen.dispose();
    return image;
  }

  private static BufferedImage first(Path cells) throws IOException {
    try (Stream<Path> files = Files.walk(cells)) {
      List<Path> images =
          files.filter(file -> file.toString().endsWith(".bmp")).sorted().limit(1).toList();
      return ImageIO.read(images.get(0).toFile());
    }
  }

  private static BufferedImage blurred(BufferedImage cell) {
    float[] box = new float[BLUR * BLUR];
    Arrays.fill(box, 1f / box.length);
    ConvolveOp mean = new ConvolveOp(new Kernel(BLUR, BLUR, box), ConvolveOp.EDGE_ZERO_FILL, null);
    BufferedImage blurred =
        new BufferedImage(cell.getWidth(), cell.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = blurred.createGraphics();
    pen.drawImage(cell, 0, 0, null);
    pen.dispose();
    for (int i = 0; i < 3; i++) {
      blurred = mean.filter(blurred, null);
    }
    return blurred;
  }
}
