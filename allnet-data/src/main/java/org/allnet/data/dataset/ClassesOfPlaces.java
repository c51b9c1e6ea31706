package org.allnet.data.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.allnet.data.dataset.ClassNames.Meaning;

/**
 * Names of classes with a word before or behind them that may be a place, such as {@code Ankara
 * ALL} and {@code Izmir ALL}. If the sick and the healthy have the same words, these are no kinds
 * of the disease.
 */
final class ClassesOfPlaces {

  /** Cells, of which there are sick and healthy ones. */
  private static final Pattern CELL =
      Pattern.compile(
          "(?i).*(cyt|zyt|blast|phil|lymph|cell|platelet|thrombo|band|stab|myel|eryth|plasma).*");

  /** A name in two: an unknown word, and the known name of a class. */
  private record Placed(String place, String rest) {}

  private ClassesOfPlaces() {}

  /**
   * Returns what classes are called without the place, if the sick and the healthy have the same
   * places.
   *
   * @param names the names of all classes
   * @return the name without the place by the whole one; without the names of other classes
   */
  static Map<String, String> of(Collection<String> names) {
    Map<String, Map<String, String>> byRest = byRest(names);
    Map<Set<String>, Set<Meaning>> meanings = new HashMap<>();
    byRest.forEach(
        (rest, places) ->
            meanings
                .computeIfAbsent(places.keySet(), key -> new HashSet<>())
                .add(ClassNames.of(rest)));
    Map<String, String> found = new HashMap<>();
    byRest.forEach(
        (rest, places) -> {
          if (places.size() > 1 && meanings.getOrDefault(places.keySet(), Set.of()).size() > 1) {
            places.values().forEach(name -> found.put(name, rest));
          }
        });
    return found;
  }

  /** Returns sets of names that are one known class but for a word that may be a place. */
  static List<List<String>> doubtful(Collection<String> names) {
    List<List<String>> found = new ArrayList<>();
    byRest(names)
        .forEach(
            (rest, places) -> {
              Meaning other = ClassNames.of(rest) == Meaning.SICK ? Meaning.HEALTHY : Meaning.SICK;
              if (places.size() > 1
                  && names.stream().anyMatch(name -> ClassNames.of(name, names) == other)) {
                found.add(places.values().stream().sorted().toList());
              }
            });
    return found;
  }

  /** Returns the known name of a class that all names have with something before or behind it. */
  static Optional<String> common(Collection<String> names) {
    Set<String> rests = null;
    for (String name : names) {
      Set<String> own = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      placed(name, false).forEach(placed -> own.add(placed.rest()));
      if (rests == null) {
        rests = own;
      } else {
        rests.retainAll(own);
      }
    }
    return rests == null ? Optional.empty() : rests.stream().findFirst();
  }

  /** The whole names by the class's name and the place. */
  private static Map<String, Map<String, String>> byRest(Collection<String> names) {
    Map<String, Map<String, String>> byRest = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : names) {
      placed(name, true)
          .forEach(
              placed ->
                  byRest
                      .computeIfAbsent(placed.rest(), key -> new TreeMap<>())
                      .put(ClassNames.folded(placed.place()), name));
    }
    return byRest;
  }

  private static List<Placed> placed(String name, boolean unknown) {
    List<Placed> found = new ArrayList<>();
    if (unknown && ClassNames.of(name) != Meaning.UNKNOWN) {
      return found;
    }
    for (NameCut cut : NameCut.of(name)) {
      String head = cut.head();
      String tail = cut.tail();
      for (Placed placed : List.of(new Placed(head, tail), new Placed(tail, head))) {
        if (!placed.place().isEmpty()
            && ClassNames.of(placed.rest()) != Meaning.UNKNOWN
            && !ClassNames.isWeak(placed.rest())
            && (!unknown || mayBePlace(placed.place()))) {
          found.add(placed);
        }
      }
    }
    return found;
  }

  private static boolean mayBePlace(String word) {
    return word.codePoints().filter(Character::isLetter).count() > 1
        && NameParts.of(word).has(NamePart.UNKNOWN)
        && !NameParts.of(word).has(NamePart.SUBTYPE, NamePart.DENIAL, NamePart.FREE)
        && !CELL.matcher(word).matches();
  }
}
