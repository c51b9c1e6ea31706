package org.allnet.evaluation.report.assembly;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.allnet.data.image.CellPixels;
import org.allnet.data.split.Split;
import org.allnet.evaluation.baseline.AreaModel;
import org.allnet.evaluation.baseline.MajorityClass;
import org.allnet.evaluation.figure.Evaluation;
import org.allnet.evaluation.interval.ClusterBootstrap;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.report.Baseline;

/** The two systems that every trained network has to beat, on the same images. */
final class TrivialSystems {

  private TrivialSystems() {}

  /**
   * Fits both on training images and judges them on the tested ones.
   *
   * @param training the training images
   * @param tested the tested images, as the network called them
   * @param pixels the pixels of an image; images without are left out of the area's training
   * @return the baselines; the area's is absent where a tested image has no pixels
   */
  static List<Baseline> of(
      List<Split.Place> training,
      Predictions tested,
      Function<String, Optional<CellPixels>> pixels) {
    Map<String, Integer> labels = new LinkedHashMap<>();
    training.forEach(place -> labels.put(place.image(), tested.classes().indexOf(place.label())));
    if (labels.isEmpty() || tested.labelled().isEmpty()) {
      return List.of();
    }
    Evaluation majority =
        ClusterBootstrap.evaluate(
            MajorityClass.fit(tested.classes(), labels.values()).predict(tested.rows()));
    Baseline first =
        new Baseline("majority class", "always calls the commonest training class", majority);
    Map<String, Double> areas = areas(labels, tested, pixels);
    labels.keySet().retainAll(areas.keySet());
    boolean known = tested.rows().stream().map(Prediction::image).allMatch(areas::containsKey);
    if (labels.isEmpty() || !known) {
      return List.of(first);
    }
    Evaluation area =
        ClusterBootstrap.evaluate(
            AreaModel.fit(tested.classes(), labels, areas).predict(tested.rows(), areas));
    return List.of(
        first,
        new Baseline(
            "cell area alone", "logistic model of the number of pixels that are not black", area));
  }

  private static Map<String, Double> areas(
      Map<String, Integer> labels,
      Predictions tested,
      Function<String, Optional<CellPixels>> pixels) {
    Map<String, Double> areas = new HashMap<>();
    labels.keySet().forEach(image -> pixels.apply(image).ifPresent(p -> areas.put(image, area(p))));
    for (Prediction row : tested.rows()) {
      pixels.apply(row.image()).ifPresent(p -> areas.put(row.image(), area(p)));
    }
    return areas;
  }

  private static double area(CellPixels cell) {
    byte[] rgb = cell.rgb();
    int area = 0;
    for (int i = 0; i < rgb.length; i += 3) {
      if ((rgb[i] | rgb[i + 1] | rgb[i + 2]) != 0) {
        area++;
      }
    }
    return area;
  }
}
