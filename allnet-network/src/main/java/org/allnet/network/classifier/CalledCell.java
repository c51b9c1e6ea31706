package org.allnet.network.classifier;

import java.util.ArrayList;
import java.util.List;
import org.allnet.network.model.ModelDescription;

/**
 * What a model says of one image.
 *
 * @param image the image's name
 * @param call the class it is called, or {@link #REFER}
 * @param probabilities a probability for each class of the model, summing to 1
 */
public record CalledCell(String image, String call, List<Double> probabilities) {

  /** The call of a cell whose probability lies in the model's refer band. */
  public static final String REFER = "refer";

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
    return new CalledCell(image, call(list, model), list);
  }

  private static String call(List<Double> probabilities, ModelDescription model) {
    List<String> classes = model.classes();
    int positive = classes.indexOf(model.positive());
    double p = probabilities.get(positive);
    ModelDescription.Band band = model.referBand();
    if (classes.size() == 2 && band != null && p >= band.low() && p <= band.high()) {
      return REFER;
    }
    Double threshold = model.threshold();
    if (classes.size() == 2 && threshold != null) {
      return classes.get(p >= threshold ? positive : 1 - positive);
    }
    int best = 0;
    for (int k = 1; k < classes.size(); k++) {
      if (probabilities.get(k) > probabilities.get(best)) {
        best = k;
      }
    }
    return classes.get(best);
  }
}
