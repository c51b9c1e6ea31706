package org.allnet.data.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names in a folder that differ only in what recurs for most others, so that they are probably
 * versions of one image: {@code c0_h}, {@code c0_v}, {@code c1_h}, {@code c1_v}; {@code
 * ALL_0_1038}, {@code ALL_0_771}; {@code aug_1_c0}, {@code aug_2_c0}; {@code flip_0}, {@code
 * rot_0}. Beside a name with a word for a change, {@code c0_rot15}, any other word tells a version
 * too, {@code c0_orig}. A number behind a person ({@code P01_1}), a day, a mere number or a word
 * without number is a running one, and tells nothing.
 */
final class RecurringNames {

  private static final String MARKS = "(?:[\\s_.,#~()+-]+)";

  private static final Pattern MARK = Pattern.compile(MARKS);

  private static final String NUMBERS = "(?:" + MARKS + "?\\d{1,4}){0,2}\\)?";

  private static final Pattern CHANGED_HEAD =
      Pattern.compile("(?i)(?:.*" + MARKS + ")?" + WordsOfVersions.CHANGED + NUMBERS);

  private static final Pattern ORIGINAL =
      Pattern.compile("(?i)(?:.*" + MARKS + ")?(?:orig(?:inals?)?|raw|source|clean)");

  private static final Pattern NUMBERED =
      Pattern.compile(
          "(?i)(.*\\p{L}\\d{0,2}|(?:.*"
              + MARKS
              + ")?"
              + WordsOfVersions.CHANGED
              + MARKS
              + "\\d{1,3})"
              + MARKS
              + "(\\d{1,6})\\)?");

  private static final Pattern HASH =
      Pattern.compile(
          "(?i)(.+?)[_.-]+(?:[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}"
              + "|(?=[\\da-f]*[a-f])(?=[\\da-f]*\\d)[\\da-f]{8,64})");

  private static final Pattern RANDOM = Pattern.compile("(.*_(?:0|[1-9]\\d{0,5}))_([1-9]\\d{0,6})");

  private static final Pattern PERSON =
      Pattern.compile(
          "(?iu)uid(?:[_-]?h?\\d+)+|(?:.*"
              + MARKS
              + ")?(?:p|pt|pat|patient(?:in)?|pid|subj?|subject|case|donor"
              + "|person|hasta|patiente?|paciente|proband|control|ctrl)"
              + MARKS
              + "?\\d+");

  private static final Pattern DAY =
      Pattern.compile("(?:.*\\D)?(?:19|20)\\d\\d[_.-]?[01]\\d[_.-]?[0-3]\\d(?:\\D.*)?");

  private static final Pattern WITH_NUMBER = Pattern.compile(".*\\p{L}.*\\d.*");

  private static final Pattern TILE = Pattern.compile("(?i)y[_-]?\\d+");

  private static final int LONGEST_TAIL = 3;
  private static final int FEWEST_SOURCES = 5;
  private static final int MOST_VERSIONS = 20;
  private static final double MOST = 0.8;
  private static final int LARGE = 1000;
  private static final int STEP_OF_TILES = 4;

  private RecurringNames() {}

  /**
   * Returns the images that are versions of one.
   *
   * @param stems the names of images of one class in one folder, without endings
   * @return the versions by what they have in common; none if no names recur
   */
  static Map<String, Set<String>> of(Collection<String> stems) {
    List<Map<String, Set<String>>> worded =
        List.of(WordsOfVersions.versions(stems, true), WordsOfVersions.versions(stems, false));
    Map<String, Set<String>> all = new TreeMap<>(ofMost(stems, worded));
    for (Map<String, Set<String>> told : worded) {
      if (areOfNumbers(told)) {
        several(told, stems).forEach(all::putIfAbsent);
      }
    }
    return all;
  }

  private static Map<String, Set<String>> ofMost(
      Collection<String> stems, List<Map<String, Set<String>>> worded) {
    for (Map<String, Set<String>> told : worded) {
      if (areMost(told)) {
        return several(told, stems);
      }
    }
    Map<String, Set<String>> hashed = versions(stems, HASH);
    hashed.keySet().removeIf(name -> PERSON.matcher(name).matches());
    if (areMost(hashed)) {
      return several(hashed, stems);
    }
    Map<String, Set<String>> heads = withSameHeads(stems);
    if (!heads.isEmpty()) {
      return heads;
    }
    Map<String, Set<String>> random = versions(stems, RANDOM);
    if (areMost(random) && count(random) >= MOST * stems.size() && areRandom(stems)) {
      return several(random, stems);
    }
    for (int length = 1; length <= LONGEST_TAIL; length++) {
      Map<String, Set<String>> alike = withSameTails(stems, length);
      if (!alike.isEmpty()) {
        return alike;
      }
    }
    return Map.of();
  }

  private static Map<String, Set<String>> versions(Collection<String> stems, Pattern form) {
    Map<String, Set<String>> versions = new TreeMap<>();
    for (String stem : stems) {
      Matcher version = form.matcher(stem);
      if (version.matches()) {
        versions.computeIfAbsent(version.group(1), key -> new TreeSet<>()).add(stem);
      }
    }
    Set<String> names = Set.copyOf(stems);
    versions.forEach(
        (name, of) -> {
          if (names.contains(name)) {
            of.add(name);
          }
        });
    return versions;
  }

  /** Whether words for changes are beside the names of images, each with a number. */
  private static boolean areOfNumbers(Map<String, Set<String>> versions) {
    return !versions.isEmpty()
        && versions.entrySet().stream()
            .allMatch(
                of ->
                    WITH_NUMBER.matcher(of.getKey()).matches()
                        && of.getValue().size() <= MOST_VERSIONS);
  }

  private static boolean areMost(Map<String, Set<String>> versions) {
    long several = versions.values().stream().filter(of -> of.size() > 1).count();
    return several >= FEWEST_SOURCES && several >= MOST * versions.size();
  }

  private static int count(Map<String, Set<String>> versions) {
    return versions.values().stream().mapToInt(Set::size).sum();
  }

  private static Map<String, Set<String>> several(
      Map<String, Set<String>> versions, Collection<String> stems) {
    Map<String, Set<String>> several = new TreeMap<>(versions);
    several.values().removeIf(of -> of.size() < 2 || of.size() == stems.size());
    return several;
  }

  /** Keras's numbers: those of images begin with 0, the random ones are large and no steps. */
  private static boolean areRandom(Collection<String> stems) {
    boolean first = false;
    Set<Integer> numbers = new TreeSet<>();
    int count = 0;
    for (String stem : stems) {
      Matcher name = RANDOM.matcher(stem);
      if (name.matches()) {
        first |= name.group(1).endsWith("_0");
        numbers.add(Integer.valueOf(name.group(2)));
        count++;
      }
    }
    int most = numbers.stream().mapToInt(Integer::intValue).max().orElse(0);
    int least = numbers.stream().mapToInt(Integer::intValue).min().orElse(0);
    int step =
        numbers.stream().mapToInt(Integer::intValue).reduce(0, RecurringNames::commonDivisor);
    return first
        && numbers.size() >= MOST * count
        && most >= LARGE
        && step < STEP_OF_TILES
        && most - least > 2 * numbers.size();
  }

  private static int commonDivisor(int one, int other) {
    return other == 0 ? one : commonDivisor(other, one % other);
  }

  /** The images of names that have the same last words as most others. */
  private static Map<String, Set<String>> withSameTails(Collection<String> stems, int length) {
    Map<String, Map<String, String>> tails = new TreeMap<>();
    for (String stem : stems) {
      List<Integer> marks = marks(stem);
      if (marks.size() >= 2 * length) {
        int start = marks.get(marks.size() - 2 * length);
        int end = marks.get(marks.size() - 2 * length + 1);
        tails
            .computeIfAbsent(stem.substring(0, start), key -> new TreeMap<>())
            .put(stem.substring(end), stem);
      }
    }
    Set<String> names = Set.copyOf(stems);
    tails.forEach(
        (name, of) -> {
          if (names.contains(name)) {
            of.put("", name);
          }
        });
    return alike(
        tails, stems.size(), (usual, sources) -> areVersions(usual, tails.keySet(), sources));
  }

  /** The images of numbers that are behind the same words, two of changes or the original's. */
  private static Map<String, Set<String>> withSameHeads(Collection<String> stems) {
    Map<String, Map<String, String>> heads = new TreeMap<>();
    for (String stem : stems) {
      Matcher name = NUMBERED.matcher(stem);
      if (name.matches()) {
        heads.computeIfAbsent(name.group(2), key -> new TreeMap<>()).put(name.group(1), stem);
      }
    }
    return alike(
        heads,
        stems.size(),
        (usual, sources) ->
            usual.size() > 1
                && usual.size() <= MOST_VERSIONS
                && usual.stream().filter(head -> CHANGED_HEAD.matcher(head).matches()).count()
                        + usual.stream().filter(head -> ORIGINAL.matcher(head).matches()).count()
                    > 1);
  }

  /** The images of sources that have no other versions than most have. */
  private static Map<String, Set<String>> alike(
      Map<String, Map<String, String>> versions,
      int images,
      BiPredicate<Set<String>, Integer> areVersions) {
    Map<Set<String>, Integer> sets = new HashMap<>();
    versions.values().forEach(of -> sets.merge(of.keySet(), 1, Integer::sum));
    Map<String, Set<String>> alike = new TreeMap<>();
    sets.forEach(
        (usual, sources) -> {
          if (sources >= FEWEST_SOURCES
              && sources >= MOST * versions.size()
              && sources * usual.size() * 2 >= images
              && areVersions.test(usual, sources)) {
            versions.forEach(
                (name, of) -> {
                  if (of.size() > 1 && usual.containsAll(of.keySet())) {
                    alike.put(name, new TreeSet<>(of.values()));
                  }
                });
          }
        });
    return alike;
  }

  private static boolean areVersions(Set<String> tails, Set<String> names, int sources) {
    if (tails.size() < 2
        || tails.size() > MOST_VERSIONS
        || tails.stream()
            .anyMatch(tail -> PERSON.matcher(tail).matches() || TILE.matcher(tail).matches())
        || names.stream().anyMatch(name -> PERSON.matcher(name).matches())) {
      return false;
    }
    boolean numbers = tails.stream().allMatch(tail -> tail.matches("[\\d\\s_.,()+-]*"));
    return !numbers
        || (sources > tails.size()
            && names.stream()
                .allMatch(
                    name -> WITH_NUMBER.matcher(name).matches() && !DAY.matcher(name).matches()));
  }

  /** Where marks between words begin and end, one after the other. */
  private static List<Integer> marks(String stem) {
    List<Integer> marks = new ArrayList<>();
    Matcher mark = MARK.matcher(stem);
    while (mark.find()) {
      if (mark.start() > 0 && mark.end() < stem.length()) {
        marks.add(mark.start());
        marks.add(mark.end());
      }
    }
    return marks;
  }
}
