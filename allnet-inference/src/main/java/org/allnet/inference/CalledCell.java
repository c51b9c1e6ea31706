package org.allnet.inference;

import java.util.ArrayList;
import java.util.List;
import org.allnet.inference.model.ModelDescription;

/**
 * What a model says of one image.
 *
 * @param image the image's name
 * @param call the class it is called, or {@code refer}
 * @param probabilities a probability for each class of the model, summing to 1
 */
public record CalledCell(String image, String call, List<Double> probabilities)
    implements CellOutcome {

  /** Copies. */
  public CalledCell {
    probabilities = List.copyOf(probabilities);
  }

  /**
   * Calls an image as its model wants it: refer within the refer band, the positive class from the
   * threshold on, else the most probable class.
   *
   * @param image the image's name
   * @param probabilities a probability for each class
   * @param model the model
   * @return the call
   */
  public static CalledCell of(String image, double[] probabilities, ModelDescription model) {
    List<Double> list = new ArrayList<>();
    for (double p : probabilities) {
      list.add(p);
    }
    return new CalledCell(image, model.rule().call(list, model.classSet()), list);
  }
}
