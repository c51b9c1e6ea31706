package org.allnet.data.synthetic;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.data.ForeignFailure;
import org.allnet.data.OptionException;
import org.allnet.data.RunException;
import org.allnet.data.Sentence;
import org.allnet.data.layout.FolderMark;

/**
 * Writes a data set of synthetic cells, laid out and named like the training data of C-NMC 2019:
 * several subjects of either class, three folds, one cell on black in each BMP file. A marker file
 * at its root makes every reader call it synthetic.
 */
public final class SyntheticDataset {

  private static final String FOLDER = "folder";
  private static final int FOLDS = 3;

  private SyntheticDataset() {}

  /** One cell that is to be synthetic. */
  private record Job(Path file, CellTraits traits, long seed) {}

  /**
   * Makes the cells and writes them as a data set.
   *
   * @param root where to: a folder that is empty or not there yet
   * @param options what to make
   * @throws OptionException if the folder holds something
   * @throws RunException if a file can't be written
   */
  public static void write(Path root, SyntheticOptions options) {
    write(root, options, done -> {});
  }

  /**
   * Makes and writes the cells, and says how far it has come.
   *
   * @param root where to: a folder that is empty or not there yet
   * @param options what to make
   * @param progress is told how many cells are done, from any thread
   * @throws OptionException if the folder holds something
   * @throws RunException if a file can't be written
   */
  public static void write(Path root, SyntheticOptions options, LongConsumer progress) {
    requireEmpty(root);
    List<Job> jobs = jobs(root, options);
    FolderMark.writeSynthetic(root, "synthetic cells of ALLNet, seed " + options.seed());
    AtomicLong done = new AtomicLong();
    try {
      for (Job job : jobs) {
        Files.createDirectories(job.file().getParent());
      }
      jobs.parallelStream()
          .forEach(
              job -> {
                write(job, options.sizePixels());
                progress.accept(done.incrementAndGet());
              });
    } catch (IOException | UncheckedIOException e) {
      throw RunException.in(
          root,
          "can't be written (" + ForeignFailure.words(e) + "); check its rights and free space",
          e);
    }
  }

  private static void requireEmpty(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> entries = Files.list(root)) {
      if (entries.findAny().isPresent()) {
        throw OptionException.ofSetting(
            FOLDER,
            root,
            root
                + ": is not empty; name a new folder, so that nothing is mixed with synthetic cells");
      }
    } catch (IOException e) {
      throw OptionException.ofSetting(
          FOLDER, root, Sentence.of("%s: is no folder that can be written into", root), e);
    }
  }

  /** The two classes, which C-NMC 2019 calls so. */
  private enum CellClass {
    ALL,
    HEM;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The name of a subject, which for healthy ones begins with an H. */
    String subject(int number) {
      return this == HEM ? "H" + number : String.valueOf(number);
    }
  }

  private static List<Job> jobs(Path root, SyntheticOptions options) {
    List<Job> jobs = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(options.seed());
    for (int subject = 1; subject <= options.subjectsPerClass(); subject++) {
      for (CellClass of : CellClass.values()) {
        // Each subject has its own generator: more subjects do not change those before.
        SplittableRandom own = random.split();
        CellTraits.Person person = CellTraits.Person.draw(own);
        Path folder =
            root.resolve("training_data")
                .resolve("fold_" + (subject - 1) % FOLDS)
                .resolve(of.label());
        for (int cell = 1; cell <= options.cellsPerSubject(); cell++) {
          CellTraits traits = CellTraits.draw(of == CellClass.ALL, person, own);
          String file = "UID_" + of.subject(subject) + "_" + cell + "_1_" + of.label() + ".bmp";
          jobs.add(new Job(folder.resolve(file), traits, own.nextLong()));
        }
      }
    }
    return jobs;
  }

  private static void write(Job job, int sizePixels) {
    try (OutputStream out = Files.newOutputStream(job.file())) {
      ImageIO.write(CellPainter.paint(sizePixels, job.traits(), job.seed()), "bmp", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
