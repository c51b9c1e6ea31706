package org.allnet.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that are decoded ahead of their use fit into Java's memory. */
class DecodedCellsMemoryTest {

  private static final int IMAGES = 16;

  /** A process of its own with little memory, which takes one image after the other. */
  public static final class Reading {

    private Reading() {}

    public static void main(String[] arguments) throws InterruptedException {
      int read = 0;
      try (DecodedCells cells =
          new DecodedCells(
              ImageFiles.find(List.of(arguments)).images(),
              new ImageDecoder(DecodeLimits.DEFAULTS))) {
        for (NamedCell cell : cells) {
          if (read == 0) {
            Thread.sleep(3000); // whatever is decoded ahead is there by then
          }
          read += cell.pixels().area() > 0 ? 1 : 0;
        }
        System.out.println(read + " read, problems " + cells.problems());
      }
    }
  }

  @Test
  void iterator_largeImagesLittleMemory_readsAll(@TempDir Path folder) throws Exception {
    BufferedImage white = new BufferedImage(1800, 1800, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = white.createGraphics();
    graphics.fillRect(0, 0, white.getWidth(), white.getHeight());
    graphics.dispose();
    Path first = folder.resolve("0.png");
    assertThat(ImageIO.write(white, "png", first.toFile())).isTrue();
    for (int i = 1; i < IMAGES; i++) {
      Files.copy(first, folder.resolve(i + ".png"));
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                Reading.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(output.lines().reduce((one, last) -> last)).hasValue(IMAGES + " read, problems []");
  }
}
