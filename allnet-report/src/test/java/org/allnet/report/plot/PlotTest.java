package org.allnet.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.allnet.evaluation.curve.Curve.BandPoint;
import org.allnet.evaluation.curve.Curve.Point;
import org.junit.jupiter.api.Test;

class PlotTest {

  @Test
  void line_handCase_isPlacedByTheAxes() {
    String svg = unit().line("s1", List.of(new Point(0, 0), new Point(0.5, 1)), "a < b").svg();
    // x 48 to 388, y 12 (top) to 112 (bottom).
    assertThat(svg).contains("d=\"M48 112L218 12\"").contains("<title>a &lt; b</title>");
  }

  @Test
  void steps_handCase_risesFirstAndThenRuns() {
    String svg = unit().steps("s1", List.of(new Point(0, 1), new Point(0.5, 0.5)), "").svg();
    assertThat(svg).contains("d=\"M48 12V62H218\"");
  }

  @Test
  void band_handCase_isClosedAlongItsLowerSide() {
    List<BandPoint> band = List.of(new BandPoint(0, 0, 0.5), new BandPoint(1, 0.5, 1));
    assertThat(unit().band("s1", band, "").svg()).contains("d=\"M48 62L388 12L388 62L48 112Z\"");
  }

  @Test
  void line_outsideTheAxes_isDrawnAtTheBorder() {
    String svg = unit().line("s1", List.of(new Point(-1, 2), new Point(9, -9)), "").svg();
    assertThat(svg).contains("d=\"M48 12L388 112\"");
  }

  @Test
  void around_values_endsAtRoundNumbers() {
    Axis axis = Axis.around("loss", List.of(0.0, 0.73));
    assertThat(axis.ticks()).hasSize(5).startsWith(0.0);
    assertThat(axis.high()).isEqualTo(0.8);
    assertThat(axis.tickLabel(axis.ticks().get(1))).isEqualTo("0.2");
  }

  @Test
  void around_oneValueOrNone_isStillAnAxis() {
    assertThat(Axis.around("", List.of(3.0)).place(3.0)).isBetween(0.2, 0.8);
    assertThat(Axis.around("", List.of()).high()).isEqualTo(1);
  }

  @Test
  void whole_epochs_hasDistinctWholeTicks() {
    for (int last = 1; last < 200; last++) {
      List<Double> ticks = Axis.whole("epoch", 1, last).ticks();
      assertThat(ticks).doesNotHaveDuplicates().isSorted().hasSizeLessThanOrEqualTo(8);
      assertThat(ticks).allMatch(tick -> tick == Math.rint(tick));
    }
  }

  private static Plot unit() {
    return new Plot("title", "text", Axis.unit("x"), Axis.unit("y"), 100);
  }
}
