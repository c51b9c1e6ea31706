package org.allnet.report.content;

import java.util.List;
import java.util.OptionalDouble;

/**
 * An explained image on the page of a batch.
 *
 * @param image the image's name
 * @param answer what the model says of it
 * @param probability the probability of the positive class
 * @param why the explanation
 * @param thumbnail a small picture of where the model looked, a PNG file; treat it as read-only
 */
public record ExplanationCard(
    String image, String answer, double probability, Why why, byte[] thumbnail) {

  /**
   * Why the model says a class.
   *
   * @param label the class that is explained
   * @param score the class's logit, or its probability if learners answer
   * @param found what was found, a line each
   * @param placeless whether the map is of a single place
   * @param heatOnCell the fraction of what speaks for the class that is on the cell; empty if no
   *     place speaks for it, or there is no map
   */
  public record Why(
      String label,
      String score,
      List<String> found,
      boolean placeless,
      OptionalDouble heatOnCell) {

    /** Copies {@code found}, so that nothing changes it from outside. */
    public Why {
      found = List.copyOf(found);
    }
  }
}
