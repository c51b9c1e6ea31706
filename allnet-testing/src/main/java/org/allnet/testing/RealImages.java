package org.allnet.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.data.image.CellPixels;

/** Real images for tests; a test that asks for them is skipped if they are absent. */
public final class RealImages {

  private RealImages() {}

  /** The files below a folder of the real data with an extension, sorted. */
  public static List<Path> files(String below, String extension) throws IOException {
    Path folder = Path.of(System.getProperty("allnet.realdata", "absent")).resolve(below);
    assumeThat(folder).as("real images").isDirectory();
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(extension)).sorted().toList();
    }
  }

  /** The whole frame of a file. */
  public static CellPixels read(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    int height = image.getHeight();
    int width = image.getWidth();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    byte[] rgb = new byte[pixels.length * 3];
    for (int i = 0; i < pixels.length; i++) {
      rgb[i * 3] = (byte) (pixels[i] >> 16);
      rgb[i * 3 + 1] = (byte) (pixels[i] >> 8);
      rgb[i * 3 + 2] = (byte) pixels[i];
    }
    return new CellPixels(height, width, 0, 0, height, width, rgb);
  }
}
