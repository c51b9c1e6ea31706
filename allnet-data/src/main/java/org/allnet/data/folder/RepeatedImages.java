package org.allnet.data.folder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.allnet.data.InputException;
import org.allnet.data.dataset.AddedWords;
import org.allnet.data.dataset.AlikeFolders;
import org.allnet.data.dataset.AlikeFolders.Pair;
import org.allnet.data.dataset.NameCut;

/**
 * Folders beside one another within a class or a patient that have copies of the same images, such
 * as {@code ALL/img} and {@code ALL/img_seg}, by the names of their files and their own. Each image
 * would be read several times, and be on both sides of a split. Folders of people, and folders that
 * only count their images alike, are no copies.
 */
final class RepeatedImages {

  private final List<String> names;
  private final FolderReading reading;

  /** Folders beside one another by the folder above them, and what they are called. */
  private final Map<String, Set<String>> beside = new TreeMap<>();

  private RepeatedImages(List<String> names, FolderReading reading) {
    this.names = names;
    this.reading = reading;
    for (String name : names) {
      String[] path = name.split("/", -1);
      for (int i = 1; i < path.length - 1; i++) {
        String place = String.join("/", List.of(path).subList(0, i));
        beside.computeIfAbsent(place, key -> new TreeSet<>()).add(path[i]);
      }
    }
  }

  /**
   * Refuses folders of copies within classes or patients.
   *
   * @param root what to call the data set in messages
   * @param names the images' paths below the root
   * @param reading what the folders are taken for
   * @param subjects the subject of each image that a table names: images of several are no copies
   * @throws InputException if there are such folders
   */
  static void refuse(
      String root, List<String> names, FolderReading reading, Map<String, String> subjects) {
    if (reading.label() < 0) {
      return;
    }
    RepeatedImages repeated = new RepeatedImages(names, reading);
    Map<String, String> groups = new HashMap<>();
    names.forEach(name -> groups.put(name, subjects.getOrDefault(name, "")));
    for (Pair pair : AlikeFolders.of(groups, repeated::isLookedAt)) {
      if (repeated.areCopies(pair)) {
        throw InputException.in(
            root,
            "folders %s and %s have images of the same names (%d), so that they look like copies of the same images, and would be read as further images; move one of the two kinds out of %s; if they hold other cells, rename their files, or name their people in subjects.csv"
                .formatted(pair.folder(), pair.other(), pair.shared(), root));
      }
    }
  }

  /** Whether the folders in a folder are within a class, and no parts. */
  private boolean isLookedAt(String place) {
    int level = place.isEmpty() ? 0 : place.split("/", -1).length;
    return level > reading.label() && level != reading.part();
  }

  private boolean areCopies(Pair pair) {
    int people = (isPerson(pair.folder()) ? 1 : 0) + (isPerson(pair.other()) ? 1 : 0);
    if (people == 2 || pair.areCounted() || !pair.areMostOfOne() || isSegmentedCell(pair)) {
      return false;
    }
    if (pair.areOfOneWord() && !pair.telling()) {
      return false;
    }
    boolean versions = areVersions(pair.name(), pair.otherName());
    if (people == 1) {
      return versions;
    }
    return FolderWords.isCopy(pair.name())
        || FolderWords.isCopy(pair.otherName())
        || (versions && (pair.telling() || allAreVersions(pair)))
        || (pair.telling() && pair.areMostOfBoth() && !pair.areMany());
  }

  /**
   * Whether every folder beside the two is named like another one with a word, or like its origin.
   */
  private boolean allAreVersions(Pair pair) {
    List<String> all =
        new ArrayList<>(
            beside.getOrDefault(
                pair.folder().substring(0, pair.folder().lastIndexOf('/')), Set.of()));
    return all.stream()
        .allMatch(
            one -> all.stream().anyMatch(other -> !other.equals(one) && areVersions(one, other)));
  }

  private boolean isPerson(String folder) {
    if (folder.split("/", -1).length - 1 != reading.subject()) {
      return false;
    }
    return names.stream()
        .filter(name -> name.startsWith(folder + "/"))
        .findFirst()
        .filter(name -> reading.person(name) != null)
        .isPresent();
  }

  /** Neutrophils whose nucleus is segmented, beside others. */
  private static boolean isSegmentedCell(Pair pair) {
    return (FolderWords.isSegmented(pair.name()) && FolderWords.isWhiteCell(pair.otherName()))
        || (FolderWords.isSegmented(pair.otherName()) && FolderWords.isWhiteCell(pair.name()));
  }

  /** Whether one name is the other with a word before or behind it that is not one for a batch. */
  private static boolean areVersions(String one, String other) {
    List<String> words = words(one);
    List<String> others = words(other);
    if (words.size() > others.size()) {
      return areVersions(other, one);
    }
    int added = others.size() - words.size();
    if (added == 0 || words.isEmpty()) {
      return false;
    }
    List<String> rest;
    if (others.subList(0, words.size()).equals(words)) {
      rest = others.subList(words.size(), others.size());
    } else if (others.subList(added, others.size()).equals(words)) {
      rest = others.subList(0, added);
    } else {
      return false;
    }
    boolean said = rest.stream().anyMatch(word -> word.matches("\\p{L}{2,}.*"));
    return said && (rest.stream().anyMatch(AddedWords::isDerived) || !AddedWords.areBatch(rest));
  }

  private static List<String> words(String name) {
    return NameCut.words(name).stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
  }
}
