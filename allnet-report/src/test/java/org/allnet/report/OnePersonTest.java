package org.allnet.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.comparison.ComparedSystem;
import org.allnet.evaluation.comparison.Comparison;
import org.allnet.evaluation.curve.RankingBands;
import org.allnet.evaluation.curve.RankingCurves;
import org.allnet.evaluation.experiment.PeopleCount;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.ClusterBootstrap;
import org.allnet.evaluation.interval.ProportionMetric;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.subject.SubjectLevel;
import org.allnet.evaluation.verdict.TooFewPeople;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever counts or draws people takes one person for one, whatever their cells are named. */
class OnePersonTest {

  private static final BootstrapOptions QUICK = new BootstrapOptions(300, 1, 1);
  private static final int PEOPLE = 8;

  @TempDir Path folder;

  /** How the cells of a person are named: every second one otherwise. */
  private enum Naming {
    ONE_NAME,
    WRITTEN_IN_TWO_WAYS,
    TWO_NAMES_THAT_SHARE_AN_IMAGE
  }

  private static Predictions of(Naming naming, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Prediction> rows = new ArrayList<>();
    for (int i = 0; i < PEOPLE * 6; i++) {
      int person = i % PEOPLE;
      boolean other = i / PEOPLE % 2 == 1 && naming != Naming.ONE_NAME;
      String name = "p" + person;
      String subject =
          !other
              ? name
              : naming == Naming.WRITTEN_IN_TWO_WAYS ? "P 0" + person : "somebody " + person;
      double p = 1 / (1 + Math.exp(-random.nextGaussian() - (person % 2)));
      List<Double> probabilities = List.of(1 - p, p);
      String image = "image" + i;
      rows.add(
          naming == Naming.TWO_NAMES_THAT_SHARE_AN_IMAGE
              ? new Prediction(
                  image, subject, name, person % 2, null, Origin.UNKNOWN, probabilities)
              : new Prediction(image, subject, person % 2, null, probabilities));
    }
    return new Predictions(ClassSet.of(List.of("hem", "all")), rows);
  }

  /** Everything that is counted or drawn by person. */
  private Map<String, Object> told(Naming naming) {
    Predictions made = of(naming, 1);
    Path file = folder.resolve(naming + ".csv");
    PredictionFile.write(file, made, null);
    Predictions read = PredictionFile.read(file);
    assertThat(read.rows()).isEqualTo(made.rows());
    Predictions beside = of(naming, 2);

    Map<String, Object> told = new LinkedHashMap<>();
    told.put(
        "intervals", ClusterBootstrap.evaluate(read, EvaluationOptions.DEFAULTS, QUICK).toJson());
    told.put("too few people", TooFewPeople.of(read));
    told.put("people", PeopleCount.ofRows(read.rows()).people());
    told.put(
        "proportion",
        ProportionMetric.of(read.rows(), row -> true, row -> row.predicted() == 1, "", QUICK)
            .toJson());
    told.put("band", RankingBands.roc(RankingCurves.roc("x", read, 1), read, 1, QUICK));
    told.put("by person", withoutNames(SubjectLevel.of(read, EvaluationOptions.DEFAULTS, null)));
    Map<String, Predictions> systems = new LinkedHashMap<>();
    systems.put("a", read);
    systems.put("b", beside);
    told.put(
        "comparison", Comparison.of(ComparedSystem.byMostProbableClass(systems), QUICK).toJson());
    return told;
  }

  private static ObjectNode withoutNames(SubjectLevel level) {
    ObjectNode json = level.toJson();
    json.withArray("subjects").forEach(each -> ((ObjectNode) each).remove("subject"));
    return json;
  }

  @ParameterizedTest
  @EnumSource(Naming.class)
  void metrics_onePersonTwoNames_countOnePerson(Naming naming) {
    Map<String, Object> expected = told(Naming.ONE_NAME);
    assertThat(expected.get("people")).isEqualTo(PEOPLE);

    Map<String, Object> told = told(naming);

    expected.forEach((what, value) -> assertThat(told.get(what)).as(what).isEqualTo(value));
  }

  @Test
  void comparison_oneFileJoinsPeople_joinsThem() {
    Map<String, Predictions> same = new LinkedHashMap<>();
    same.put("a", of(Naming.ONE_NAME, 1));
    same.put("b", of(Naming.ONE_NAME, 2));
    Map<String, Predictions> mixed = new LinkedHashMap<>();
    Predictions joined = of(Naming.TWO_NAMES_THAT_SHARE_AN_IMAGE, 1);
    List<Prediction> namesOnly = new ArrayList<>();
    for (int i = 0; i < joined.rows().size(); i++) {
      Prediction row = of(Naming.ONE_NAME, 2).rows().get(i);
      String subject = joined.rows().get(i).subject();
      namesOnly.add(new Prediction(row.image(), subject, row.label(), null, row.probabilities()));
    }
    mixed.put("a", joined);
    mixed.put("b", joined.with(namesOnly));

    assertThat(Comparison.of(ComparedSystem.byMostProbableClass(mixed), QUICK).toJson())
        .isEqualTo(Comparison.of(ComparedSystem.byMostProbableClass(same), QUICK).toJson());
  }

  @Test
  void subjects_onePersonTwoNames_showBothNames() {
    SubjectLevel level =
        SubjectLevel.of(
            of(Naming.TWO_NAMES_THAT_SHARE_AN_IMAGE, 1), EvaluationOptions.DEFAULTS, null);

    assertThat(level.subjects()).hasSize(PEOPLE);
    assertThat(level.subjects().get(3).subject()).isEqualTo("p3 = somebody 3");
  }
}
