package org.allnet.data.dataset;

import java.util.Optional;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassNames.Meaning;
import org.allnet.data.dataset.FileNameWords.Told;
import org.jspecify.annotations.Nullable;

/**
 * Classes that are codes, such as 0 and 1, whose files say by their names what the codes mean. If
 * they make the positive class the healthy one, a model would find the healthy instead of the sick.
 */
public final class CodedClasses {

  /** So many of a class's names tell what it is. */
  private static final double MOST = 0.75;

  /** So few names with the same word in other classes do not speak against it. */
  private static final double FEW = 0.25;

  private CodedClasses() {}

  /**
   * Refuses a data set whose codes mean the opposite of what they are taken for.
   *
   * @param dataset the data set
   * @param stated the positive class, if somebody named it
   * @throws InputException if the files' names say that the positive code is of the healthy, or
   *     that another code is of the sick; not if the positive class is stated
   */
  public static void refuse(Dataset dataset, @Nullable String stated) {
    if (stated == null) {
      refuseTaken(
          dataset,
          dataset.classes(),
          Sentence.of(
              "; if such names are of something else, name the positive class with %s",
              OptionName.POSITIVE.with("CLASS")));
    }
  }

  /**
   * Refuses a data set whose codes mean the opposite of what they would be taken for, if nobody can
   * state the positive class.
   *
   * @param dataset the data set
   * @throws InputException if the files' names say that the positive code is of the healthy, or
   *     that another code is of the sick
   */
  public static void refuse(Dataset dataset) {
    refuseTaken(dataset, dataset.classes(), Sentence.text(""));
  }

  /**
   * Refuses a data set whose codes mean the opposite of what a model takes them for.
   *
   * @param dataset the data set
   * @param positive the model's positive class, which nobody stated for these images
   * @throws InputException if the files' names say that this is a code of the healthy, or that
   *     another code is of the sick
   */
  public static void refuseFor(Dataset dataset, String positive) {
    ClassSet classes = dataset.classes();
    if (classes.names().contains(positive)) {
      refuseTaken(
          dataset,
          classes.withPositive(positive),
          Sentence.of(
              "; if such names are of something else, give %s",
              OptionName.POSITIVE.with(positive)));
    }
  }

  private static void refuseTaken(Dataset dataset, ClassSet classes, Sentence otherwise) {
    wrong(dataset, classes)
        .ifPresent(
            one -> {
              throw InputException.in(dataset.root(), refusal(classes, one, otherwise));
            });
  }

  /**
   * Returns the positive class of a data set, and why it is taken for that.
   *
   * @param dataset the data set
   * @param stated the positive class, if somebody named it
   * @return the class; not known if the files' names contradict the codes
   */
  public static PositiveClass positive(Dataset dataset, @Nullable String stated) {
    return stated == null && areDoubted(dataset)
        ? new PositiveClass(dataset.classes(), PositiveClass.Reason.UNKNOWN)
        : PositiveClass.of(dataset.classes(), stated);
  }

  /**
   * Returns whether files' names contradict codes.
   *
   * @param dataset the data set
   * @return whether at least half of the names that say a class say another one than the code, so
   *     that nobody knows which code is of the sick
   */
  public static boolean areDoubted(Dataset dataset) {
    ClassSet classes = dataset.classes();
    if (wrong(dataset, classes).isPresent()) {
      return true;
    }
    if (classes.size() != 2 || !areCodes(classes)) {
      return false;
    }
    FileNameWords words = new FileNameWords(dataset.images(), classes);
    long differing = words.told().stream().filter(Told::differs).count();
    return words.tell() && differing * 2 >= words.told().size();
  }

  private static boolean areCodes(ClassSet classes) {
    return classes.names().stream().allMatch(ClassNames::isCode);
  }

  /** An image whose name says that the positive class is another one; empty if most do not. */
  private static Optional<Told> wrong(Dataset dataset, ClassSet classes) {
    if (classes.size() < 2 || !areCodes(classes)) {
      return Optional.empty();
    }
    FileNameWords words = new FileNameWords(dataset.images(), classes);
    String positive = classes.positiveName();
    if (words.mostlySay(positive, Meaning.HEALTHY)
        && classes.names().stream().anyMatch(name -> words.mostlySay(name, Meaning.SICK))) {
      return words.of(positive, Meaning.HEALTHY).stream().findFirst();
    }
    boolean healthy =
        words.fraction(positive, Meaning.HEALTHY) >= MOST
            && classes.names().stream()
                .filter(name -> !name.equals(positive))
                .anyMatch(name -> words.fraction(name, Meaning.HEALTHY) <= FEW);
    if (healthy) {
      return words.of(positive, Meaning.HEALTHY).stream().findFirst();
    }
    return words.fraction(positive, Meaning.SICK) > FEW
        ? Optional.empty()
        : classes.names().stream()
            .filter(name -> words.fraction(name, Meaning.SICK) >= MOST)
            .findFirst()
            .flatMap(name -> words.of(name, Meaning.SICK).stream().findFirst());
  }

  private static Sentence refusal(ClassSet classes, Told one, Sentence otherwise) {
    return Sentence.of(
        "classes %s are codes, and names of files such as %s say that '%s' is of the %s, but '%s' would be the positive class; say what they mean with %s, or rename the folders%s",
        String.join(", ", classes.names()),
        one.image(),
        one.label(),
        one.meaning() == Meaning.SICK ? "sick" : "healthy",
        classes.positiveName(),
        OptionName.CLASSES.with(
            classes.names().stream().map(name -> name + "=NAME").collect(Collectors.joining(","))),
        otherwise);
  }
}
