package org.allnet.data.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in a folder that Keras ({@code save_to_dir}) may have given: a prefix, the number of
 * the image and a random one, such as {@code _3_1234} and {@code aug_3_1234}. Days in August
 * ({@code Aug_12_0001}) and running numbers ({@code gen_1_7}) are named alike. Immutable.
 */
final class KerasNames {

  private static final Pattern NAME =
      Pattern.compile(
          "(?i)((aug|augmented|augmentation|gen|generated)?_(\\d{1,6}))_(\\d{1,7})(?!.)");

  private static final Pattern OTHER_WORD = Pattern.compile("\\p{L}+_\\d+_\\d+");

  private static final Pattern OTHER_MONTH =
      Pattern.compile("(?iu)(?!aug)(?:" + MonthNames.SHORT + ")[\\s_.-]*\\d.*");

  private static final Pattern YEAR = Pattern.compile("(?:19[89]|20[0-4])\\d");

  private static final int LAST_DAY = 31;

  /** Of four random numbers up to 9,999, all are below it in one case of 100 million. */
  private static final int SMALL = 100;

  private static final int TELLING = 4;

  private final boolean possible;
  private final boolean certain;

  private KerasNames(boolean possible, boolean certain) {
    this.possible = possible;
    this.certain = certain;
  }

  /**
   * Looks at the names of a folder.
   *
   * @param stems the files' names without endings
   * @return what they tell
   */
  static KerasNames of(Collection<String> stems) {
    List<Matcher> made = new ArrayList<>();
    boolean otherWord = false;
    boolean otherMonth = false;
    for (String stem : stems) {
      Matcher name = NAME.matcher(stem);
      if (name.matches()) {
        made.add(name);
      } else {
        otherWord |= OTHER_WORD.matcher(stem).matches();
        otherMonth |= OTHER_MONTH.matcher(stem).matches();
      }
    }
    if (made.isEmpty()) {
      return new KerasNames(false, false);
    }
    Set<Integer> random = new TreeSet<>();
    boolean padded = false;
    boolean years = true;
    boolean august = true;
    boolean days = true;
    for (Matcher name : made) {
      random.add(Integer.valueOf(name.group(4)));
      padded |= name.group(3).matches("0\\d+") || name.group(4).matches("0\\d+");
      years &= YEAR.matcher(name.group(4)).matches();
      august &= "aug".equalsIgnoreCase(name.group(2));
      int number = Integer.parseInt(name.group(3));
      days &= number > 0 && number <= LAST_DAY;
    }
    boolean small = random.stream().allMatch(number -> number < SMALL);
    boolean same = random.size() == 1 && made.size() > 1;
    boolean possible =
        !padded
            && !(august && (otherMonth || (days && years)))
            && !(made.size() >= TELLING && (small || same));
    boolean certain = possible && !otherWord && !small && !same && !years && !(august && days);
    return new KerasNames(possible, certain);
  }

  /**
   * Returns which image of the folder one was made of, if it is Keras's: its number tells it.
   *
   * @param stem a file's name without ending
   * @return such as {@code _3} or {@code aug_3}; empty if it is named otherwise, or the names of
   *     the folder can't be Keras's
   */
  Optional<String> source(String stem) {
    Matcher name = NAME.matcher(stem);
    return possible && name.matches() ? Optional.of(name.group(1)) : Optional.empty();
  }

  /** {@return whether an image is certainly Keras's, by its name without ending} */
  boolean isMade(String stem) {
    return certain && source(stem).isPresent();
  }
}
