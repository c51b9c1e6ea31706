package org.allnet.data.dataset;

import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
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

  private AlikeClasses() {}

  /**
   * Finds names that differ only in case, blanks, underscores, hyphens between letters, in how
   * their letters are composed, in a plural's s, in a number behind a word for the sick or healthy,
   * or in a word such as {@code batch2} that tells nothing of the cells.
   *
   * @param names the names of all classes
   * @return the sets of two and more that are alike, each sorted
   */
  public static List<List<String>> of(Collection<String> names) {
    return SubjectNames.alike(names, AlikeClasses::folded);
  }

  /**
   * Returns what is said of names that are alike.
   *
   * @param alike two and more names of probably one class
   * @return one line: which they are and what to do
   */
  static Sentence describe(List<String> alike) {
    String last = alike.get(alike.size() - 1);
    String renames =
        alike.subList(0, alike.size() - 1).stream()
            .map(name -> name + "=" + last)
            .collect(Collectors.joining(","));
    return Sentence.of(
        "classes '%s' are probably one; rename the folders, or merge them with %s",
        String.join("', '", alike), OptionName.CLASSES.with(renames));
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

  private static String folded(String name) {
    String plain =
        AddedWords.without(Normalizer.normalize(name, Normalizer.Form.NFKC))
            .replaceAll("[.,;:\\s]+$", "")
            .replaceAll("(?<=\\p{L})-(?=\\p{L})", "");
    Matcher counted = COUNTED.matcher(plain);
    if (counted.matches() && ClassNames.of(counted.group(1)) != Meaning.UNKNOWN) {
      plain = counted.group(1);
    }
    // Between two numbers a mark separates: 1_1 is not 11.
    plain =
        plain.replaceAll("(?<!\\d)[\\s_]+|[\\s_]+(?!\\d)", "").replaceAll("(?<=\\p{L}{3})s$", "");
    return plain.isEmpty() ? name : plain;
  }
}
