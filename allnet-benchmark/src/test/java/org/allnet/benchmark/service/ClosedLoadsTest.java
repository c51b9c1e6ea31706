package org.allnet.benchmark.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClosedLoadsTest {

  private final List<String> order = new ArrayList<>();

  /** The first turn is slow, as if something else had run beside it; 64 clients answer 70, 90, 90. */
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
  void measure_bySides_takesTurnsOfTen() {
    measured();
    assertEquals(
        Arrays.asList(
            "alone", "1/10", "16/10", "64/10", "1/10", "16/10", "64/10", "alone", "alone", "1/10",
            "16/10", "64/10"),
        order);
  }

  @Test
  void compare_slowTurn_middleCounts() {
    ClosedLoads loads = measured();
    List<Goal> goals = new ArrayList<>();
    Map<String, Double> figures = new HashMap<>();
    loads.compare(Latencies.of(new double[] {38, 40, 190}), 100, goals, figures);
    Map<String, Goal> byKey = new HashMap<>();
    goals.forEach(goal -> byKey.put(goal.key(), goal));
    // Six times of one client: 40 five times, and 200 once.
    assertEquals(40, byKey.get("a50").value());
    assertEquals(1.05 * 40 + 2, byKey.get("a50").target());
    assertEquals(200, byKey.get("a99").value());
    assertEquals(1.05 * 190 + 2, byKey.get("a99").target());
    assertEquals(80, byKey.get("b16").value());
    assertEquals(90, byKey.get("b64").value());
    assertEquals(97, byKey.get("b64").target());
    assertEquals(1.25 * 64 / 90 * 1000, byKey.get("b64t").target());
    assertEquals(90, loads.capacity());
    assertEquals(100.0, figures.get("the classifier alone, as many at once as it likes, answers/s"));
  }

  @Test
  void turn_asLineAndBack_isTheSame() {
    BareTurns.Turn turn = new BareTurns.Turn(new double[] {35.5, 40}, 27.5, 60.25, 1.2e9);
    BareTurns.Turn back = BareTurns.Turn.read(turn.json());
    assertEquals(List.of(35.5, 40.0), Arrays.stream(back.times()).boxed().toList());
    assertEquals(27.5, back.alone());
    assertEquals(60.25, back.together());
    assertEquals(1.2e9, back.memory());
  }
}
