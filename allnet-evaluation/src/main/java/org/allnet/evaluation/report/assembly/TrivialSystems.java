package org.allnet.evaluation.report.assembly;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.allnet.data.image.CellPixels;
import org.allnet.evaluation.baseline.AreaModel;
import org.allnet.evaluation.baseline.TrivialFit;
import org.allnet.evaluation.interval.ClusterBootstrap;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.report.Baseline;

/** The trivial systems on the tested images. */
public final class TrivialSystems {

  private TrivialSystems() {}

  /**
   * Judges both.
   *
   * @param fit as fitted on training images
   * @param tested the tested images, as the network called them
   * @param pixels the pixels of an image
   * @return the baselines; the area's is absent where a tested image has no pixels
   */
  public static List<Baseline> of(
      TrivialFit fit, Predictions tested, Function<String, Optional<CellPixels>> pixels) {
    if (tested.labelled().isEmpty()) {
      return List.of();
    }
    List<Baseline> baselines = new ArrayList<>();
    baselines.add(
        new Baseline(
            "majority class",
            "always calls the commonest training class",
            ClusterBootstrap.evaluate(fit.majority().predict(tested.classes(), tested.rows()))));
    Map<String, Double> areas = new HashMap<>();
    for (Prediction row : tested.rows()) {
      pixels.apply(row.image()).ifPresent(p -> areas.put(row.image(), (double) p.area()));
    }
    AreaModel area = fit.area();
    if (area != null
        && tested.rows().stream().map(Prediction::image).allMatch(areas::containsKey)) {
      baselines.add(
          new Baseline(
              "cell area alone",
              "logistic model of the number of pixels that are not black",
              ClusterBootstrap.evaluate(area.predict(tested.classes(), tested.rows(), areas))));
    }
    return baselines;
  }
}
