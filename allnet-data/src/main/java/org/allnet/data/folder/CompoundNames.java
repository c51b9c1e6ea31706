package org.allnet.data.folder;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.allnet.data.dataset.ClassNames;
import org.allnet.data.dataset.ClassNames.Meaning;
import org.allnet.data.dataset.NameCut;
import org.jspecify.annotations.Nullable;

/** Names of folders that say two things, such as {@code train_all} and {@code P01_hem}. */
final class CompoundNames {

  /** A name in two: a part or a person, and the rest. */
  private record Compound(String owner, String rest) {

    boolean hasClass() {
      return ClassNames.of(rest) != Meaning.UNKNOWN;
    }

    boolean hasWord() {
      return FolderWords.isPart(owner) || FolderWords.isNamedPatient(owner);
    }
  }

  private CompoundNames() {}

  /**
   * Returns what is wrong with folders whose names tell a part or a person beside the class. One
   * such word that all names share tells nothing apart and is no harm.
   *
   * @param folders the names of the folders that would be the classes
   * @return what is wrong, and what to do; empty if nothing is
   */
  static Optional<String> of(Collection<String> folders) {
    Set<String> owners = new TreeSet<>();
    Set<String> compounds = new TreeSet<>();
    Set<String> rests = new TreeSet<>();
    boolean words = false;
    boolean classes = false;
    for (String folder : folders) {
      Compound compound = split(folder);
      if (compound != null) {
        owners.add(compound.owner());
        compounds.add(folder);
        rests.add(compound.rest());
        words |= compound.hasWord();
        classes |= compound.hasClass();
      }
    }
    boolean all = compounds.size() == folders.size();
    // Numbers alone may count the classes: 001_all, 002_hem.
    boolean told = words || rests.size() < compounds.size();
    boolean apart = all ? owners.size() > 1 && (words || classes) : classes;
    if (compounds.isEmpty() || !told || !apart) {
      return Optional.empty();
    }
    return Optional.of(
        "folders %s name a part or a patient beside the class, and would be classes of their own; lay the images out as PART/CLASS/image.png or CLASS/PATIENT/image.png"
            .formatted(FolderReading.some(compounds)));
  }

  /**
   * Returns what is wrong with folders that hold copies of a class's images, such as {@code
   * ALL_aug} beside {@code ALL} and {@code Segmented ALL} beside {@code Original ALL}.
   *
   * @param folders the names of the folders that would be the classes
   * @return what is wrong, and what to do; empty if nothing is
   */
  static Optional<String> copies(Collection<String> folders) {
    Map<String, Set<String>> byRest = new TreeMap<>();
    for (String folder : folders) {
      String rest = withoutCopyWord(folder);
      byRest
          .computeIfAbsent(plain(rest == null ? folder : rest), key -> new TreeSet<>())
          .add(folder);
    }
    Set<String> copies = new TreeSet<>();
    byRest.values().stream()
        .filter(same -> same.size() > 1)
        .flatMap(Set::stream)
        .filter(folder -> withoutCopyWord(folder) != null)
        .forEach(copies::add);
    return copies.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "folders %s look like copies of the images of a class, and would be classes of their own; keep one folder for each class and move the others away"
                .formatted(FolderReading.some(copies)));
  }

  /** What is left of a name without a word for copies; null if it has none. */
  private static @Nullable String withoutCopyWord(String folder) {
    for (NameCut cut : NameCut.of(folder)) {
      String head = cut.head();
      String tail = cut.tail();
      if (tail.isEmpty() || head.isEmpty()) {
        continue;
      }
      if (FolderWords.isCopy(tail) && !isSegmentedCell(tail, head)) {
        return head;
      }
      if (FolderWords.isCopy(head) && !isSegmentedCell(head, tail)) {
        return tail.replaceFirst("(?i)^(of|de|von|di)[\\s_.-]+", "");
      }
    }
    return null;
  }

  /** Whether a folder is named like a class and augmented, such as {@code ALL_aug}. */
  static boolean isMade(String folder) {
    for (NameCut cut : NameCut.of(folder)) {
      String head = cut.head();
      String tail = cut.tail();
      if (!head.isEmpty()
          && !tail.isEmpty()
          && (FolderWords.isMade(head) || FolderWords.isMade(tail))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSegmentedCell(String word, String rest) {
    return FolderWords.isSegmented(word) && FolderWords.isWhiteCell(rest);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_.#-]+", "");
  }

  private static @Nullable Compound split(String folder) {
    PartWords.Joined joined =
        PartWords.joined(folder.toLowerCase(Locale.ROOT).replaceAll("[\\s\\d_.#-]+$", ""));
    if (joined != null) {
      return new Compound(joined.part(), joined.rest());
    }
    for (NameCut cut : NameCut.of(folder)) {
      String head = cut.head();
      String tail = cut.tail();
      for (Compound compound :
          new Compound[] {new Compound(head, tail), new Compound(tail, head)}) {
        boolean whole = !compound.owner().isEmpty() && !compound.rest().isEmpty();
        boolean owned =
            FolderWords.isPart(compound.owner()) || FolderWords.isPatient(compound.owner());
        if (whole && owned && (compound.hasWord() || compound.hasClass())) {
          return compound;
        }
      }
    }
    return null;
  }
}
