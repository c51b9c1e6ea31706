package org.allnet.data.integrity;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;

/** Files of a data set laid by hand. */
public final class DataTree {

  private DataTree() {}

  /** A text file; its folders are made. */
  public static Path text(Path root, String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** A picture of one grey; the same grey and size make the same bytes. */
  public static Path picture(Path root, String name, int size, int grey) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_3BYTE_BGR);
    image.setRGB(0, 0, grey * 0x010101);
    String format = name.endsWith(".bmp") ? "bmp" : "png";
    if (!ImageIO.write(image, format, file.toFile())) {
      throw new IOException("no writer for " + format);
    }
    return file;
  }

  /** A picture that shows something; the same seed and size make the same bytes. */
  public static Path cell(Path root, String name, int size, int seed) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage blots = new BufferedImage(5, 5, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(seed);
    for (int at = 0; at < 25; at++) {
      blots.setRGB(at % 5, at / 5, random.nextInt(0x1000000));
    }
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D drawing = image.createGraphics();
    drawing.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    drawing.drawImage(blots, 0, 0, size, size, null);
    drawing.dispose();
    if (!ImageIO.write(image, name.endsWith(".bmp") ? "bmp" : "png", file.toFile())) {
      throw new IOException("no writer for " + name);
    }
    return file;
  }

  /** The first images of each class folder of a set of real images, or the test is skipped. */
  public static Path some(Path root, String name, int mostOfAClass) throws IOException {
    try (Stream<Path> classes = Files.list(real(name))) {
      for (Path folder : classes.filter(Files::isDirectory).toList()) {
        Path copies = Files.createDirectories(root.resolve(folder.getFileName()));
        try (Stream<Path> images = Files.list(folder)) {
          for (Path image : images.sorted().limit(mostOfAClass).toList()) {
            Files.copy(image, copies.resolve(image.getFileName()));
          }
        }
      }
    }
    return root;
  }

  /** Real images, or the test is skipped. */
  public static Path real(String name) {
    Path path = Path.of(System.getProperty("allnet.realdata", "absent")).resolve(name);
    Assumptions.assumeTrue(Files.exists(path), () -> path + " is absent");
    return path;
  }
}
