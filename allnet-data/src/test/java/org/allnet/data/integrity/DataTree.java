package org.allnet.data.integrity;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** Real images, or the test is skipped. */
  public static Path real(String name) {
    Path path = Path.of(System.getProperty("allnet.realdata", "absent")).resolve(name);
    Assumptions.assumeTrue(Files.exists(path), () -> path + " is absent");
    return path;
  }
}
