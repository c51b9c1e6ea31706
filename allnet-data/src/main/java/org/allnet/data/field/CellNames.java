package org.allnet.data.field;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the classes of red cells and platelets are called. Public sets call both by many names. */
public final class CellNames {

  private static final Pattern WORDS = Pattern.compile("[^\\p{L}]+");

  private static final Set<String> RED =
      Set.of("rbc", "rbcs", "red", "erythrocyte", "erythrocytes");

  /** A young red cell with a nucleus looks like a white cell. */
  private static final Set<String> NUCLEATED =
      Set.of("nucleated", "nrbc", "nrbcs", "erythroblast", "erythroblasts", "normoblast");

  private static final Set<String> PLATELETS =
      Set.of("platelet", "platelets", "plt", "plts", "thrombocyte", "thrombocytes");

  /** An abbreviation of platelets in copies of TXL-PBC; elsewhere it is of plasma cells. */
  private static final String SHORT = "pc";

  private static final String PLATELETS_IN_FULL = "Platelets";

  private CellNames() {}

  private static Set<String> words(String label) {
    return WORDS.splitAsStream(label.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  /** {@return whether a class is of red cells without a nucleus, by a word of its name} */
  public static boolean isRedCell(String label) {
    Set<String> words = words(label);
    return words.stream().anyMatch(RED::contains) && words.stream().noneMatch(NUCLEATED::contains);
  }

  /** {@return whether a class is plainly of platelets, by a word of its name} */
  public static boolean isPlatelet(String label) {
    return words(label).stream().anyMatch(PLATELETS::contains);
  }

  /**
   * Returns whether a class is of platelets, told by the classes beside it too: {@code PC} is if
   * there are red cells and no other platelets.
   *
   * @param label its name
   * @param classes all names
   */
  public static boolean isPlatelet(String label, List<String> classes) {
    return isPlatelet(label)
        || (words(label).equals(Set.of(SHORT))
            && classes.stream().anyMatch(CellNames::isRedCell)
            && classes.stream().noneMatch(CellNames::isPlatelet));
  }

  /**
   * Returns the class that another name for platelets means.
   *
   * @param label the name, which is none of the classes
   * @param classes the names of the classes
   * @return its place among them; empty if it is no name for platelets, or not one class is of
   *     platelets
   */
  public static OptionalInt plateletsMeant(String label, List<String> classes) {
    if (!isPlatelet(label) && !words(label).equals(Set.of(SHORT))) {
      return OptionalInt.empty();
    }
    int[] meant =
        IntStream.range(0, classes.size())
            .filter(i -> isPlatelet(classes.get(i), classes))
            .toArray();
    return meant.length == 1 ? OptionalInt.of(meant[0]) : OptionalInt.empty();
  }

  /**
   * Returns classes with platelets by their full name.
   *
   * @param classes the names of the classes
   * @return the same; an abbreviation that only the classes beside it explain is {@code Platelets}
   */
  public static List<String> withPlatelets(List<String> classes) {
    return classes.stream()
        .map(label -> isPlatelet(label, classes) && !isPlatelet(label) ? PLATELETS_IN_FULL : label)
        .toList();
  }
}
