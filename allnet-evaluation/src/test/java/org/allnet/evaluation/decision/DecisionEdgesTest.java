package org.allnet.evaluation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.junit.jupiter.api.Test;

class DecisionEdgesTest {

  private static final ClassSet TWO = new ClassSet(List.of("hem", "all"), 1);

  /** 0.8 has log-odds of log 4 = 1.3863. */
  private static final double MORE = 1 / (1 + Math.exp(-1.3863 - 0.0009));

  private static final double STILL_MORE = 1 / (1 + Math.exp(-1.3863 - 0.0012));

  private static boolean near(DecisionRule rule, double positive) {
    return DecisionEdges.of(rule, TWO, 1e-3).isNear(List.of(1 - positive, positive));
  }

  private static DecisionRule with(double temperature, OperatingPoint point) {
    return new DecisionRule(new TemperatureScaling(temperature), point, null, null);
  }

  @Test
  void isNear_point_countsScaledLogOdds() {
    OperatingPoint point = new OperatingPoint(PointRule.Known.YOUDEN, 0.8, 1, 1);
    assertThat(near(with(1, point), 0.8)).isTrue();
    assertThat(near(with(1, point), MORE)).isTrue();
    assertThat(near(with(1, point), STILL_MORE)).isFalse();
    assertThat(near(with(2, point), MORE)).isFalse();
    assertThat(near(with(0.5, point), STILL_MORE)).isTrue();
    assertThat(near(with(1, point), 0.2)).isFalse();
  }

  @Test
  void isNear_ofEqualClasses_isATie() {
    assertThat(near(DecisionRule.NONE, 0.5)).isTrue();
    assertThat(near(DecisionRule.NONE, 0.5002)).isTrue();
    assertThat(near(DecisionRule.NONE, 0.501)).isFalse();
    ClassSet three = new ClassSet(List.of("a", "b", "c"), 0);
    DecisionEdges edges = DecisionEdges.of(DecisionRule.NONE, three, 1e-3);
    assertThat(edges.isNear(List.of(0.4, 0.2, 0.4))).isTrue();
    assertThat(edges.isNear(List.of(0.6, 0.2, 0.2))).isFalse();
    assertThat(edges.isNear(List.of(1.0, 0.0, 0.0))).isFalse();
  }

  @Test
  void isNear_ofBothEndsOfABandAndOfSets() {
    DecisionRule rule =
        new DecisionRule(
            TemperatureScaling.NONE,
            null,
            new ReferBand(0.3, 0.7, 0.1, 0.5, 0.1),
            new ConformalSets(0.1, List.of(0.9, 0.95)));
    for (double p : new double[] {0.3, 0.7, 0.05, 0.9}) {
      assertThat(near(rule, p)).as("%s", p).isTrue();
    }
    for (double p : new double[] {0.31, 0.69, 0.06, 0.1, 0.95}) {
      assertThat(near(rule, p)).as("%s", p).isFalse();
    }
  }

  @Test
  void isNear_ofEdgesThatNothingCrosses_isNever() {
    DecisionRule rule =
        new DecisionRule(
            TemperatureScaling.NONE,
            new OperatingPoint(PointRule.Known.YOUDEN, 0, 1, 1),
            new ReferBand(0, Math.nextUp(1.0), 0.1, 0, null),
            new ConformalSets(0.1, List.of(1.0, 1.0)));
    for (double p : new double[] {0, 1e-300, 1e-9, 1 - 1e-9, 1}) {
      assertThat(near(rule, p)).as("%s", p).isFalse();
    }
  }

  /** The doubles nearest to 1 lie 0.7 apart in log-odds, hundreds of times what counts as near. */
  @Test
  void isNear_saturatedEdge_holdsForAllBesideIt() {
    double edge = 1 - 3 * 0x1p-53;
    DecisionRule rule = with(1, new OperatingPoint(PointRule.Known.YOUDEN, edge, 1, 1));
    for (double p : new double[] {1 - 0x1p-53, 1 - 0x1p-52, 1, 1 - 1e-13}) {
      assertThat(near(rule, p)).as("%s", p).isTrue();
    }
    assertThat(near(rule, 1 - 1e-9)).isFalse();
  }

  @Test
  void isNear_ofAnEdgeAtOne_isWhatRoundsToOne() {
    DecisionRule rule = with(1, new OperatingPoint(PointRule.Known.YOUDEN, 1, 1, 1));
    assertThat(near(rule, 1)).isTrue();
    assertThat(near(rule, Math.nextDown(1.0))).isTrue();
    assertThat(near(rule, 1 - 1e-12)).isFalse();
  }
}
