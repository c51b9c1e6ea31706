package org.allnet.data.folder;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.ClassInFileName;
import org.allnet.data.dataset.ClassNames;
import org.allnet.data.dataset.ClassNames.Meaning;

/**
 * Class folders whose files say another class by their names, such as {@code 1/0_hem.png} and
 * {@code ALL/hem_0.png}. Of folders 0 and 1 the second is the sick.
 */
final class ClassesInFileNames {

  private ClassesInFileNames() {}

  /**
   * Returns a line on images whose names say another class than their folder. A word that all names
   * share says nothing, and neither do words in fewer than half of the names.
   *
   * @param images all images of a data set
   * @param classes the names of the class folders
   * @return how many there are and what to do; empty if there is none
   */
  static Optional<String> describe(Collection<CellImage> images, Collection<String> classes) {
    ClassInFileName inNames = new ClassInFileName(classes);
    Map<String, String> folders = new TreeMap<>();
    classes.forEach(name -> folders.put(name.toLowerCase(Locale.ROOT), name));
    Map<String, Integer> wrong = new TreeMap<>();
    Set<String> said = new HashSet<>();
    int labelled = 0;
    int telling = 0;
    int differing = 0;
    String example = "";
    for (CellImage image : images) {
      String label = image.label();
      if (label == null) {
        continue;
      }
      labelled++;
      String name = image.name().substring(image.name().lastIndexOf('/') + 1);
      String word = inNames.find(name).orElse(null);
      String other = word == null ? null : folders.get(word.toLowerCase(Locale.ROOT));
      Meaning meaning = word == null ? Meaning.UNKNOWN : ClassNames.of(word);
      Meaning ofLabel = ClassNames.of(label, classes);
      if (word == null || (other == null && ofLabel == Meaning.UNKNOWN)) {
        continue;
      }
      telling++;
      said.add(other == null ? meaning.name() : other);
      if (other == null ? meaning != ofLabel : !other.equals(label)) {
        example = differing++ == 0 ? image.name() : example;
        wrong.merge(label, 1, Integer::sum);
      }
    }
    return differing == 0 || said.size() < 2 || telling * 2 < labelled
        ? Optional.empty()
        : Optional.of(
            "%d of %d images have a word for another class than their folder in their names, such as %s (in class folders %s); if the names are right, rename the folders after the classes or move the images"
                .formatted(differing, labelled, example, FolderReading.some(wrong.keySet())));
  }
}
