package org.allnet.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricLinesTest {

  private static final IntervalMethod WILSON = new IntervalMethod.WilsonScore("4 subjects");

  private static MetricValue with(IntervalMethod method) {
    return new MetricValue.Value(0.5, new Interval(0.4, 0.6, method));
  }

  private static IntervalMethod bootstrap(int leftOut) {
    return new IntervalMethod.PercentileBootstrap(2000, "9 subjects", leftOut);
  }

  private static MetricValue without(String reason) {
    return new MetricValue.Value(0.5, null, reason, List.of());
  }

  @Test
  void withNotes_eachMethodAndReason_isSaidOnce() {
    String text =
        new MetricLines()
            .metric("", "accuracy", with(bootstrap(0)))
            .metric("", "AUROC", with(bootstrap(2)))
            .metric("", "F1", with(bootstrap(1017)))
            .metric("  ", "kappa", without("undefined in 900"))
            .metric("  ", "MCC", without("undefined in 900"))
            .metric("  ", "ECE", with(WILSON))
            .withNotes();

    assertThat(text.lines())
        .containsExactly(
            "accuracy                     0.5000 (0.4000 to 0.6000)",
            "AUROC                        0.5000 (0.4000 to 0.6000)",
            "F1                           0.5000 (0.4000 to 0.6000)",
            "  kappa                      0.5000 (no interval)",
            "  MCC                        0.5000 (no interval)",
            "  ECE                        0.5000 (0.4000 to 0.6000)",
            "95 % interval of ECE: Wilson over 4 subjects",
            "other 95 % intervals: percentile bootstrap, 2,000 resamples of 9 subjects, at most 1,017 of them without a value left"
                + " out",
            "no interval for kappa, MCC: undefined in 900");
  }

  @Test
  void withNotes_severalSystems_saysWhoseMetric() {
    assertThat(
            new MetricLines()
                .line("first")
                .line("  decides for the most probable class")
                .metric("  ", "AUROC", with(bootstrap(0)))
                .line("second")
                .metric("  ", "AUROC", with(WILSON))
                .metric("  ", "F1", with(bootstrap(0)))
                .metric("  ", "MCC", without("one subject"))
                .withNotes()
                .lines()
                .skip(7))
        .containsExactly(
            "95 % interval of AUROC of second: Wilson over 4 subjects",
            "other 95 % intervals: percentile bootstrap, 2,000 resamples of 9 subjects",
            "no interval for MCC of second: one subject");
  }

  @Test
  void withNotes_ofAValueOutsideItsInterval_saysSo() {
    assertThat(
            new MetricLines()
                .metric(
                    "", "ECE", new MetricValue.Value(0.08, new Interval(0.09, 0.2, bootstrap(0))))
                .metric("", "Brier", with(bootstrap(0)))
                .withNotes())
        .contains("the interval of ECE leaves its value out: resamples repeat images");
    assertThat(new MetricLines().metric("", "Brier", with(bootstrap(0))).withNotes())
        .doesNotContain("leaves its value out");
  }

  @Test
  void withNotes_noInterval_isTheLinesAlone() {
    assertThat(
            new MetricLines()
                .line("title")
                .metric("", "AUROC", new MetricValue.Undefined("one class"))
                .withNotes())
        .isEqualTo("title\nAUROC                        - (one class)\n");
  }

  @Test
  void describeBriefly_leavesTheReasonToTheNotes() {
    assertThat(without("undefined in 900 of 2,000 resamples").describeBriefly())
        .isEqualTo("0.5000 (no interval)");
    assertThat(with(WILSON).describeBriefly()).isEqualTo("0.5000 (0.4000 to 0.6000)");
    assertThat(new MetricValue.Undefined("no positives").describeBriefly())
        .isEqualTo("- (no positives)");
  }

  /** A metric of 1 has an interval that ends there. */
  @Test
  void notes_valueAtAnEnd_isNotOutside() {
    MetricValue low = new MetricValue.Value(0, new Interval(0, 0.2, WILSON));
    MetricValue high = new MetricValue.Value(1, new Interval(0.8, 1, WILSON));
    MetricValue above = new MetricValue.Value(0.61, new Interval(0.4, 0.6, WILSON));

    assertThat(new IntervalNotes().add("PPV", low).add("NPV", high).lines())
        .containsExactly("95 % intervals: Wilson over 4 subjects");
    assertThat(new IntervalNotes().add("NPV", high).add("ECE", above).lines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("the interval of ECE leaves its value out");
  }
}
