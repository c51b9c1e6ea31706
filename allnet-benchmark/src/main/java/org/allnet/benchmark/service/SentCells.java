package org.allnet.benchmark.service;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.data.RunException;
import org.allnet.data.synthetic.SyntheticDataset;
import org.allnet.data.synthetic.SyntheticOptions;

/**
 * Synthetic cells as PNG files, which programs send.
 *
 * @param folder where the files are
 * @param side of each in pixels
 * @param files their bytes, in the order of their names
 */
record SentCells(Path folder, int side, List<byte[]> files) {

  /**
   * Makes 32 cells.
   *
   * @param place a folder for them
   * @param side of each in pixels
   * @throws RunException if they can't be written
   */
  static SentCells make(Path place, int side) {
    Path synthetic = place.resolve("synthetic");
    Path folder = place.resolve("cells");
    SyntheticDataset.write(synthetic, new SyntheticOptions(4, 8, side, 1));
    try (Stream<Path> all = Files.walk(synthetic)) {
      Files.createDirectories(folder);
      List<Path> files =
          new ArrayList<>(all.filter(file -> file.toString().endsWith(".bmp")).sorted().toList());
      // Cells of one class are about as large: one after the other they would come in batches that
      // take long and batches that do not.
      Collections.shuffle(files, new Random(1));
      for (int i = 0; i < files.size(); i++) {
        BufferedImage image = ImageIO.read(files.get(i).toFile());
        ImageIO.write(image, "png", folder.resolve(name(i)).toFile());
      }
      return new SentCells(folder, side, ServiceWorker.images(folder));
    } catch (IOException e) {
      throw RunException.in(folder, "can't be written", e);
    }
  }

  private static String name(int number) {
    return String.format(Locale.ROOT, "cell-%03d.png", number);
  }

  /** {@return the first file} */
  Path first() {
    return folder.resolve(name(0));
  }

  /** {@return what they are, in words} */
  String words() {
    long bytes = files.stream().mapToLong(one -> one.length).sum() / files.size();
    return "synthetic cells of %d x %d pixels, PNG of %d kB on average"
        .formatted(side, side, bytes / 1000);
  }
}
