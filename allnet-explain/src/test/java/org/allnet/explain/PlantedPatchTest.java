package org.allnet.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.allnet.data.image.CellPixels;
import org.allnet.evaluation.explanation.ExplanationMethod;
import org.allnet.explain.map.AttributionMap;
import org.allnet.inference.Classifier;
import org.allnet.inference.view.Views;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A place that alone makes the answer is where every method points. */
class PlantedPatchTest {

  private static final Set<ExplanationMethod> BY_MANY_ANSWERS =
      EnumSet.of(ExplanationMethod.OCCLUSION, ExplanationMethod.SHAP);

  @ParameterizedTest
  @EnumSource(value = ExplanationMethod.class, mode = EnumSource.Mode.EXCLUDE, names = "FEATURES")
  void plantedPatch_isFoundByEachMethod(ExplanationMethod method, @TempDir Path folder) {
    boolean slow = BY_MANY_ANSWERS.contains(method);
    requireFound(method, folder, List.of("single", slow ? "rotations count=2" : "dihedral"));
  }

  @ParameterizedTest
  @EnumSource(names = {"OCCLUSION", "SHAP"})
  @Tag("nightly")
  void plantedPatch_inAllViews_isFound(ExplanationMethod method, @TempDir Path folder) {
    requireFound(method, folder, List.of("dihedral"));
  }

  /** A red square that alone makes the logit, in a corner of the cell. */
  private static void requireFound(ExplanationMethod method, Path folder, List<String> allViews) {
    for (String views : allViews) {
      try (Classifier classifier = Models.seeingRed(folder, Views.parse(views))) {
        CellPixels image = Models.planted(Models.PLANTED_SIDE, 100, 170, 12);
        Explanation why = Models.explain(classifier, method, "all", image);
        assertThat(why.result().logit()).isGreaterThan(0.5);
        AttributionMap map = why.result().map().positive();
        int best = 0;
        double inside = 0;
        float[] values = map.values();
        for (int at = 0; at < values.length; at++) {
          best = values[at] > values[best] ? at : best;
          int row = at / Models.PLANTED_SIDE;
          int column = at % Models.PLANTED_SIDE;
          // the map's place of 81 pixels that holds the square, and as much around it as it blends
          boolean near = Math.abs(row - 106) < 95 && Math.abs(column - 176) < 95;
          inside += near ? values[at] : 0;
        }
        assertThat(best / Models.PLANTED_SIDE).isBetween(81, 161);
        assertThat(best % Models.PLANTED_SIDE).isBetween(162, 242);
        assertThat(inside / map.sum())
            .isGreaterThan(method == ExplanationMethod.GRAD_CAM ? 0.9 : 0.98);
        if (method != ExplanationMethod.GRAD_CAM && method != ExplanationMethod.HIRES_CAM) {
          // to the window or the superpixel that holds it, or to the pixel
          int off = method == ExplanationMethod.INTEGRATED_GRADIENTS ? 0 : 30;
          assertThat(best / Models.PLANTED_SIDE).isBetween(100 - off, 111 + off);
          assertThat(best % Models.PLANTED_SIDE).isBetween(170 - off, 181 + off);
        }
        if (views.equals(allViews.get(0))) {
          assertThat(Models.explain(classifier, method, "hem", image).isEmpty()).isTrue();
        }
      }
    }
  }
}
