package org.allnet.evaluation.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.allnet.data.field.BoundingBox;
import org.junit.jupiter.api.Test;

class CellCountsTest {

  private static BoundingBox at(double left) {
    return BoundingBox.ofSize(left, 0, 40, 40);
  }

  private static Detection found(double left, double score) {
    return new Detection(0, at(left), score);
  }

  /** Two cells, one of them found twice, and one false cell; then an empty field with another. */
  private static final List<DetectedField> FIELDS =
      List.of(
          new DetectedField(
              "first",
              null,
              List.of(new TrueBox(1, 0, at(0)), new TrueBox(2, 0, at(100))),
              List.of(found(0, 0.9), found(0, 0.8), found(100, 0.3), found(300, 0.5))),
          new DetectedField("second", null, List.of(), List.of(found(0, 0.6))));

  @Test
  void of_lowOperatingPoint_countsAll() {
    CellCounts counts = CellCounts.of(FIELDS, 0, 0.3, 0.5);

    assertThat(counts).isEqualTo(new CellCounts(List.of(2, 0), List.of(2, 0), List.of(2, 1)));
    assertThat(counts.value(CountMetric.RECALL)).hasValue(1);
    assertThat(counts.value(CountMetric.PRECISION)).hasValue(0.4);
    assertThat(counts.value(CountMetric.F1)).hasValue(4 / 7.0);
    assertThat(counts.value(CountMetric.FALSE_PER_FIELD)).hasValue(1.5);
    assertThat(counts.value(CountMetric.COUNT_ERROR)).hasValue(1.5);
    assertThat(counts.value(CountMetric.EXACT_COUNTS)).hasValue(0);
  }

  @Test
  void of_highOperatingPoint_missesACell() {
    CellCounts counts = CellCounts.of(FIELDS, 0, 0.7, 0.5);

    assertThat(counts).isEqualTo(new CellCounts(List.of(2, 0), List.of(1, 0), List.of(1, 0)));
    assertThat(counts.value(CountMetric.RECALL)).hasValue(0.5);
    // the count is right, but one of the two is a double
    assertThat(counts.value(CountMetric.COUNT_ERROR)).hasValue(0);
    assertThat(counts.value(CountMetric.EXACT_COUNTS)).hasValue(1);
  }

  @Test
  void value_nothingFound_hasNoPrecision() {
    assertThat(CellCounts.of(FIELDS, 0, 2, 0.5).value(CountMetric.PRECISION)).isEmpty();
    assertThat(CellCounts.of(FIELDS, 0, 2, 0.5).value(CountMetric.COUNT_BIAS)).hasValue(-1);
  }

  @Test
  void finds_highOperatingPoint_namesTheMissed() {
    CellFinds finds = CellFinds.of(FIELDS.get(0), 0, 0.5, 0.5);

    assertThat(finds.found()).containsExactly(found(0, 0.9));
    assertThat(finds.missed()).extracting(TrueBox::id).containsExactly(2L);
    assertThat(finds.falseCells()).containsExactly(found(0, 0.8), found(300, 0.5));
  }

  @Test
  void finds_randomFields_equalTheCounts() {
    for (long seed = 1; seed < 30; seed++) {
      List<DetectedField> fields = RandomFields.of(seed);
      for (double point : new double[] {0, 0.3, 0.7}) {
        CellCounts counts = CellCounts.of(fields, 0, point, 0.5);
        for (int f = 0; f < fields.size(); f++) {
          CellFinds finds = CellFinds.of(fields.get(f), 0, point, 0.5);
          assertThat(finds.found()).hasSize(counts.found().get(f));
          assertThat(finds.falseCells()).hasSize(counts.falseCells().get(f));
          assertThat(finds.found().size() + finds.missed().size())
              .isEqualTo(counts.labelled().get(f));
        }
      }
    }
  }

  @Test
  void froc_operatingPoint_isOnTheCurve() {
    Froc froc = Froc.of(FIELDS, 0, 0.5);

    assertThat(froc.at(0.55).orElseThrow().score()).isEqualTo(0.6);
    assertThat(froc.at(0.55).orElseThrow().precision()).isEqualTo(1 / 3.0);
    assertThat(froc.at(2).orElseThrow().recall()).isZero();
    assertThat(Froc.of(FIELDS, 1, 0.5).at(0.5)).isEmpty();
  }

  @Test
  void froc_fourScores_hasTheirPoints() {
    Froc froc = Froc.of(FIELDS, 0, 0.5);

    assertThat(froc.points())
        .extracting(Froc.Point::falsePerField)
        .containsExactly(0.0, 0.0, 0.5, 1.0, 1.5, 1.5);
    assertThat(froc.points())
        .extracting(Froc.Point::recall)
        .containsExactly(0.0, 0.5, 0.5, 0.5, 0.5, 1.0);
    assertThat(froc.recallAt(1)).hasValue(0.5);
    assertThat(froc.recallAt(2)).hasValue(1);
    assertThat(froc.bestOperatingPoint()).hasValue((0.9 + 0.8) / 2);
  }

  @Test
  void froc_everyPoint_hasTheCountsOfItsScore() {
    for (long seed = 0; seed < 30; seed++) {
      List<DetectedField> fields = RandomFields.of(seed);
      for (Froc.Point point : Froc.of(fields, 0, 0.5).points()) {
        CellCounts counts = CellCounts.of(fields, 0, point.score(), 0.5);
        assertThat(counts.value(CountMetric.RECALL).orElseThrow())
            .isCloseTo(point.recall(), within(1e-12));
        assertThat(counts.value(CountMetric.FALSE_PER_FIELD).orElseThrow())
            .isCloseTo(point.falsePerField(), within(1e-12));
        counts
            .value(CountMetric.PRECISION)
            .ifPresent(value -> assertThat(value).isCloseTo(point.precision(), within(1e-12)));
        assertThat(counts.value(CountMetric.F1).orElseThrow()).isCloseTo(point.f1(), within(1e-12));
      }
    }
  }

  @Test
  void froc_noLabelledCell_isEmpty() {
    Froc froc = Froc.of(FIELDS, 1, 0.5);

    assertThat(froc.points()).isEmpty();
    assertThat(froc.recallAt(1)).isEmpty();
    assertThat(froc.bestOperatingPoint()).isEmpty();
  }
}
