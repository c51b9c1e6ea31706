package org.allnet.data.dataset;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassNames.Meaning;

/** Names of classes that are probably one class's, written in several ways. */
public final class AlikeClasses {

  /** A class with a number behind, as batches and people have; 0 may be a no. */
  private static final Pattern COUNTED = Pattern.compile("(.*\\p{L})[\\s_.#()-]*0*[1-9]\\d*\\)?");

  /** What a number behind it tells apart. */
  private static final Pattern GRADED =
      Pattern.compile(
          "(?i).*(grade?|grado|stage|stadium|stufe|phase|typ[eo]?|level|degree|risk|score|category|fab)");

  /** The name of a class with a letter before or behind it, as of a set. */
  private static final Pattern LETTERED =
      Pattern.compile("(\\p{L})[\\s_.#-]+(.+)|(.+?)[\\s_.#-]+(\\p{L})");

  private AlikeClasses() {}

  /**
   * Finds names that differ only in case, blanks, underscores, hyphens between letters, in how
   * their letters are composed, in a plural's s, in a number behind a word for the sick or healthy,
   * in a letter of a set beside it ({@code A_ALL} and {@code B_ALL}, not {@code T_ALL} and {@code
   * B_ALL}), in a word such as {@code batch2} that tells nothing of the cells, or in a place if the
   * sick and the healthy have the same ones ({@code Ankara_ALL}, {@code Ankara_normal}, {@code
   * Izmir_ALL}, {@code Izmir_normal}).
   *
   * @param names the names of all classes
   * @return the sets of two and more that are alike, each sorted
   */
  public static List<List<String>> of(Collection<String> names) {
    Set<String> inSets = inSets(names);
    Map<String, String> inPlaces = ClassesOfPlaces.of(names);
    return SubjectNames.alike(
        names,
        name ->
            folded(
                inSets.contains(name)
                    ? withoutLetter(name).orElse(name)
                    : inPlaces.getOrDefault(name, name)));
  }

  /** The names of classes of which there are several sets, one of them A. */
  private static Set<String> inSets(Collection<String> names) {
    Map<String, Set<String>> letters = new HashMap<>();
    Map<String, Set<String>> ofRest = new HashMap<>();
    for (String name : names) {
      Matcher lettered = LETTERED.matcher(name);
      String rest = withoutLetter(name).orElse(null);
      if (rest != null && lettered.matches() && ClassNames.of(rest) != Meaning.UNKNOWN) {
        String letter = lettered.group(1) == null ? lettered.group(4) : lettered.group(1);
        letters
            .computeIfAbsent(folded(rest), key -> new HashSet<>())
            .add(letter.toLowerCase(Locale.ROOT));
        ofRest.computeIfAbsent(folded(rest), key -> new HashSet<>()).add(name);
      }
    }
    // Letters of lineages are B, C and T; those of sets begin with A.
    return letters.entrySet().stream()
        .filter(one -> one.getValue().size() > 1 && one.getValue().contains("a"))
        .flatMap(one -> ofRest.getOrDefault(one.getKey(), Set.of()).stream())
        .collect(Collectors.toSet());
  }

  private static Optional<String> withoutLetter(String name) {
    Matcher lettered = LETTERED.matcher(name);
    if (!lettered.matches()) {
      return Optional.empty();
    }
    return Optional.of(lettered.group(1) == null ? lettered.group(3) : lettered.group(2));
  }

  /**
   * Returns what is said of names that are alike.
   *
   * @param alike two and more names of probably one class
   * @return one line: which they are and what to do
   */
  static Sentence describe(List<String> alike) {
    String one = "classes '" + String.join("', '", alike) + "' are probably one";
    if (alike.stream().map(AlikeClasses::meaning).distinct().count() > 1) {
      // Merged the wrong way round, the sick would be called healthy.
      return Sentence.of(
          "%s, although their names may mean different things; rename the folders", one);
    }
    return Sentence.of(
        "%s; rename the folders, or merge them with %s",
        one, OptionName.CLASSES.with(renames(alike)));
  }

  private static String renames(List<String> alike) {
    String last = ClassesOfPlaces.common(alike).orElse(alike.get(alike.size() - 1));
    return alike.stream()
        .filter(name -> !name.equals(last))
        .map(name -> name + "=" + last)
        .collect(Collectors.joining(","));
  }

  /**
   * Refuses a data set with such classes: a network would be trained to tell one from itself.
   *
   * @param dataset the data set
   * @throws InputException if classes are alike
   */
  public static void refuse(Dataset dataset) {
    for (List<String> alike : of(dataset.classes().names())) {
      throw InputException.in(dataset.root(), describe(alike));
    }
  }

  /**
   * Finds classes of the sick or of the healthy that differ in an unknown word, which may be a
   * place or a kind of the disease.
   *
   * @param names the names of all classes
   * @return a line for each set of them; none if the classes are {@linkplain #of alike}
   */
  static List<Sentence> describeDoubtful(Collection<String> names) {
    Set<String> alike = of(names).stream().flatMap(List::stream).collect(Collectors.toSet());
    return ClassesOfPlaces.doubtful(names).stream()
        .filter(several -> several.stream().noneMatch(alike::contains))
        .map(
            several ->
                Sentence.of(
                    "classes '%s' may be one of several places; if they are, merge them with %s",
                    String.join("', '", several), OptionName.CLASSES.with(renames(several))))
        .toList();
  }

  /** What a name means without what tells nothing of the cells. */
  private static Meaning meaning(String name) {
    Meaning whole = ClassNames.of(name);
    if (whole != Meaning.UNKNOWN) {
      return whole;
    }
    Meaning bare = ClassNames.of(bare(name));
    return bare != Meaning.UNKNOWN
        ? bare
        : withoutLetter(name).map(ClassNames::of).orElse(Meaning.UNKNOWN);
  }

  private static String folded(String name) {
    // Between two numbers a mark separates: 1_1 is not 11.
    String plain =
        bare(name)
            // Capitals of Turkish letters, read as those of other languages.
            .replace('ı', 'i')
            .replace("i\u0307", "i")
            .replaceAll("(?<!\\d)[\\s_]+|[\\s_]+(?!\\d)", "")
            .replaceAll("(?<=\\p{L}{3})s$", "");
    return plain.isEmpty() ? name : plain;
  }

  /** A name in lower case, without added words and without a number behind a known word. */
  private static String bare(String name) {
    String plain =
        AddedWords.without(Normalizer.normalize(name, Normalizer.Form.NFKC))
            .replaceAll("[.,;:\\s]+$", "")
            .replaceAll("(?<=\\p{L})-(?=\\p{L})", "");
    Matcher counted = COUNTED.matcher(plain);
    if (counted.matches()
        && !GRADED.matcher(counted.group(1)).matches()
        && ClassNames.of(counted.group(1)) != Meaning.UNKNOWN) {
      plain = counted.group(1);
    }
    return plain;
  }
}
