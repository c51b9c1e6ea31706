package org.allnet.evaluation.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.metric.Cases;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.WrittenRule;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of a decision rule, each by cases that a hand can work out. */
class RulePartsTest {

  private static final BootstrapOptions QUICK = new BootstrapOptions(200, 1, 2);
  private static final ConformalSets SETS = new ConformalSets(0.25, List.of(0.25, 0.5));

  private static double value(MetricValue metric) {
    return ((MetricValue.Value) metric).value();
  }

  /** P(all) from 0.5 holds 'all', up to 0.25 holds 'hem'. */
  @Test
  void sets_measured_countClassesAndCoverByTrueClass() {
    ConformalSets.Measured measured =
        SETS.measure(
            Cases.binary(
                new int[] {0, 0, 0, 0, 1, 1, 1}, new double[] {0.125, 0.25, 0.375, 0.5, 0.5, 1, 0}),
            QUICK);

    assertThat(SETS.set(List.of(0.75, 0.25))).containsExactly(0);
    assertThat(SETS.set(List.of(0.5, 0.5))).containsExactly(1);
    assertThat(SETS.set(List.of(0.625, 0.375))).isEmpty();
    assertThat(measured.sizes()).containsExactly(1, 6, 0);
    assertThat(measured.meanSize()).isEqualTo(6 / 7.0);
    assertThat(value(measured.coverage())).isEqualTo(4 / 7.0);
    assertThat(value(measured.coverageByClass().get("hem"))).isEqualTo(2 / 4.0);
    assertThat(value(measured.coverageByClass().get("all"))).isEqualTo(2 / 3.0);
    assertThat(measured.toJson().get("sizes").toString()).isEqualTo("[1,6,0]");
    assertThat(measured.toJson().get("coverageByClass").get("all").get("value").asDouble())
        .isEqualTo(2 / 3.0);
  }

  @Test
  void sets_outOfRange_areRefused() {
    assertThatCode(() -> new ConformalSets(0.5, List.of(0.0, 1.0))).doesNotThrowAnyException();
    for (double alpha : new double[] {0, 1}) {
      assertThatThrownBy(
              () -> ConformalSets.fit(Cases.binary(new int[] {}, new double[] {}), alpha))
          .isInstanceOf(OptionException.class);
    }
    assertThatThrownBy(() -> new ConformalSets(0.5, List.of(-0.001)))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new ConformalSets(2, List.of(0.5)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("alpha: 2.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sensitivity=1", "sensitivity=0.001", "youden", "prevalence", "argmax"})
  void operatingPoint_known_isTaken(String word) {
    assertThat(new RuleOptions(PointRule.parse(word), null, 0.1).operatingPoint().word())
        .isEqualTo(word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sensitivity=0",
        "sensitivity=1.001",
        "sensitivity=-1",
        "sensitivity=x",
        "sensitivity=1f",
        "sensitivity>=0.9",
        "best"
      })
  void operatingPoint_unknown_isRefused(String word) {
    assertThatThrownBy(() -> PointRule.parse(word))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining(word);
  }

  @Test
  void promisedSensitivity_isThatOfTheRule() {
    assertThat(
            new OperatingPoint(PointRule.stored("sensitivity>=0.95"), 0.4, 1, 0)
                .promisedSensitivity())
        .hasValue(0.95);
    assertThat(
            new OperatingPoint(PointRule.stored("sensitivity>=1.0"), 0.4, 1, 0)
                .promisedSensitivity())
        .hasValue(1);
    for (String none : List.of("youden", "sensitivity>=0", "sensitivity>=1.1", "sensitivity>=x")) {
      assertThat(new OperatingPoint(PointRule.stored(none), 0.4, 1, 0).promisedSensitivity())
          .as(none)
          .isEmpty();
    }
  }

  @Test
  void pointRule_hasOneSpellingButInFiles() {
    PointRule rule = PointRule.stored("sensitivity>=0.9");
    assertThat(rule).isEqualTo(PointRule.parse("sensitivity=0.90"));
    assertThat(rule).isEqualTo(PointRule.sensitivity(0.9)).isNotEqualTo(PointRule.sensitivity(1));
    assertThat(rule.word()).isEqualTo("sensitivity=0.9");
    assertThat(rule.toStored()).isEqualTo("sensitivity>=0.9");
    assertThat(PointRule.parse("sensitivity=0.90").word()).isEqualTo("sensitivity=0.90");
    assertThat(PointRule.stored("youden")).isEqualTo(PointRule.Known.YOUDEN);
    PointRule foreign = PointRule.stored("cost 5:1");
    assertThat(foreign.toStored()).isEqualTo("cost 5:1");
    assertThatThrownBy(() -> new RuleOptions(foreign, null, 0.1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PointRule.stored("two\nlines")).isInstanceOf(InputException.class);
  }

  @Test
  void rule_writtenAndWithoutPoint() {
    OperatingPoint point = new OperatingPoint(PointRule.Known.YOUDEN, 0.4, 0.9, 0.8);
    ReferBand band = new ReferBand(0.3, 0.6, 0.1, 0.75, 0.05);
    DecisionRule rule = new DecisionRule(TemperatureScaling.NONE, point, band, SETS);

    assertThat(rule.written(Cases.TWO)).isEqualTo(new WrittenRule("all", 0.4));
    assertThat(DecisionRule.NONE.written(Cases.TWO)).isEqualTo(new WrittenRule("all", null));
    assertThat(rule.withoutPoint())
        .isEqualTo(new DecisionRule(TemperatureScaling.NONE, null, null, SETS));
    assertThat(point.describe()).contains("youden", "0.4000", "0.9000", "0.8000");
    assertThat(band.describe()).contains("from 0.3000 to 0.6000", "75.0 %", "5.0 % wrong");
    assertThat(new ReferBand(0.4, 0.4, 0.1, 1, 0.05).describe())
        .contains("no image has to be referred", "5.0 % wrong");
  }

  @Test
  void check_ofThreeClasses_refusesWhatTakesTwo() {
    ClassSet three = ClassSet.of(List.of("a", "b", "c"));

    assertThatCode(() -> DecisionRule.check(RuleOptions.DEFAULTS, three))
        .doesNotThrowAnyException();
    assertThatCode(
            () -> DecisionRule.check(new RuleOptions(PointRule.Known.YOUDEN, 0.1, 0.1), Cases.TWO))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> DecisionRule.check(new RuleOptions(PointRule.Known.YOUDEN, null, 0.1), three))
        .isInstanceOf(OptionException.class)
        .hasMessageStartingWith("operating-point youden can't act with 3 classes");
    assertThatThrownBy(
            () -> DecisionRule.check(new RuleOptions(PointRule.Known.ARGMAX, 0.1, 0.1), three))
        .isInstanceOf(OptionException.class)
        .hasMessageStartingWith("max-error 0.1 can't act with 3 classes");
  }

  @Test
  void outOfRange_ofEachPart_carriesItsOption() {
    Predictions two = Cases.binary(new int[] {1, 0}, new double[] {0.9, 0.2});
    Map<OptionName, ThrowingCallable> wrong =
        Map.of(
            OptionName.MAX_ERROR, () -> ReferBand.choose(two, 0.5, 1),
            OptionName.THRESHOLD, () -> ReferBand.choose(two, 2, 0.1),
            OptionName.SET_ERROR, () -> ConformalSets.fit(two, 0),
            OptionName.OPERATING_POINT, () -> OperatingPoint.sensitivityAtLeast(two, 0),
            OptionName.THREADS, () -> new BootstrapOptions(400, 7, 0));
    wrong.forEach(
        (option, choosing) ->
            assertThatThrownBy(choosing)
                .isInstanceOfSatisfying(
                    OptionException.class, failure -> assertThat(failure.option()).contains(option))
                .hasMessageContaining("is out of range; use "));
  }
}
