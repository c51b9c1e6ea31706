package org.allnet.service.domain;

import java.util.List;
import java.util.Optional;

/**
 * What whoever looks at a model's proposals has to know of it, as its file and the evaluation
 * beside it say. Pages read it without the model.
 *
 * @param classes the classes that it tells apart, in its order; a detector's, those that it finds
 * @param positive the class that sensitivity is of; empty for a detector
 * @param rule how its probabilities become a class, a line for each part
 * @param point the operating point; empty if the most probable class is proposed
 * @param band the refer band; empty if it refers no cell for doubt
 * @param figures how well it did on images that it was not trained on; none if that is not known
 * @param limits what it can't do, a sentence each
 * @param synthetic whether it was trained on cells that a program made
 * @param refuses whether it refuses images that are unlike those of its training
 * @param card its model card as Markdown; empty if none came with it
 */
public record ModelSheet(
    List<String> classes,
    Optional<String> positive,
    List<String> rule,
    Optional<Point> point,
    Optional<Band> band,
    List<Figure> figures,
    List<String> limits,
    boolean synthetic,
    boolean refuses,
    Optional<String> card) {

  /** Copies the lists, so that nothing changes them from outside. */
  public ModelSheet {
    classes = List.copyOf(classes);
    rule = List.copyOf(rule);
    figures = List.copyOf(figures);
    limits = List.copyOf(limits);
  }

  /**
   * From which probability the positive class is proposed.
   *
   * @param threshold a probability in [0,1]
   * @param sensitivity on the validation images by which it was chosen; elsewhere it differs
   * @param specificity on the same images
   */
  public record Point(double threshold, double sensitivity, double specificity) {}

  /**
   * Between which probabilities of the positive class a cell is referred to a person.
   *
   * @param low a probability in [0,1]
   * @param high from {@code low} to 1
   */
  public record Band(double low, double high) {}

  /**
   * A measured value.
   *
   * @param name such as {@code sensitivity}
   * @param value what was measured
   * @param low the lower end of its 95 % interval; empty if it has none
   * @param high the upper end
   * @param of on which images, in words
   */
  public record Figure(
      String name, double value, Optional<Double> low, Optional<Double> high, String of) {}
}
