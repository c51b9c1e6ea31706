package org.allnet.report.content;

import org.allnet.data.dataset.ClassSet;

/**
 * What is at the top of the page; {@link ResultSentence} words the result below it.
 *
 * @param title the run's name for a reader: {@code Five-fold cross-validation on C-NMC 2019}
 * @param question what was asked, one sentence ending in a question mark
 */
public record Headline(String title, String question) {

  /**
   * Returns the question of a run: about blasts and healthy cells if the classes are known to be
   * these, else about the classes by their names.
   *
   * @param classes the classes
   * @return one sentence ending in a question mark
   */
  public static String question(ClassSet classes) {
    if (classes.tellsBlasts()) {
      return "Can the system tell leukaemic blasts from healthy blood cells in pictures it has never"
          + " seen?";
    }
    return classes.size() == 2
        ? "Can the system tell '%s' from '%s' in pictures it has never seen?"
            .formatted(classes.positiveName(), classes.names().get(1 - classes.positive()))
        : "Can the system tell the classes %s apart in pictures it has never seen?"
            .formatted(String.join(", ", classes.names()));
  }
}
