package org.allnet.evaluation.prediction;

import static org.allnet.data.dataset.ClassNames.Meaning.HEALTHY;
import static org.allnet.data.dataset.ClassNames.Meaning.SICK;
import static org.allnet.data.dataset.ClassNames.Meaning.UNKNOWN;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.allnet.data.dataset.ClassNames;
import org.allnet.data.dataset.ClassNames.Meaning;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.PositiveClass;

/**
 * Which class a word from elsewhere means: a class's name, or a usual name of the sick or the
 * healthy. What the classes mean is what their names say. Of two classes whose names say nothing,
 * such as 0 and 1, the positive one is the sick.
 */
final class ClassMeanings {

  /** No class, or several. */
  static final int NONE = -1;

  private final ClassSet classes;
  private final List<Meaning> meanings;
  private final Map<Integer, Integer> afterOf = new HashMap<>();
  private final boolean guessed;
  private final Map<String, Integer> byName = new HashMap<>();
  private final Map<String, Integer> known = new HashMap<>();

  /**
   * Creates the meanings.
   *
   * @param before the classes as the file has them
   * @param classes the classes after renaming
   * @param renames new names by old ones
   */
  ClassMeanings(ClassSet before, ClassSet classes, Map<String, String> renames) {
    this.classes = classes;
    List<Meaning> said = classes.names().stream().map(ClassMeanings::said).toList();
    boolean silent = classes.size() == 2 && said.stream().allMatch(one -> one == UNKNOWN);
    guessed = silent && !areKnownCodes(classes);
    meanings =
        silent
            ? IntStream.range(0, 2).mapToObj(k -> k == classes.positive() ? SICK : HEALTHY).toList()
            : said;
    for (int k = 0; k < before.size(); k++) {
      String name = before.names().get(k);
      int after = classes.indexOf(renames.getOrDefault(name, name));
      byName.put(ClassNames.folded(name), after);
      afterOf.put(k, after);
    }
    for (String name : classes.names()) {
      byName.putIfAbsent(ClassNames.folded(name), classes.indexOf(name));
    }
  }

  /** What a name says of what it is about: a bare yes, no, positive or negative says nothing. */
  static Meaning said(String name) {
    return ClassNames.isBareAnswer(name) ? UNKNOWN : ClassNames.of(name);
  }

  private static boolean areKnownCodes(ClassSet classes) {
    return classes.size() == 2
        && classes.names().stream().allMatch(ClassNames::isCode)
        && PositiveClass.of(classes, null).isKnown();
  }

  /** {@return the class after renaming} */
  int after(int before) {
    return afterOf.getOrDefault(before, before);
  }

  /** {@return what a class means, after renaming} */
  Meaning of(int label) {
    return meanings.get(label);
  }

  /** {@return whether the meanings are of classes of which nothing says the positive one} */
  boolean areGuessed() {
    return guessed;
  }

  /** {@return whether two classes are codes such as 0 and 1, of which one usually is the sick} */
  boolean areOfCodes() {
    return areKnownCodes(classes);
  }

  /** {@return the class that is taken for the sick} */
  int sick() {
    return classes.positive();
  }

  /** {@return the name of a class} */
  String name(int index) {
    return classes.names().get(index);
  }

  /** {@return whether a word is the name of a class} */
  boolean isName(String word) {
    return byName.containsKey(ClassNames.folded(word));
  }

  /** {@return the only class that a word can mean; {@link #NONE} if there is none, or several} */
  int classOf(String word) {
    return known.computeIfAbsent(word, this::find);
  }

  private int find(String word) {
    Integer named = byName.get(ClassNames.folded(word));
    if (named != null) {
      return named;
    }
    Meaning meaning = ClassNames.of(word);
    List<Integer> found =
        IntStream.range(0, classes.size())
            .filter(k -> meaning != UNKNOWN && meanings.get(k) == meaning)
            .boxed()
            .toList();
    return found.size() == 1 ? found.get(0) : NONE;
  }
}
