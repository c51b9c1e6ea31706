package org.allnet.training.augmentation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.file.Csv;
import org.allnet.data.file.CsvTable;

/** Who the images of a written plan are of, so that they can be split by subject again. */
public final class AugmentedSubjects {

  /** The file's name in the output folder, as class folders are read with. */
  public static final String FILE = "subjects.csv";

  private AugmentedSubjects() {}

  /**
   * Writes {@code subjects.csv} (image, subject) beside a plan that was carried out; nothing where
   * no subject is known.
   *
   * @param out the output folder of an {@link AugmentationJob}
   * @param dataset where its samples came from
   * @return how many images have a subject
   * @throws org.allnet.data.InputException where the folder has no plan
   * @throws org.allnet.data.RunException where the file can't be written
   */
  public static int write(Path out, Dataset dataset) {
    Map<String, String> subjects = new HashMap<>();
    for (CellImage image : dataset.images()) {
      String subject = image.subject();
      if (subject != null) {
        subjects.put(image.name(), subject);
      }
    }
    CsvTable plan = Csv.read(out.resolve(AugmentationJob.PLAN));
    int image = plan.column("image");
    int file = plan.column("file");
    List<List<String>> rows = new ArrayList<>();
    for (List<String> row : plan.rows()) {
      String subject = subjects.get(row.get(image));
      if (subject != null) {
        rows.add(List.of(row.get(file), subject));
      }
    }
    if (!rows.isEmpty()) {
      Csv.write(out.resolve(FILE), List.of("image", "subject"), rows);
    }
    return rows.size();
  }
}
