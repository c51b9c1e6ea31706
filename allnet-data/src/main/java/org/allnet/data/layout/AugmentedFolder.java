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
   * @throws InputException if a plan is no CSV file
   * @throws RunException if the file can't be written
   */
  public static void carry(Collection<Path> folders, Path out) {
    List<CsvTable> plans = folders.stream().map(folder -> Csv.read(folder.resolve(PLAN))).toList();
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
      Csv.write(out.resolve(PLAN), List.copyOf(header), rows);
    }
  }
}
