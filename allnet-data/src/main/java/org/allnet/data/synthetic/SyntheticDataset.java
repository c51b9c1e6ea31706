package org.allnet.data.synthetic;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.data.InputException;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.layout.DatasetReader;

/**
 * A set of painted cells in C-NMC's layout and names: three folds with different persons, a folder
 * for each class, and a file that says that the cells are painted, by which every reader knows it.
 */
public final class SyntheticDataset {

  private static final int FOLDS = 3;

  private SyntheticDataset() {}

  /** One image to paint. */
  private record Task(Path file, SyntheticSubject subject, long seed) {}

  /**
   * Paints a set.
   *
   * @param root a folder that is empty or not there yet
   * @param options what to paint; the same options give the same bytes
   * @return the number of images
   * @throws InputException where the folder holds something already or can't be written
   */
  public static int paint(Path root, SyntheticOptions options) {
    List<Task> tasks = new ArrayList<>();
    try {
      if (Files.exists(root)) {
        try (Stream<Path> entries = Files.list(root)) {
          if (entries.findAny().isPresent()) {
            throw new InputException(
                root + ": holds files already; choose a folder that is empty or not there yet");
          }
        }
      }
      Files.createDirectories(root);
      AtomicFile.writeText(root.resolve(DatasetReader.SYNTHETIC_MARKER), notice(options));
      Random seeds = new Random(options.seed());
      for (boolean blast : new boolean[] {true, false}) {
        for (int subject = 1; subject <= options.subjectsPerClass(); subject++) {
          Random random = new Random(seeds.nextLong());
          SyntheticSubject person = SyntheticSubject.draw(blast, random);
          String label = blast ? "all" : "hem";
          Path folder =
              root.resolve("training_data").resolve("fold_" + (subject - 1) % FOLDS).resolve(label);
          Files.createDirectories(folder);
          for (int cell = 1; cell <= options.cellsPerSubject(); cell++) {
            String name =
                "UID_%s%d_%d_%d_%s.bmp"
                    .formatted(blast ? "" : "H", subject, 1 + cell / 5, 1 + cell % 5, label);
            tasks.add(new Task(folder.resolve(name), person, random.nextLong()));
          }
        }
      }
    } catch (IOException e) {
      throw new InputException(root + ": can't be written (" + e + "); check rights and room", e);
    }
    tasks.parallelStream().forEach(task -> write(task, options.sizePixels()));
    return tasks.size();
  }

  private static void write(Task task, int size) {
    BufferedImage image = SyntheticCell.paint(task.subject(), size, task.seed());
    AtomicFile.write(
        task.file(),
        out -> {
          if (!ImageIO.write(image, "bmp", out)) {
            throw new IOException("this Java writes no BMP");
          }
        });
  }

  private static String notice(SyntheticOptions options) {
    return """
        SYNTHETIC CELLS

        The images in this folder were painted by a program (allnet dataset synthesize). They are
        not of patients, and figures on them say nothing about blood. Leave this file here: by it
        ALLNet labels everything that is made from them as synthetic.

        subjects a class: %d
        cells a subject: %d
        size: %d pixels
        seed: %d
        """
        .formatted(
            options.subjectsPerClass(),
            options.cellsPerSubject(),
            options.sizePixels(),
            options.seed());
  }
}
