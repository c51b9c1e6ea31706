package org.allnet.evaluation.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.metric.MetricValue;
import org.junit.jupiter.api.Test;

/** Agreement of two readers on hand-made verdicts. */
final class ReaderAgreementTest {

  private static final List<String> CATEGORIES = List.of("blast", "lymphocyte", "smudge");
  private static final BootstrapOptions BOOTSTRAP = new BootstrapOptions(400, 1, 2);

  private static void add(
      List<PairedVerdict> to, String subject, String first, String second, int times) {
    for (int i = 0; i < times; i++) {
      to.add(new PairedVerdict(subject, first, second));
    }
  }

  private static ReaderAgreement agreement(List<PairedVerdict> verdicts) {
    return ReaderAgreement.of(CATEGORIES, false, verdicts, BOOTSTRAP);
  }

  /** 40 cells of each subject: 20 + d blasts to both, 5 to each reader alone, the rest neither. */
  private static List<PairedVerdict> subjects(int count) {
    List<PairedVerdict> verdicts = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      int more = s % 3;
      add(verdicts, "P" + s, "blast", "blast", 20 + more);
      add(verdicts, "P" + s, "blast", "lymphocyte", 5);
      add(verdicts, "P" + s, "lymphocyte", "blast", 5);
      add(verdicts, "P" + s, "lymphocyte", "lymphocyte", 10 - more);
    }
    return verdicts;
  }

  private static MetricValue.Value value(MetricValue metric) {
    assertThat(metric).isInstanceOf(MetricValue.Value.class);
    return (MetricValue.Value) metric;
  }

  @Test
  void figures_areThoseOfTheCounts() {
    ReaderAgreement agreement = agreement(subjects(3));

    // 63 + 27 of 120 cells agree, 15 are blasts to the first alone, 15 to the second alone
    assertThat(agreement.table().counts()[0]).containsExactly(63, 15, 0);
    assertThat(agreement.table().agreed()).isEqualTo(90);
    assertThat(agreement.subjects()).isEqualTo(3);
    assertThat(value(agreement.observed()).value()).isEqualTo(0.75);
    // by chance (78/120)^2 + (42/120)^2 = .545
    assertThat(value(agreement.kappa()).value()).isCloseTo(0.205 / 0.455, within(1e-12));
    CategoryAgreement blast = agreement.byCategory().get(0);
    assertThat(value(blast.positive()).value()).isCloseTo(126 / 156.0, within(1e-12));
    assertThat(value(blast.negative()).value()).isCloseTo(54 / 84.0, within(1e-12));
    assertThat(agreement.weighted()).isNull();
  }

  @Test
  void intervals_areOverSubjects() {
    MetricValue.Value kappa = value(agreement(subjects(12)).kappa());
    assertThat(kappa.interval().method().words()).contains("400 resamples of 12 subjects");
    assertThat(kappa.interval().contains(kappa.value())).isTrue();
    // Alike subjects: the bootstrap over them is narrower than cells taken as independent.
    assertThat(kappa.further()).hasSize(1);
    assertThat(kappa.interval().low()).isGreaterThan(kappa.further().get(0).low());
  }

  @Test
  void fewSubjects_haveNoIntervalOverThem() {
    MetricValue.Value kappa = value(agreement(subjects(9)).kappa());
    assertThat(kappa.interval()).isNull();
    assertThat(kappa.noInterval()).isEqualTo("9 subjects are too few to resample; it needs 10");
    assertThat(kappa.further()).hasSize(1);
    assertThat(value(agreement(subjects(10)).kappa()).interval()).isNotNull();
  }

  @Test
  void oneSubject_hasIntervalsOverItsCells() {
    MetricValue.Value kappa = value(agreement(subjects(1)).kappa());
    assertThat(kappa.interval().method().words()).contains("resamples of 40 cells of one subject");
  }

  @Test
  void fullAgreement_hasWilsonsIntervalOfSubjects() {
    List<PairedVerdict> verdicts = new ArrayList<>();
    for (int s = 0; s < 12; s++) {
      add(verdicts, "P" + s, "blast", "blast", 10);
      add(verdicts, "P" + s, "lymphocyte", "lymphocyte", 10);
    }
    add(verdicts, "P0", "smudge", "smudge", 5);
    ReaderAgreement agreement = agreement(verdicts);

    assertThat(value(agreement.observed()).interval().method().words())
        .isEqualTo("Wilson over 12 subjects, as every resample gave 1");
    assertThat(value(agreement.kappa()).value()).isEqualTo(1);
    assertThat(value(agreement.kappa()).interval()).isNull();
    assertThat(value(agreement.kappa()).noInterval()).contains("gave the same value");
    // One subject alone has smudges: a third of the resamples have none.
    assertThat(value(agreement.byCategory().get(2).positive()).noInterval()).contains("undefined");
  }

  @Test
  void oneCategory_hasNoKappaButAgreement() {
    List<PairedVerdict> verdicts = new ArrayList<>();
    add(verdicts, "P1", "blast", "blast", 4);
    add(verdicts, "P2", "blast", "blast", 4);
    ReaderAgreement agreement = agreement(verdicts);

    assertThat(value(agreement.observed()).value()).isEqualTo(1);
    assertThat(agreement.kappa())
        .isEqualTo(
            new MetricValue.Undefined(
                "kappa divides by zero if both readers say one and the same of all cells"));
    assertThat(agreement.byCategory().get(0).negative())
        .isEqualTo(new MetricValue.Undefined("both readers say 'blast' of all cells"));
    assertThat(agreement.byCategory().get(1).positive())
        .isEqualTo(new MetricValue.Undefined("neither reader says 'lymphocyte'"));
  }

  @Test
  void noCellOrOne_isSaid() {
    assertThat(agreement(List.of()).observed())
        .isEqualTo(new MetricValue.Undefined("no cell was judged by both readers"));
    MetricValue one = agreement(List.of(new PairedVerdict("P1", "blast", "smudge"))).observed();
    assertThat(value(one).value()).isEqualTo(0);
    assertThat(value(one).noInterval()).contains("one cell only");
    assertThatThrownBy(() -> agreement(List.of(new PairedVerdict("P1", "blast", "ape"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void orderedGrades_haveAWeightedKappa() {
    List<PairedVerdict> verdicts = new ArrayList<>();
    add(verdicts, "P1", "blast", "blast", 3);
    add(verdicts, "P1", "blast", "lymphocyte", 1);
    add(verdicts, "P2", "smudge", "smudge", 4);
    ReaderAgreement agreement = ReaderAgreement.of(CATEGORIES, true, verdicts, BOOTSTRAP);
    // observed (7 + .5) / 8; chance: 4/8 x 3/8 + 4/8 x (1/8 x .5) + 4/8 x 1/8 x .5 + 1/4 = .5
    assertThat(value(agreement.weighted()).value()).isCloseTo(0.875, within(1e-12));
  }
}
