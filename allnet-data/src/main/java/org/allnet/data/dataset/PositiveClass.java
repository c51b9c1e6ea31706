package org.allnet.data.dataset;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassNames.Meaning;
import org.jspecify.annotations.Nullable;

/**
 * Which class is the positive one, and why it is taken for that.
 *
 * @param classes the classes with their positive one
 * @param reason why
 */
public record PositiveClass(ClassSet classes, Reason reason) {

  private static final Pattern PLUS = Pattern.compile("\\+[^+]*|[^+]*\\+");

  /** Why a class is the positive one. */
  public enum Reason {
    /** Somebody said so. */
    STATED,
    /** Its name is a usual one of the sick. */
    SICK_NAME,
    /** There are two classes, and the other's name is a usual one of the healthy. */
    HEALTHY_NAME,
    /** There are two classes, named alike but for its plus and the other's minus. */
    PLUS,
    /** A model has it, to which its decision rule belongs. */
    MODEL,
    /** A run or its predictions have it, by whose rule they are evaluated. */
    RUN,
    /** Nothing says it: it is the last. */
    UNKNOWN
  }

  /**
   * Finds the reason.
   *
   * @param classes the classes with their positive one
   * @param stated the class that somebody named, null if nobody did
   * @return the positive class and the reason
   */
  public static PositiveClass of(ClassSet classes, @Nullable String stated) {
    if (stated != null) {
      return new PositiveClass(classes, Reason.STATED);
    }
    if (knownBy(classes.names()) != classes.positive()) {
      return new PositiveClass(classes, Reason.UNKNOWN);
    }
    if (plus(classes.names()) >= 0) {
      return new PositiveClass(classes, Reason.PLUS);
    }
    boolean sick = ClassNames.of(classes.positiveName(), classes.names()) == Meaning.SICK;
    return new PositiveClass(classes, sick ? Reason.SICK_NAME : Reason.HEALTHY_NAME);
  }

  /** The class that the names tell to be the positive one, -1 if they tell none or several. */
  static int knownBy(List<String> names) {
    int plus = plus(names);
    if (plus >= 0) {
      return plus;
    }
    List<Integer> sick = of(names, Meaning.SICK);
    List<Integer> healthy = of(names, Meaning.HEALTHY);
    if (sick.size() > 1) {
      // ALL beside other sick ones: this is what the program is about.
      List<Integer> all = sick.stream().filter(k -> ClassNames.isAll(names.get(k))).toList();
      return all.size() == 1 ? all.get(0) : -1;
    }
    if (sick.size() == 1) {
      return sick.get(0);
    }
    if (names.size() != 2 || healthy.size() != 1) {
      return -1;
    }
    // "Not AML" tells nothing about what is beside it, and that may be healthy too.
    int other = 1 - healthy.get(0);
    String healthyName = names.get(1 - other);
    return ClassNames.isHealthyByItself(healthyName) && !ClassNames.mayBeHealthy(names.get(other))
        ? other
        : -1;
  }

  /** Of two names such as ALL+ and ALL- the one with the plus, -1 if they are others. */
  private static int plus(List<String> names) {
    if (names.size() != 2) {
      return -1;
    }
    List<String> plain =
        names.stream()
            .map(
                name ->
                    Normalizer.normalize(name, Normalizer.Form.NFKC)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[\\s_()\\[\\]]+", "")
                        .replaceAll("[\u2010-\u2015\u2212]", "-"))
            .toList();
    for (int k = 0; k < 2; k++) {
      Matcher signed = PLUS.matcher(plain.get(k));
      if (signed.matches() && plain.get(1 - k).equals(plain.get(k).replace('+', '-'))) {
        return k;
      }
    }
    return -1;
  }

  private static List<Integer> of(List<String> names, Meaning meaning) {
    return IntStream.range(0, names.size())
        .filter(k -> ClassNames.of(names.get(k), names) == meaning)
        .boxed()
        .toList();
  }

  /** {@return whether something says it} */
  public boolean isKnown() {
    return reason != Reason.UNKNOWN;
  }

  /** {@return one line: the class and why it is the positive one} */
  public Sentence describe() {
    return Sentence.of("positive class: %s", reasoned());
  }

  /** {@return the class and why it is the positive one, part of a sentence} */
  public Sentence reasoned() {
    if (!isKnown()) {
      return Sentence.of(
          "not known; '%s' is taken (the names %s do not say which is sick; state it with %s)",
          classes.positiveName(),
          String.join(", ", classes.names()),
          OptionName.POSITIVE.with("CLASS"));
    }
    return Sentence.of("%s%s", classes.positiveName(), why());
  }

  private String why() {
    return switch (reason) {
      case STATED -> " (stated)";
      case MODEL -> " (the model's)";
      case RUN -> " (the predictions' own)";
      case SICK_NAME ->
          ClassNames.of(classes.positiveName()) == Meaning.SICK
              ? " (a usual name of the sick)"
              : " (usually the sick beside '%s')"
                  .formatted(classes.names().get(1 - classes.positive()));
      case PLUS ->
          " (the plus, since '%s' has a minus)"
              .formatted(classes.names().get(1 - classes.positive()));
      case HEALTHY_NAME ->
          " (since '"
              + classes.names().get(1 - classes.positive())
              + "' is a usual name of the healthy)";
      case UNKNOWN -> "";
    };
  }
}
