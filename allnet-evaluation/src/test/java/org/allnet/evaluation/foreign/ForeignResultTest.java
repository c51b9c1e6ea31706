package org.allnet.evaluation.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.allnet.evaluation.decision.OutlierMethod;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.metric.MetricValue;
import org.junit.jupiter.api.Test;

/** A set that a model is not for, as it is told. */
class ForeignResultTest {

  private static ForeignResult result(int images, int nothing, ForeignDetection... found) {
    return new ForeignResult(
        "pbc",
        ForeignResult.Kind.NEAR,
        images,
        nothing,
        0,
        0,
        new MetricValue.Value(0.5, null, null, List.of()),
        found.length == 0 ? Map.of() : Map.of(OutlierMethod.HOUSE, found[0]),
        List.of());
  }

  @Test
  void score_saysOfHowManyImagesItIs() {
    ForeignDetection found =
        ForeignDetection.of(
            List.of(new ScoredImage("a", null, 1), new ScoredImage("b", null, 2)),
            List.of(new ScoredImage("c", null, 3)),
            BootstrapOptions.DEFAULTS);
    ForeignResult result = result(16, 15, found);

    assertThat(result.describe().get(1))
        .startsWith("  combined (refuses), 2 own and 1 foreign images: AUROC 1");
    assertThat(result.toJson().at("/methods/combined/own").asInt()).isEqualTo(2);
    assertThat(result.toJson().at("/methods/combined/foreign").asInt()).isEqualTo(1);
    assertThat(result.unscored()).isEmpty();
  }

  @Test
  void noScore_saysWhy() {
    assertThat(result(12, 12).describe().get(1))
        .isEqualTo("  No score is compared: there is nothing to see in any image of this set.");
    assertThat(result(12, 12).toJson().path("unscored").asText()).contains("of this set");
    assertThat(result(12, 3).unscored()).contains("the model's own images");
  }
}
