package org.allnet.spark;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Image files of coloured noise, and files that only look like images. */
public final class TinyCells {

  private static final int SIDE = 40;

  private TinyCells() {}

  /**
   * Writes {@code all/00.bmp}, {@code hem/01.bmp} and so on, the former brighter than the latter.
   */
  public static Path write(Path folder, int count) throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < count; i++) {
      boolean bright = i % 2 == 0;
      BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
      int level = (bright ? 60 : 20) + random.nextInt(140);
      for (int y = 6; y < SIDE - 6; y++) {
        for (int x = 6; x < SIDE - 6; x++) {
          int red = random.nextInt(level + 1);
          image.setRGB(x, y, red << 16 | random.nextInt(50) << 8 | random.nextInt(level + 1));
        }
      }
      Path file = folder.resolve(bright ? "all" : "hem").resolve("%03d.bmp".formatted(i));
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "bmp", file.toFile());
    }
    return folder;
  }

  /** Writes five files that no decoder can read. */
  public static Path hostile(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("empty.bmp"), new byte[0]);
    Files.writeString(folder.resolve("text.png"), "no picture at all");
    byte[] whole = Files.readAllBytes(write(folder.resolve("whole"), 1).resolve("all/000.bmp"));
    Files.write(folder.resolve("cut.bmp"), java.util.Arrays.copyOf(whole, 300));
    byte[] vast = whole.clone();
    vast[19] = 0x7f; // width and height of two thousand million
    vast[21] = 0x7f;
    vast[23] = 0x7f;
    vast[25] = 0x7f;
    Files.write(folder.resolve("vast.bmp"), vast);
    Files.write(
        folder.resolve("noise.tif"),
        new Random(1)
            .ints(500)
            .collect(java.io.ByteArrayOutputStream::new, (out, one) -> out.write(one), (a, b) -> {})
            .toByteArray());
    Files.delete(folder.resolve("whole/all/000.bmp"));
    Files.delete(folder.resolve("whole/all"));
    Files.delete(folder.resolve("whole"));
    return folder;
  }
}
