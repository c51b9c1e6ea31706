package org.allnet.data.folder;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.allnet.data.Counted;
import org.allnet.data.dataset.CellImage;

/** People who would be trained on and evaluated. */
public final class TestedPeople {

  private TestedPeople() {}

  /**
   * Returns a line on people who have images in the test part and in others.
   *
   * @param images all images of a data set
   * @return how many there are and what to do; empty if there is none
   */
  public static Optional<String> describe(Collection<CellImage> images) {
    Set<String> trained = new TreeSet<>();
    for (CellImage image : images) {
      if (image.person() != null && !image.part().equals(ClassFolders.TEST_PART)) {
        trained.add(image.person());
      }
    }
    Map<String, String> both = new TreeMap<>();
    for (CellImage image : images) {
      if (image.person() != null
          && image.part().equals(ClassFolders.TEST_PART)
          && trained.contains(image.person())) {
        both.put(image.person(), String.valueOf(image.subject()));
      }
    }
    return both.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s images in the test part and in others, such as %s: metrics on the test part would be of people who were trained on; put all images of a person into one part"
                .formatted(
                    Counted.of(both.size(), "subject").have(),
                    FolderReading.some(new TreeSet<>(both.values()))));
  }
}
