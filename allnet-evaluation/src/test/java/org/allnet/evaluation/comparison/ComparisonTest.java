package org.allnet.evaluation.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.comparison.Comparison.Pair;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.metric.Cases;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final BootstrapOptions QUICK = new BootstrapOptions(300, 1, 2);

  private static Comparison compare(Map<String, Predictions> systems) {
    return Comparison.of(ComparedSystem.byMostProbableClass(systems), QUICK);
  }

  private static Map<String, Predictions> two(Predictions first, Predictions second) {
    Map<String, Predictions> systems = new LinkedHashMap<>();
    systems.put("first", first);
    systems.put("second", second);
    return systems;
  }

  /** Agresti 2002, Categorical Data Analysis, table 10.1: approval of the prime minister. */
  @Test
  void mcNemar_publishedTable_givesItsStatistic() {
    McNemar test = McNemar.of(150, 86);
    // (|150 - 86| - 1)^2 / 236 = 16.82, the value of R's mcnemar.test, p = 4.115e-05.
    assertThat(test.p()).isCloseTo(4.115e-5, within(5e-9));
    assertThat(test.method()).isEqualTo(McNemar.Method.CHI_SQUARED);
  }

  @Test
  void mcNemar_fewDiscordant_isTheExactBinomial() {
    // Of 10, at most 2: 2 (1 + 10 + 45) / 1024.
    assertThat(McNemar.of(2, 8).p()).isCloseTo(112.0 / 1024, within(1e-12));
    assertThat(McNemar.of(8, 2).p()).isCloseTo(112.0 / 1024, within(1e-12));
    assertThat(McNemar.of(5, 5).p()).isEqualTo(1);
    assertThat(McNemar.of(0, 0).p()).isEqualTo(1);
  }

  /** The example in R's p.adjust literature: 0.01, 0.02, 0.03, 0.04. */
  @Test
  void holm_handMade_stepsDown() {
    assertThat(Holm.adjust(0.04, 0.01, 0.03, 0.02))
        .containsExactly(new double[] {0.06, 0.04, 0.06, 0.06}, within(1e-12));
    assertThat(Holm.adjust(0.6, 0.7)).containsExactly(1, 1);
    assertThat(Holm.adjust()).isEmpty();
  }

  private static Predictions named(String front, String... classes) {
    List<Prediction> rows = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      double p = i % 2 == 0 ? 0.25 : 0.75;
      rows.add(new Prediction(front + i + ".png", null, i % 2, null, List.of(1 - p, p)));
    }
    return new Predictions(ClassSet.of(List.of(classes)), rows);
  }

  @Test
  void of_namesThatDifferInTheFolderInFront_saysSo() {
    assertThatThrownBy(
            () -> compare(two(named("x/", "hem", "all"), named("data/set/x/", "hem", "all"))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("differ only in the folder in front")
        .hasMessageContaining("'x/' in first and 'data/set/x/' in second");
    assertThatThrownBy(() -> compare(two(named("x/", "hem", "all"), named("y/z", "hem", "all"))))
        .hasMessageNotContaining("folder in front");
  }

  @Test
  void of_classesThatDifferInCaseAlone_areTheSame() {
    assertThat(compare(two(named("", "hem", "all"), named("", "HEM", "ALL"))).pairs()).hasSize(1);
  }

  @Test
  void of_handMade_givesDifferencesAndDiscordance() {
    int[] labels = {1, 1, 1, 0, 0, 0};
    Predictions first = Cases.binary(labels, new double[] {0.9, 0.8, 0.7, 0.1, 0.2, 0.6});
    Predictions second = Cases.binary(labels, new double[] {0.9, 0.4, 0.3, 0.1, 0.2, 0.3});
    Pair pair = compare(two(first, second)).pairs().get(0);
    assertThat(pair.mcNemar().firstOnly()).isEqualTo(2);
    assertThat(pair.mcNemar().secondOnly()).isEqualTo(1);
    MetricValue.Value accuracy = (MetricValue.Value) pair.differences().get(Metric.ACCURACY);
    assertThat(accuracy.value()).isCloseTo(1.0 / 6, within(1e-12));
    assertThat(accuracy.interval().contains(accuracy.value())).isTrue();
    assertThat(pair.holmP()).isEqualTo(pair.mcNemar().p());
  }

  /** Of the six, P = 0.4 of the second is right at its own 0.35 and wrong at the even split. */
  @Test
  void of_ownThreshold_evaluatesThatSystemAlone() {
    int[] labels = {1, 1, 1, 0, 0, 0};
    Predictions first = Cases.binary(labels, new double[] {0.9, 0.8, 0.4, 0.1, 0.2, 0.3});
    Map<String, ComparedSystem> systems = new LinkedHashMap<>();
    systems.put("even", ComparedSystem.byMostProbableClass(first));
    systems.put(
        "own", new ComparedSystem(first, new EvaluationOptions(0.35), "its operating point"));

    Comparison comparison = Comparison.of(systems, QUICK);

    assertThat(comparison.evaluations().get("even").metric(Metric.SENSITIVITY).valueOrNull())
        .isEqualTo(2.0 / 3);
    assertThat(comparison.evaluations().get("own").metric(Metric.SENSITIVITY).valueOrNull())
        .isEqualTo(1);
    assertThat(comparison.pairs().get(0).mcNemar().secondOnly()).isEqualTo(1);
    assertThat(comparison.rules())
        .containsEntry("even", "the most probable class")
        .containsEntry("own", "all from a probability of 0.3500 on (its operating point)");
    assertThat(comparison.describe()).contains("decides for", "0.3500");
    assertThat(comparison.toJson().at("/systems/own/rule").asText()).contains("0.3500");
  }

  @Test
  void of_thresholdsOfOtherPositives_areRefused() {
    Predictions first = Cases.binary(new int[] {1, 0}, new double[] {0.9, 0.2});
    Predictions turned = new Predictions(first.classes().withPositive("hem"), first.rows());
    Map<String, ComparedSystem> systems = new LinkedHashMap<>();
    systems.put("a", ComparedSystem.byMostProbableClass(first));
    systems.put(
        "b", new ComparedSystem(turned, new EvaluationOptions(0.35), "its operating point"));
    assertThatThrownBy(() -> Comparison.of(systems, QUICK))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the threshold of b is of its positive class 'hem'");
  }

  @Test
  void of_otherOrderAndMissingSubjects_isAligned() {
    Predictions first = Cases.random(new SplittableRandom(1), 2, 100, 10);
    List<Prediction> turned = new ArrayList<>();
    for (Prediction row : first.rows()) {
      List<Double> p = new ArrayList<>(row.probabilities());
      Collections.reverse(p);
      turned.add(new Prediction(row.image(), null, 1 - row.label(), null, p));
    }
    Collections.shuffle(turned, new Random(2));
    Predictions second = new Predictions(new ClassSet(List.of("c1", "c0"), 0), turned);
    Comparison comparison = compare(two(first, second));
    Evaluation one = comparison.evaluations().get("first");
    assertThat(comparison.evaluations().get("second").metrics()).isEqualTo(one.metrics());
    assertThat(comparison.evaluations().get("second").subjects()).isEqualTo(10);
    for (MetricValue difference : comparison.pairs().get(0).differences().values()) {
      assertThat(((MetricValue.Value) difference).value()).isZero();
    }
    assertThat(comparison.pairs().get(0).differs(Metric.AUROC)).isFalse();
  }

  @Test
  void of_zeroAndOneBesideNames_isAligned() {
    Predictions named = Cases.binary(new int[] {1, 0}, new double[] {0.9, 0.2});
    Predictions anonymous = new Predictions(ClassSet.of(List.of("0", "1")), named.rows());
    assertThat(compare(two(named, anonymous)).pairs()).hasSize(1);
  }

  @Test
  void of_worseSystem_isToldApartAndSoSaid() {
    Predictions good = Cases.random(new SplittableRandom(3), 2, 600, 30);
    List<Prediction> blurred = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(4);
    for (Prediction row : good.rows()) {
      double p = random.nextDouble();
      blurred.add(new Prediction(row.image(), row.subject(), row.label(), null, List.of(1 - p, p)));
    }
    Comparison comparison = compare(two(good, new Predictions(good.classes(), blurred)));
    assertThat(comparison.pairs().get(0).differs(Metric.AUROC)).isTrue();
    assertThat(comparison.byChance()).isEmpty();
    assertThat(comparison.describe()).contains("first minus second").doesNotContain("NaN");
    assertThat(comparison.toJson().get("pairs").get(0).get("differences").get("auroc").get("low"))
        .isNotNull();
  }

  @Test
  void of_threeSystems_correctsForThreePairs() {
    Map<String, Predictions> systems = new LinkedHashMap<>();
    Predictions first = Cases.random(new SplittableRandom(5), 2, 80, 8);
    SplittableRandom random = new SplittableRandom(6);
    for (String name : List.of("a", "b", "c")) {
      List<Prediction> rows = new ArrayList<>();
      for (Prediction row : first.rows()) {
        double p = random.nextDouble();
        rows.add(new Prediction(row.image(), row.subject(), row.label(), null, List.of(1 - p, p)));
      }
      systems.put(name, new Predictions(first.classes(), rows));
    }
    Comparison comparison = compare(systems);
    assertThat(comparison.byChance())
        .hasValue("of 3 such intervals 0.2 leave out 0 by chance if all systems are alike");
    List<Pair> pairs = comparison.pairs();
    assertThat(pairs).hasSize(3);
    double least = pairs.stream().mapToDouble(pair -> pair.mcNemar().p()).min().orElseThrow();
    double leastHolm = pairs.stream().mapToDouble(Pair::holmP).min().orElseThrow();
    assertThat(leastHolm).isCloseTo(Math.min(1, 3 * least), within(1e-12));
  }

  @Test
  void of_whatDoesNotAlign_isRefusedWithTheList() {
    Predictions first = Cases.binary(new int[] {1, 0, 1}, new double[] {0.9, 0.2, 0.5});
    Predictions fewer = new Predictions(Cases.TWO, first.rows().subList(0, 2));
    assertThatThrownBy(() -> compare(two(first, fewer)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("second lacks 1 image (i2) of first");
    assertThatThrownBy(() -> compare(two(fewer, first)))
        .hasMessageContaining("first lacks 1 image (i2) of second");
    Predictions otherLabel = Cases.binary(new int[] {1, 0, 0}, new double[] {0.9, 0.2, 0.5});
    assertThatThrownBy(() -> compare(two(first, otherLabel)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("true class of 1 image (i2)");
    Predictions otherClasses = new Predictions(ClassSet.of(List.of("x", "y")), first.rows());
    assertThatThrownBy(() -> compare(two(first, otherClasses)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the classes x, y; ");
    List<Prediction> doubled = new ArrayList<>(first.rows());
    doubled.add(new Prediction("i0", null, 1, "fold-2", List.of(0.5, 0.5)));
    assertThatThrownBy(() -> compare(two(first, new Predictions(Cases.TWO, doubled))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("several folds");
    assertThatThrownBy(() -> compare(Map.of("only", first))).isInstanceOf(OptionException.class);
  }

  @Test
  void of_otherSubjectOfAnImage_isRefused() {
    Prediction a = new Prediction("i", "s1", 1, null, List.of(0.5, 0.5));
    Prediction b = new Prediction("i", "s2", 1, null, List.of(0.5, 0.5));
    assertThatThrownBy(
            () ->
                compare(
                    two(
                        new Predictions(Cases.TWO, List.of(a)),
                        new Predictions(Cases.TWO, List.of(b)))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("subject 's1'");
  }

  @Test
  void mcNemar_farDown_isExactAndShownAsBelow1e16() {
    McNemar far = McNemar.of(400, 0);
    // chi-squared (399^2 / 400), one degree of freedom; R: pchisq(399^2/400, 1, lower.tail=FALSE)
    assertThat(far.p()).isPositive().isLessThan(1e-80);
    assertThat(McNemar.text(far.p())).isEqualTo("< 1e-16");
    assertThat(McNemar.text(0)).isEqualTo("< 1e-16");
    assertThat(McNemar.text(1.1e-16)).isEqualTo("= 1.100e-16");
    assertThat(McNemar.text(0.0123)).isEqualTo("= 0.01230");
    // 20 against 10: (9^2 / 30 = 2.7)
    assertThat(McNemar.of(20, 10).p())
        .isCloseTo(0.1003482, org.assertj.core.api.Assertions.within(1e-7));
  }
}
