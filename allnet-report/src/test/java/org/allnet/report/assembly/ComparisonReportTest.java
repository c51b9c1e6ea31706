package org.allnet.report.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.comparison.ComparedSystem;
import org.allnet.evaluation.comparison.Comparison;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.junit.jupiter.api.Test;

class ComparisonReportTest {

  private static final BootstrapOptions QUICK = new BootstrapOptions(300, 1, 2);

  /** What one system says of whose cells they are counts for the other, which names nobody. */
  @Test
  void verdict_peopleOfOneSystem_countForBoth() {
    List<Prediction> known = new ArrayList<>();
    List<Prediction> unknown = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      List<Double> p = List.of(1.0 - i % 2, (double) (i % 2));
      known.add(new Prediction("i" + i, "s" + i % 4, i % 2, null, p));
      unknown.add(new Prediction("i" + i, null, i % 2, null, p));
    }
    ClassSet two = ClassSet.of(List.of("all", "hem"));
    Map<String, Predictions> both = new LinkedHashMap<>();
    both.put("first", new Predictions(two, unknown));
    both.put("second", new Predictions(two, known));
    Map<String, ComparedSystem> systems = ComparedSystem.byMostProbableClass(both);
    assertThat(
            ComparisonReport.verdict(systems, Comparison.of(systems, QUICK)).sentences().stream()
                .map(sentence -> sentence.replaceAll(" to draw.*", "")))
        .containsExactly("Too few people");
  }
}
