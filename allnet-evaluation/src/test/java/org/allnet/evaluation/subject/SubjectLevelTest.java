package org.allnet.evaluation.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.evaluation.interval.Wilson;
import org.allnet.evaluation.metric.Cases;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.junit.jupiter.api.Test;

class SubjectLevelTest {

  private final List<Prediction> rows = new ArrayList<>();

  private void cells(String subject, int label, double... scores) {
    for (double p : scores) {
      rows.add(new Prediction("i" + rows.size(), subject, label, null, List.of(1 - p, p)));
    }
  }

  private SubjectLevel level(ReferBand band) {
    return SubjectLevel.of(new Predictions(Cases.TWO, rows), EvaluationOptions.DEFAULTS, band);
  }

  @Test
  void of_handMadeSubjects_countsCellsAndSubjects() {
    cells("a", 1, 0.9, 0.8, 0.4);
    cells("b", 0, 0.1, 0.2);
    cells("c", 0, 0.9, 0.6, 0.2, 0.7);
    cells(null, 0, 0.9);
    SubjectLevel level = level(new ReferBand(0.35, 0.65, 0.1, 0.5, 0.1));
    assertThat(level.subjects()).extracting(SubjectResult::subject).containsExactly("a", "b", "c");
    SubjectResult a = level.subjects().get(0);
    assertThat(a.cells().all()).isEqualTo(3);
    assertThat(a.positiveFraction()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(a.interval()).isEqualTo(Wilson.of(2, 3, "3 cells"));
    assertThat(a.majority()).isEqualTo("all");
    assertThat(a.right()).isTrue();
    assertThat(a.referredFraction()).isCloseTo(1.0 / 3, within(1e-12));
    SubjectResult c = level.subjects().get(2);
    assertThat(c.truth()).isEqualTo("hem");
    assertThat(c.majority()).isEqualTo("all");
    assertThat(c.right()).isFalse();
    assertThat(level.accuracy())
        .isEqualTo(new MetricValue.Value(2.0 / 3, Wilson.of(2, 3, "3 subjects")));
    assertThat(level.worst(5)).extracting(SubjectResult::subject).containsExactly("c", "a");
    assertThat(level.withoutSubject()).isEqualTo(1);
    assertThat(level.describe())
        .contains("subject c (hem): 1 of 4 cells right, 75 % predicted all", "33 % uncertain");
    assertThat(level.toJson().get("subjects")).hasSize(3);
    assertThat(level.toJson().at("/subjects/0/positiveFraction/value").isNumber()).isTrue();
    assertThat(level.toJson().at("/subjects/0/referredFraction").isNumber()).isTrue();
  }

  @Test
  void of_evenPredictions_meanProbabilityDecides() {
    cells("a", 1, 0.9, 0.4);
    cells("b", 1, 0.6, 0.1);
    assertThat(level(null).subjects())
        .extracting(SubjectResult::majority)
        .containsExactly("all", "hem");
  }

  @Test
  void of_mixedOrUnknownSubjects_leavesThemOut() {
    cells("a", 1, 0.9);
    cells("a", 0, 0.1);
    cells("b", -1, 0.1);
    SubjectLevel level = level(null);
    assertThat(level.mixed()).isEqualTo(1);
    assertThat(level.accuracy())
        .isEqualTo(new MetricValue.Undefined("no subject of one known class"));
    rows.clear();
    cells(null, 1, 0.9);
    assertThat(level(null).accuracy()).isEqualTo(new MetricValue.Undefined("subjects unknown"));
  }
}
