package org.allnet.evaluation.prediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.Counted;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.ClassInFileName;
import org.allnet.data.dataset.ClassNames;
import org.allnet.data.dataset.ClassNames.Meaning;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.CodedWords;
import org.allnet.data.dataset.DatasetOptions;
import org.jspecify.annotations.Nullable;

/**
 * What the images' folders and names say of their classes: the last folder, and the word in the
 * file's name, that are named like a class or have a usual name of the sick or the healthy. A
 * folder of all images says nothing.
 */
final class ImageWords {

  /** What says a class in the folders, with a place for an example. */
  static final String FOLDERS = "the folders of the images, such as %s";

  /** What says a class in the names, with a place for an example. */
  static final String NAMES = "the names of the images, such as %s";

  /** Names of which most tell no class tell it by chance. */
  private static final double ENOUGH = 0.5;

  private final ClassMeanings meanings;
  private final ClassInFileName inNames;
  private final Map<List<String>, SaidClass> folders = new HashMap<>();
  private final Map<List<String>, SaidClass> names = new HashMap<>();
  private final Map<String, Boolean> telling = new HashMap<>();
  private final UnknownFolders unknown = new UnknownFolders();
  private final List<CellImage> ofCodes = new ArrayList<>();
  private final ClassSet classes;
  private final int common;
  private int rows;
  private int labelled;

  /**
   * Creates the words of images.
   *
   * @param classes the classes as the file has them
   * @param meanings what they mean
   * @param common how many folders in front are those of all images
   * @param images the paths of all images
   */
  ImageWords(ClassSet classes, ClassMeanings meanings, int common, Collection<String> images) {
    this.meanings = meanings;
    this.classes = classes;
    this.inNames =
        new ClassInFileName(
            classes.names(),
            images.stream().map(path -> path.substring(path.lastIndexOf('/') + 1)).toList());
    this.common = common;
  }

  /**
   * Takes a row in.
   *
   * @param label its label; null if it has none
   * @param index the class that the label is read as; negative for none
   */
  void add(String image, @Nullable String label, int index, long line) {
    rows++;
    if (label == null || index < 0) {
      return;
    }
    labelled++;
    if (meanings.areOfCodes()) {
      ofCodes.add(new CellImage(image, Path.of(""), "", classes.names().get(index), null));
    }
    String[] path = image.split("/");
    unknown.add(path.length - 2 >= common ? path[path.length - 2] : "", index);
    for (int i = path.length - 2; i >= common; i--) {
      if (tells(path[i])) {
        add(folders, new SaidClass(path[i], label, index, 1, line, image));
        break;
      }
    }
    Optional<String> word =
        path.length == 0 ? Optional.empty() : inNames.find(path[path.length - 1]);
    word.ifPresent(said -> add(names, new SaidClass(said, label, index, 1, line, image)));
  }

  private boolean tells(String folder) {
    return telling.computeIfAbsent(
        folder, name -> meanings.isName(name) || ClassNames.of(name) != Meaning.UNKNOWN);
  }

  private static void add(Map<List<String>, SaidClass> all, SaidClass one) {
    all.merge(List.of(one.word(), one.label()), one, (seen, more) -> seen.more());
  }

  /** {@return the words of folders} */
  List<SaidClass> folders() {
    return List.copyOf(folders.values());
  }

  /** {@return the words in names; none if all have the same} */
  List<SaidClass> names() {
    boolean same =
        names.values().stream().map(one -> one.word().toLowerCase(Locale.ROOT)).distinct().count()
                == 1
            && count(names.values()) == labelled;
    return same ? List.of() : List.copyOf(names.values());
  }

  /**
   * Looks whether folders or words in names divide the images as codes do, and are unknown.
   *
   * @return a sentence if nothing says whether the positive code is of the sick; empty if not
   */
  Optional<Sentence> unknownMeaning(DatasetOptions options) {
    return options.positive() == null && options.renames().isEmpty() && meanings.areOfCodes()
        ? unknown.note(meanings).map(Sentence::text).or(() -> CodedWords.describe(ofCodes, classes))
        : Optional.empty();
  }

  private static int count(Collection<SaidClass> said) {
    return said.stream().mapToInt(SaidClass::rows).sum();
  }

  /** {@return a sentence for folders and for names that say another class than some labels} */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    contradictions(
            folders.values(),
            "lies in the folder of another class than its label",
            "lie in the folder of another class than their label")
        .ifPresent(notes::add);
    if (count(names.values()) >= ENOUGH * labelled) {
      contradictions(
              names.values(),
              "has a word for another class than its label in its name",
              "have a word for another class than their label in their names")
          .ifPresent(notes::add);
    }
    return notes;
  }

  private Optional<String> contradictions(
      Collection<SaidClass> said, String ofOne, String ofSeveral) {
    Set<Integer> told = new HashSet<>();
    List<SaidClass> differing = new ArrayList<>();
    for (SaidClass one : said) {
      int meant = meanings.classOf(one.word());
      if (meant >= 0 && (!meanings.areGuessed() || meanings.isName(one.word()))) {
        told.add(meant);
        if (meant != one.index()) {
          differing.add(one);
        }
      }
    }
    return told.size() < 2
        ? Optional.empty()
        : differing.stream()
            .min((a, b) -> Long.compare(a.line(), b.line()))
            .map(
                first ->
                    "%s, such as %s, labelled '%s'; are labels and images in the same order?"
                        .formatted(
                            Counted.of(count(differing), "image")
                                .outOf(rows)
                                .then(ofOne, ofSeveral),
                            Columns.shorten(first.image()),
                            Columns.shorten(first.label())));
  }
}
