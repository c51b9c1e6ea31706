package org.allnet.data.folder;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.allnet.data.Counted;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.FileNameWords;
import org.allnet.data.dataset.FileNameWords.Told;

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
    if (classes.isEmpty()) {
      return Optional.empty();
    }
    FileNameWords words = new FileNameWords(images, ClassSet.of(List.copyOf(classes)));
    List<Told> wrong = words.told().stream().filter(Told::differs).toList();
    if (wrong.isEmpty() || !words.tell()) {
      return Optional.empty();
    }
    Set<String> folders = new TreeSet<>();
    wrong.forEach(one -> folders.add(one.label()));
    Counted counted = Counted.of(wrong.size(), "image").outOf(words.labelled());
    return Optional.of(
        "%s a word for another class than %s, such as %s (in class folders %s); if the names are right, rename the folders after the classes or move the images"
            .formatted(
                counted.have(),
                counted.either("its folder in its name", "their folder in their names"),
                wrong.get(0).image(),
                FolderReading.some(folders)));
  }
}
