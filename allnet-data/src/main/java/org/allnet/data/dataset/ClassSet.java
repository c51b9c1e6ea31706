package org.allnet.data.dataset;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.allnet.data.OptionException;

/**
 * The classes of a data set in their fixed order, and which of them is the positive one.
 *
 * @param names the class names, at least one, distinct; the order is that of the network's outputs
 *     and of the columns {@code p_<class>} of a predictions file
 * @param positive the index of the positive class (the blast); figures such as sensitivity are
 *     about it
 */
public record ClassSet(List<String> names, int positive) {

  /** Names by which the blast class is known in the data sets of the field, lower case. */
  private static final Set<String> BLAST_NAMES =
      Set.of("all", "blast", "blasts", "malignant", "leukemia", "leukaemia", "positive", "1");

  /** Checks and copies. */
  public ClassSet {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new OptionException("classes: none given; name at least one class");
    }
    if (new LinkedHashSet<>(names).size() != names.size()) {
      throw new OptionException("classes: " + names + " names one twice; give each class once");
    }
    if (positive < 0 || positive >= names.size()) {
      throw new OptionException("positive class: index " + positive + " is not one of " + names);
    }
  }

  /**
   * Makes a class set whose positive class is the one with a blast's usual name ({@code all},
   * {@code blast}, {@code malignant}, ...; case does not matter), else the last.
   *
   * @param names the class names in their order
   * @return the class set
   */
  public static ClassSet of(List<String> names) {
    int positive = names.size() - 1;
    for (int i = 0; i < names.size(); i++) {
      if (BLAST_NAMES.contains(names.get(i).toLowerCase(Locale.ROOT))) {
        positive = i;
        break;
      }
    }
    return new ClassSet(names, positive);
  }

  /**
   * The same classes with another positive one.
   *
   * @param name one of {@link #names}
   * @return the class set
   * @throws OptionException where there is no such class
   */
  public ClassSet withPositive(String name) {
    return new ClassSet(names, indexOf(name));
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
   * @throws OptionException where there is no such class
   */
  public int indexOf(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new OptionException("class '" + name + "' is unknown; the classes are " + names);
    }
    return index;
  }
}
