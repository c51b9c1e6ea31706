package org.allnet.evaluation.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.metric.Cases;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.junit.jupiter.api.Test;

class BaselineTest {

  @Test
  void majority_byHand_predictsMostFrequentClass() {
    MajorityClass majority = MajorityClass.fit(Cases.TWO, List.of(1, 1, 0, 1));
    Predictions predictions =
        majority.predict(Cases.TWO, Cases.binary(new int[] {0, 1}, new double[] {0.1, 0.9}).rows());
    assertThat(predictions.rows()).allSatisfy(row -> assertThat(row.predicted()).isEqualTo(1));
    assertThat(majority.fractions()).containsExactly(0.25, 0.75);
    assertThat(Evaluation.of(predictions).metric(Metric.AUROC))
        .isEqualTo(new MetricValue.Value(0.5, null));
    assertThatThrownBy(() -> MajorityClass.fit(Cases.TWO, List.of()))
        .isInstanceOf(InputException.class);
  }

  /** Two areas, 1 of 4 and 3 of 4 positive: a saturated model meets both fractions. */
  @Test
  void area_twoValues_meetsTheirShares() {
    Map<String, Integer> labels = new LinkedHashMap<>();
    Map<String, Double> area = new LinkedHashMap<>();
    for (int i = 0; i < 4000; i++) {
      labels.put("i" + i, i % 4 == 0 ^ i >= 2000 ? 1 : 0);
      area.put("i" + i, i < 2000 ? 26_500.0 : 36_200.0);
    }
    AreaModel model = AreaModel.fit(Cases.TWO, labels, area);
    // The small penalty draws the slope of ln 3 towards 0 by less than a thousandth.
    assertThat(model.probabilities(26_500).get(1)).isCloseTo(0.25, within(2e-4));
    assertThat(model.probabilities(36_200).get(1)).isCloseTo(0.75, within(2e-4));
    assertThat(model.probabilities(31_350).get(1)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void area_ofThreeClasses_recoversTheLawThatMadeIt() {
    ClassSet classes = ClassSet.of(List.of("a", "b", "c"));
    AreaModel law = new AreaModel(100, 20, List.of(0.3, -0.5), List.of(1.0, -2.0));
    SplittableRandom random = new SplittableRandom(1);
    Map<String, Integer> labels = new LinkedHashMap<>();
    Map<String, Double> area = new LinkedHashMap<>();
    for (int i = 0; i < 20_000; i++) {
      double size = 60 + 80 * random.nextDouble();
      List<Double> p = law.probabilities(size);
      double draw = random.nextDouble();
      labels.put("i" + i, draw < p.get(0) ? 0 : draw < p.get(0) + p.get(1) ? 1 : 2);
      area.put("i" + i, size);
    }
    AreaModel model = AreaModel.fit(classes, labels, area);
    for (double size : new double[] {65, 100, 135}) {
      for (int k = 0; k < 3; k++) {
        assertThat(model.probabilities(size).get(k))
            .isCloseTo(law.probabilities(size).get(k), within(0.02));
      }
    }
  }

  @Test
  void area_edgeCases_staysFinite() {
    Map<String, Integer> labels = Map.of("a", 0, "b", 0, "c", 1, "d", 1);
    Map<String, Double> apart = Map.of("a", 1.0, "b", 2.0, "c", 3.0, "d", 4.0);
    AreaModel separated = AreaModel.fit(Cases.TWO, labels, apart);
    assertThat(separated.probabilities(1).get(1)).isBetween(0.0, 0.1);
    assertThat(separated.probabilities(4).get(1)).isBetween(0.9, 1.0);
    Map<String, Double> same = Map.of("a", 5.0, "b", 5.0, "c", 5.0, "d", 5.0);
    assertThat(AreaModel.fit(Cases.TWO, labels, same).probabilities(5).get(1))
        .isCloseTo(0.5, within(1e-9));
    AreaModel oneClass = AreaModel.fit(Cases.TWO, Map.of("a", 1, "b", 1), apart);
    assertThat(oneClass.probabilities(1).get(1)).isGreaterThan(0.9);
  }

  @Test
  void area_missing_isRefusedWithTheImage() {
    List<Prediction> images = new ArrayList<>(Cases.binary(new int[] {1}, new double[] {1}).rows());
    AreaModel model = AreaModel.fit(Cases.TWO, Map.of("a", 1, "b", 0), Map.of("a", 2.0, "b", 1.0));
    assertThatThrownBy(() -> model.predict(Cases.TWO, images, Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'i0'");
    assertThat(model.predict(Cases.TWO, images, Map.of("i0", 9.0)).rows().get(0).predicted())
        .isEqualTo(1);
    assertThatThrownBy(() -> AreaModel.fit(Cases.TWO, Map.of(), Map.of()))
        .isInstanceOf(InputException.class);
  }
}
