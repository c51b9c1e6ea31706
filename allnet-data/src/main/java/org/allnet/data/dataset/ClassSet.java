package org.allnet.data.dataset;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;

/**
 * The classes of a data set in their fixed order, and which of them is the positive one.
 *
 * @param names the class names, at least one, distinct; the order is that of the network's outputs
 *     and of the columns {@code p_<class>} of a predictions file
 * @param positive the index of the positive class (the blast); metrics such as sensitivity are
 *     about it
 */
public record ClassSet(List<String> names, int positive) {

  /**
   * Copies the names and checks them and the positive class.
   *
   * @throws OptionException if there is no name, one is there twice, or {@code positive} is not the
   *     index of one
   */
  public ClassSet {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new OptionException(
          OptionName.CLASSES, Sentence.text("classes: none given; name at least one class"));
    }
    if (new LinkedHashSet<>(names).size() != names.size()) {
      throw new OptionException(
          OptionName.CLASSES.with(String.join(", ", names)),
          Sentence.of("classes: %s names one twice; give each class once", listed(names)));
    }
    if (positive < 0 || positive >= names.size()) {
      throw new OptionException(
          OptionName.POSITIVE.with(positive),
          Sentence.of(
              "positive class: index %d is none of the %d classes; count from 0",
              positive, names.size()));
    }
  }

  /**
   * Makes a class set whose positive class is known by the names: the one with a usual name of the
   * sick, or of two the one beside a usual name of the healthy ({@link ClassNames}); else the last
   * that is not named like the healthy. {@link PositiveClass} says which of these it was.
   *
   * @param names the class names in their order
   * @return the class set
   */
  public static ClassSet of(List<String> names) {
    int known = PositiveClass.knownBy(names);
    return new ClassSet(names, known < 0 ? lastNotHealthy(names) : known);
  }

  private static int lastNotHealthy(List<String> names) {
    int last = names.size() - 1;
    while (last >= 0 && ClassNames.of(names.get(last), names) == ClassNames.Meaning.HEALTHY) {
      last--;
    }
    return last < 0 ? names.size() - 1 : last;
  }

  /**
   * The same classes with another positive one.
   *
   * @param name one of {@link #names}
   * @return the class set
   * @throws OptionException if there is no such class
   */
  public ClassSet withPositive(String name) {
    if (!names.contains(name)) {
      OptionValue given = OptionName.POSITIVE.quoting(name);
      throw new OptionException(
          given, Sentence.of("%s is no class; use one of %s", given, listed(names)));
    }
    return new ClassSet(names, names.indexOf(name));
  }

  /**
   * Returns whether answers may be called blast and healthy: of two classes the positive one has a
   * usual name of leukaemia or its blasts, the other one of the healthy.
   *
   * @return whether it is so; else answers are the names of the classes
   */
  public boolean tellsBlasts() {
    return size() == 2
        && ClassNames.isBlast(positiveName())
        && ClassNames.of(names.get(1 - positive)) == ClassNames.Meaning.HEALTHY;
  }

  /** {@return the number of classes} */
  public int size() {
    return names.size();
  }

  /** {@return the name of the positive class} */
  public String positiveName() {
    return names.get(positive);
  }

  /**
   * The index of a class.
   *
   * @param name one of {@link #names}
   * @return its index, from 0
   * @throws OptionException if there is no such class
   */
  public int indexOf(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw OptionException.ofSetting(
          "class",
          name,
          "class '%s' is unknown; the classes are %s".formatted(name, listed(names)));
    }
    return index;
  }

  /**
   * Returns the class that a name means: the one of that name, or the only one that differs from it
   * in letter case alone.
   *
   * @param name a name, such as {@code ALL} of {@code all}
   * @return the class's own name; empty if there is none, or several differ in case
   */
  public Optional<String> named(String name) {
    if (names.contains(name)) {
      return Optional.of(name);
    }
    String folded = ClassNames.folded(name);
    List<String> alike =
        names.stream().filter(own -> ClassNames.folded(own).equals(folded)).toList();
    return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
  }

  private static String listed(List<String> names) {
    return String.join(", ", names);
  }
}
