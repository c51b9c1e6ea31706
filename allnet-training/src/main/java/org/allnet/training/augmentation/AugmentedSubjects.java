package org.allnet.training.augmentation;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.file.Csv;
import org.allnet.data.file.CsvTable;
import org.allnet.data.file.FileFormat;
import org.allnet.data.folder.FolderSubjects;

/** Who the images of a written plan are of, so that they can be split by subject again. */
public final class AugmentedSubjects {

  private AugmentedSubjects() {}

  /**
   * Writes {@code subjects.csv} (image, subject) beside a plan that was carried out; nothing if no
   * subject is known.
   *
   * @param out the output folder of an {@link AugmentationJob}
   * @param dataset where its samples came from
   * @return how many images have a subject
   * @throws org.allnet.data.InputException if the folder has no plan
   * @throws org.allnet.data.RunException if the file can't be written
   */
  public static int write(Path out, Dataset dataset) {
    Map<String, String> subjects = new HashMap<>();
    for (CellImage image : dataset.images()) {
      String subject = image.subject();
      if (subject != null) {
        subjects.put(image.name(), subject);
      }
    }
    CsvTable plan = Csv.read(out.resolve(AugmentationJob.PLAN), FileFormat.AUGMENTATION_PLAN);
    int image = plan.column("image");
    int file = plan.column("file");
    Map<String, String> made = new LinkedHashMap<>();
    for (List<String> row : plan.rows()) {
      String subject = subjects.get(row.get(image));
      if (subject != null) {
        made.put(row.get(file), subject);
      }
    }
    FolderSubjects.write(out, made);
    return made.size();
  }
}
