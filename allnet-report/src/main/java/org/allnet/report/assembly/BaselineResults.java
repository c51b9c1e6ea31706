package org.allnet.report.assembly;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.CellPixels;
import org.allnet.evaluation.baseline.AreaModel;
import org.allnet.evaluation.baseline.Baselines;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.ClusterBootstrap;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.verdict.BesideArea;
import org.allnet.report.content.BaselineResult;
import org.jspecify.annotations.Nullable;

/** The baselines on the tested images. */
public final class BaselineResults {

  private BaselineResults() {}

  /**
   * A fit, and images that it has not seen.
   *
   * @param fit as fitted on training images
   * @param tested the tested images, as the network of the same training predicted them
   */
  public record Test(Baselines fit, Predictions tested) {}

  /**
   * Evaluates both systems on all tests together.
   *
   * @param evaluated the system's predictions, as they are evaluated, of the images of all tests
   * @param tests at least one, all of the same classes
   * @param pixels the pixels of an image
   * @return the baselines; the area's is absent if a tested image has no pixels
   */
  public static List<BaselineResult> of(
      Predictions evaluated, List<Test> tests, Function<String, Optional<CellPixels>> pixels) {
    ClassSet classes = tests.get(0).tested().classes();
    List<Prediction> majority = new ArrayList<>();
    List<Prediction> byArea = new ArrayList<>();
    boolean measured = true;
    for (Test test : tests) {
      List<Prediction> rows = test.tested().rows();
      majority.addAll(test.fit().majority().predict(classes, rows).rows());
      Map<String, Double> areas = areas(rows, pixels);
      AreaModel area = test.fit().area();
      measured &= area != null && areas.size() == rows.size();
      if (area != null && measured) {
        byArea.addAll(area.predict(classes, rows, areas).rows());
      }
    }
    if (majority.stream().allMatch(row -> row.label() < 0)) {
      return List.of();
    }
    List<BaselineResult> baselines = new ArrayList<>();
    baselines.add(
        new BaselineResult(
            "majority class",
            "always predicts the commonest training class",
            ClusterBootstrap.evaluate(new Predictions(classes, majority)),
            null));
    if (measured) {
      Predictions area = new Predictions(classes, byArea);
      baselines.add(
          new BaselineResult(
              "cell area alone",
              "logistic model of the number of pixels that are not black",
              ClusterBootstrap.evaluate(area),
              BesideArea.of(evaluated, area, BootstrapOptions.DEFAULTS)));
    }
    return baselines;
  }

  /**
   * Finds what the baselines say of the evaluated system.
   *
   * @param baselines as {@link #of} gave them
   * @return the system beside cell area alone; null if that was not worked out
   */
  public static @Nullable BesideArea besideArea(List<BaselineResult> baselines) {
    return baselines.stream()
        .map(BaselineResult::beside)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static Map<String, Double> areas(
      List<Prediction> rows, Function<String, Optional<CellPixels>> pixels) {
    Map<String, Double> areas = new HashMap<>();
    for (Prediction row : rows) {
      pixels.apply(row.image()).ifPresent(p -> areas.put(row.image(), (double) p.area()));
    }
    return areas;
  }
}
