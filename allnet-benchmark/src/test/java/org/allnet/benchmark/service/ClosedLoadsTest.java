package org.allnet.benchmark.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which turns are taken, and what is made of them. */
final class ClosedLoadsTest {

  private final List<String> order = new ArrayList<>();

  /** The first turn is slow, as if something else ran beside it. */
  private ClosedLoads measured() {
    ClosedLoads loads =
        new ClosedLoads(
            (clients, length) -> {
              order.add(clients + "/" + length.toSeconds());
              boolean first = order.size() < 5;
              double each = clients == 1 ? 40 : 200;
              double[] times = {each, first ? 5 * each : each};
              double perSecond = clients == 64 ? 90 : 80;
              return new Loops.Closed(Latencies.of(times), first ? perSecond - 20 : perSecond);
            },
            said -> {});
    loads.measure(() -> order.add("alone"), Duration.ofSeconds(30));
    return loads;
  }

  @Test
  void measure_threeRounds_takesTurns() {
    measured();
    assertThat(order)
        .containsExactly(
            "alone", "1/10", "16/10", "64/10", "1/10", "16/10", "64/10", "alone", "alone", "1/10",
            "16/10", "64/10");
  }

  @Test
  void compare_oneSlowTurn_middleCounts() {
    ClosedLoads loads = measured();
    List<Goal> goals = new ArrayList<>();
    Map<String, Double> figures = new HashMap<>();
    loads.compare(Latencies.of(new double[] {38, 40, 190}), 100, goals, figures);
    Map<String, Goal> byKey = new HashMap<>();
    goals.forEach(goal -> byKey.put(goal.key(), goal));
    // Six times of one client: 40 five times, and 200 once.
    assertThat(byKey.get("a50").value()).isEqualTo(40);
    assertThat(byKey.get("a50").target()).isEqualTo(1.05 * 40 + 2);
    assertThat(byKey.get("a99").value()).isEqualTo(200);
    assertThat(byKey.get("a99").target()).isEqualTo(1.05 * 190 + 2);
    assertThat(byKey.get("b16").value()).isEqualTo(80);
    assertThat(byKey.get("b64").value()).isEqualTo(90);
    assertThat(byKey.get("b64").target()).isEqualTo(97);
    assertThat(byKey.get("b64t").target()).isEqualTo(1.25 * 64 / 90 * 1000);
    assertThat(loads.capacity()).isEqualTo(90);
    assertThat(figures)
        .containsEntry("the classifier alone, as many at once as it likes, answers/s", 100.0);
  }

  @Test
  void turn_asLineAndBack_isTheSame() {
    ClassifierTurns.Turn turn =
        new ClassifierTurns.Turn(new double[] {35.5, 40}, 27.5, 60.25, 1.2e9);
    ClassifierTurns.Turn back = ClassifierTurns.Turn.read(turn.json());
    assertThat(back.times()).containsExactly(35.5, 40);
    assertThat(back.alone()).isEqualTo(27.5);
    assertThat(back.together()).isEqualTo(60.25);
    assertThat(back.memory()).isEqualTo(1.2e9);
  }
}
