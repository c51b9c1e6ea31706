package org.allnet.data.folder;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
   * share says nothing, and neither do words in fewer than half of the names, nor the numbered
   * people of a word who have images in several classes, such as {@code ALL0} in {@code
   * hem/ALL0_c1.png} and {@code ALL/ALL0_c2.png}.
   *
   * @param images all images of a data set
   * @param classes the names of the class folders
   * @return how many there are and what to do; empty if there is none
   */
  static Optional<String> describe(Collection<CellImage> images, Collection<String> classes) {
    ClassInFileName inNames = new ClassInFileName(classes);
    Map<String, String> folders = new TreeMap<>();
    classes.forEach(name -> folders.put(name.toLowerCase(Locale.ROOT), name));
    Set<String> people = peopleOfSeveralClasses(images, inNames);
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
      if (word == null
          || (other == null && ofLabel == Meaning.UNKNOWN)
          || people.contains(person(name, word))) {
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

  private static Set<String> peopleOfSeveralClasses(
      Collection<CellImage> images, ClassInFileName inNames) {
    Map<String, String> labels = new HashMap<>();
    Set<String> several = new HashSet<>();
    for (CellImage image : images) {
      String label = image.label();
      String name = image.name().substring(image.name().lastIndexOf('/') + 1);
      String person = label == null ? "" : inNames.find(name).map(w -> person(name, w)).orElse("");
      if (label != null
          && !person.isEmpty()
          && !label.equals(labels.computeIfAbsent(person, key -> label))) {
        several.add(person);
      }
    }
    return several;
  }

  /** A word with a number and more behind, such as ALL0 in ALL0_c1.png; empty if there is none. */
  private static String person(String name, String word) {
    Matcher person =
        Pattern.compile(
                "(?<!\\p{L})" + Pattern.quote(word) + "[\\s_-]?(\\d+)[\\s_.-]+[^.]+\\.",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
            .matcher(name);
    return person.find() ? word.toLowerCase(Locale.ROOT) + person.group(1) : "";
  }
}
