package org.allnet.data.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.allnet.data.InputException;
import org.allnet.data.OptionName;
import org.allnet.data.RunException;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.file.Csv;
import org.allnet.data.file.CsvTable;
import org.allnet.data.file.FileFormat;

/** Folders that {@code augment} wrote: several images in them were made of one. */
public final class AugmentedFolder {

  /** The plan beside such images, which names the original of each. */
  public static final String PLAN = FolderMark.AUGMENTED.file();

  private AugmentedFolder() {}

  /**
   * Refuses a data set that holds augmented images: those of one original could be trained on and
   * evaluated.
   *
   * @param dataset the data set
   * @throws InputException if its folder bears {@link FolderMark#AUGMENTED}
   */
  public static void refuse(Dataset dataset) {
    for (Path folder : FolderMark.AUGMENTED.of(dataset)) {
      throw InputException.in(
          folder,
          Sentence.of(
              "holds augmented images (%s), and those of one original could be trained on and evaluated; give the originals, and let training augment them with %s",
              PLAN, OptionName.PER_CLASS));
    }
  }

  /**
   * Writes the plans of folders into one whose images are made of theirs.
   *
   * @param folders folders that hold a plan
   * @param out where to; nothing is written if there is no folder
   * @throws InputException if a plan can't be read, says no version of its format, several, or one
   *     that this program does not read
   * @throws RunException if the file can't be written
   */
  public static void carry(Collection<Path> folders, Path out) {
    List<CsvTable> plans = folders.stream().map(AugmentedFolder::plan).toList();
    Set<String> header = new LinkedHashSet<>();
    plans.forEach(plan -> header.addAll(plan.header()));
    List<List<String>> rows = new ArrayList<>();
    for (CsvTable plan : plans) {
      int[] columns = header.stream().mapToInt(plan.header()::indexOf).toArray();
      for (List<String> row : plan.rows()) {
        rows.add(
            IntStream.of(columns).mapToObj(column -> column < 0 ? "" : row.get(column)).toList());
      }
    }
    if (!plans.isEmpty()) {
      Csv.write(out.resolve(PLAN), FileFormat.AUGMENTATION_PLAN, List.copyOf(header), rows);
    }
  }

  /** What is carried on is of the version that is written. */
  private static CsvTable plan(Path folder) {
    CsvTable plan = Csv.read(folder.resolve(PLAN), FileFormat.AUGMENTATION_PLAN);
    return switch (plan.version()) {
      case 1 -> plan;
      default -> throw FileFormat.AUGMENTATION_PLAN.unread(plan.version());
    };
  }
}
