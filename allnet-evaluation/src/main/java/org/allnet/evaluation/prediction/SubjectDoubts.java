package org.allnet.evaluation.prediction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.dataset.SharedSubjects;
import org.allnet.data.dataset.SpelledNames;
import org.allnet.data.dataset.SubdividedSubjects;
import org.allnet.data.dataset.SubjectNames;

/** Whether names of subjects may be those of images or samples, so that people count twice. */
final class SubjectDoubts {

  private SubjectDoubts() {}

  /**
   * Looks through the rows of a file.
   *
   * @param rows the rows, each with its person
   * @return a sentence for each doubt; empty if there is none
   */
  static List<String> of(List<Prediction> rows) {
    Map<String, String> personOf = new LinkedHashMap<>();
    Map<String, String> nameOf = new LinkedHashMap<>();
    for (Prediction row : rows) {
      String person = row.person();
      if (person != null) {
        personOf.put(row.image(), person);
        if (row.subject() != null) {
          nameOf.putIfAbsent(person, row.subject());
        }
      }
    }
    List<String> doubts = new ArrayList<>();
    List<String> shared = SharedSubjects.describe(nameOf.values());
    shared.forEach(doubt -> doubts.add(doubt + "."));
    SpelledNames.describe(nameOf.values()).ifPresent(doubt -> doubts.add(doubt + "."));
    if (shared.isEmpty()) {
      SubdividedSubjects.describe(nameOf.values()).ifPresent(doubt -> doubts.add(doubt + "."));
    }
    long same =
        rows.stream().filter(row -> SubjectNames.repeatsImage(row.subject(), row.image())).count();
    if (same > 1 && same * 2 >= rows.size()) {
      doubts.add(
          "In %d of %d rows column 'subject' repeats the image's name, so that every image counts as a person; write whose the cells are, or leave the column out."
              .formatted(same, rows.size()));
    } else if (doubts.isEmpty() && SubjectNames.areOfOneImageEach(personOf.values())) {
      doubts.add(
          "Each of %d images has a subject of its own, so that each counts as a person; if column 'subject' numbers images or cells, write whose they are, or leave the column out."
              .formatted(personOf.size()));
    }
    return doubts;
  }
}
