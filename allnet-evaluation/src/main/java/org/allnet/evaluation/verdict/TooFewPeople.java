package org.allnet.evaluation.verdict;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.evaluation.prediction.Predictions;
import org.jspecify.annotations.Nullable;

/**
 * A class has too few evaluated people to say how good a system is. Ten people who are all
 * classified rightly still leave a Wilson interval from 0.72 to 1, and a bootstrap over fewer draws
 * the same few again and again. If the people of some images are not known, each of these counts as
 * one more person, which is the most that it can be, and there must be enough images as well.
 * Presumed subjects are not people: there must be enough of them, and of their images as well.
 *
 * @param counts what was evaluated of each class
 * @param counted what was counted
 */
public record TooFewPeople(Map<String, Integer> counts, Counted counted) implements Finding {

  /** The fewest evaluated people of each class. */
  public static final int LEAST_PEOPLE = 10;

  /** The fewest evaluated images of each class if the people are not all known. */
  public static final int LEAST_IMAGES = 30;

  /** What there are too few of. */
  public enum Counted {
    /** People whom the data set names. */
    PEOPLE("people", LEAST_PEOPLE),
    /** People whom the data set names, and one more for each image that names none. */
    AT_MOST("people", LEAST_PEOPLE),
    /** Subjects that nobody named. */
    PRESUMED(PresumedSubject.word(true), LEAST_PEOPLE),
    /** Images, as the people are not all known. */
    IMAGES("images", LEAST_IMAGES);

    private final String word;
    private final int least;

    Counted(String word, int least) {
      this.word = word;
      this.least = least;
    }

    /** {@return what they are called} */
    public String word() {
      return word;
    }

    /** {@return the fewest that each class needs} */
    public int least() {
      return least;
    }
  }

  /** Copies, keeping the order. */
  public TooFewPeople {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /**
   * Counts the people of each class.
   *
   * @param evaluated predictions, of which the labelled ones count
   * @return the finding; null if each class has enough
   */
  public static @Nullable TooFewPeople of(Predictions evaluated) {
    List<String> names = evaluated.classes().names();
    return of(
        names,
        evaluated.labelled().stream()
            .map(
                row ->
                    new Evaluated(
                        names.get(row.label()), row.image(), row.person(), row.presumedSubject()))
            .toList());
  }

  /**
   * One image that is evaluated.
   *
   * @param className its true class
   * @param image its name
   * @param person whose it is, absent if unknown
   * @param presumed whether nobody named the person
   */
  public record Evaluated(
      String className, String image, @Nullable String person, boolean presumed) {}

  /**
   * Counts the people of each class.
   *
   * @param classes the names of the classes
   * @param evaluated what is evaluated, or will be
   * @return the finding; null if each class has enough
   */
  public static @Nullable TooFewPeople of(List<String> classes, List<Evaluated> evaluated) {
    if (evaluated.stream().anyMatch(one -> one.person() == null)) {
      TooFewPeople most =
          evaluated.stream().allMatch(one -> one.person() == null)
              ? null
              : of(classes, evaluated, Counted.AT_MOST);
      return most == null ? of(classes, evaluated, Counted.IMAGES) : most;
    }
    if (evaluated.stream().noneMatch(Evaluated::presumed)) {
      return of(classes, evaluated, Counted.PEOPLE);
    }
    TooFewPeople presumed = of(classes, evaluated, Counted.PRESUMED);
    return presumed == null ? of(classes, evaluated, Counted.IMAGES) : presumed;
  }

  private static @Nullable TooFewPeople of(
      List<String> classes, List<Evaluated> evaluated, Counted counted) {
    Map<String, Set<String>> members = new LinkedHashMap<>();
    classes.forEach(name -> members.put(name, new HashSet<>()));
    for (Evaluated one : evaluated) {
      String person = one.person();
      members
          .computeIfAbsent(one.className(), name -> new HashSet<>())
          .add(counted == Counted.IMAGES || person == null ? one.image() : person);
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    members.forEach((name, set) -> counts.put(name, set.size()));
    return counts.values().stream().anyMatch(count -> count < counted.least())
        ? new TooFewPeople(counts, counted)
        : null;
  }

  @Override
  public String key() {
    return "people";
  }

  @Override
  public String outcome() {
    return "tooFew";
  }

  @Override
  public boolean isFavourable() {
    return false;
  }
}
