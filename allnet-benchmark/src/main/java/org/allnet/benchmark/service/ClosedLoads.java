package org.allnet.benchmark.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Clients that each wait for their answer, in turns with the classifier alone. Who begins changes
 * from round to round.
 */
final class ClosedLoads {

  /** How many turns each load is divided into. */
  static final int ROUNDS = 3;

  private static final double SLOWER = 1.05;
  private static final double MILLISECONDS_MORE = 2;
  private static final double THROUGHPUT = 0.97;
  private static final double TAIL = 1.25;
  private static final List<Integer> CLIENTS = List.of(1, 16, 64);

  private final Asker asker;
  private final Consumer<String> progress;
  private final Map<Integer, List<Loops.Closed>> found = new TreeMap<>();

  /** Has clients ask for some time. */
  interface Asker {
    Loops.Closed ask(int clients, Duration length);
  }

  ClosedLoads(Asker asker, Consumer<String> progress) {
    this.asker = asker;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @param bare is the turn of the classifier alone
   * @param each how long each load lasts in all turns together
   */
  void measure(Runnable bare, Duration each) {
    for (int round = 1; round <= ROUNDS; round++) {
      boolean first = round % 2 == 1;
      if (first) {
        alone(bare, round);
      }
      for (int clients : CLIENTS) {
        progress.accept("round %d: %d at once".formatted(round, clients));
        found
            .computeIfAbsent(clients, any -> new ArrayList<>())
            .add(asker.ask(clients, each.dividedBy(ROUNDS)));
      }
      if (!first) {
        alone(bare, round);
      }
    }
  }

  private void alone(Runnable bare, int round) {
    progress.accept("round %d: the classifier alone".formatted(round));
    bare.run();
  }

  private List<Loops.Closed> rounds(int clients) {
    return found.getOrDefault(clients, List.of());
  }

  /** {@return answers a second with so many clients, in the middle of all rounds} */
  private double perSecond(int clients) {
    return RoundSpread.of(rounds(clients).stream().map(Loops.Closed::perSecond).toList()).median();
  }

  private Latencies latencies(int clients) {
    return Latencies.together(rounds(clients).stream().map(Loops.Closed::latencies).toList());
  }

  /** {@return the most answers a second} */
  double capacity() {
    return CLIENTS.stream().mapToDouble(this::perSecond).max().orElse(0);
  }

  /**
   * Compares with the classifier alone.
   *
   * @param alone its times of pictures one by one
   * @param best the most answers a second that it gave
   * @param goals gets what came out
   * @param figures gets what it is compared with
   */
  void compare(Latencies alone, double best, List<Goal> goals, Map<String, Double> figures) {
    one(alone, goals, figures);
    figures.put("the classifier alone, as many at once as it likes, answers/s", best);
    for (int clients : CLIENTS.subList(1, CLIENTS.size())) {
      double perSecond = perSecond(clients);
      goals.add(
          Goal.atLeast(
              "b" + clients,
              clients + " clients, answers a second (0.97 x the classifier alone)",
              perSecond,
              THROUGHPUT * best,
              "1/s"));
      goals.add(
          Goal.atMost(
              "b" + clients + "t",
              clients + " clients, p99 (1.25 x clients / throughput)",
              latencies(clients).percentile(99),
              TAIL * clients / perSecond * 1000,
              "ms"));
    }
  }

  private void one(Latencies alone, List<Goal> goals, Map<String, Double> figures) {
    for (int percent : List.of(50, 99)) {
      figures.put(
          "the classifier alone, one by one, p" + percent + " ms", alone.percentile(percent));
      goals.add(
          Goal.atMost(
              "a" + percent,
              "one client, p" + percent + " (1.05 x the classifier alone + 2 ms)",
              latencies(1).percentile(percent),
              SLOWER * alone.percentile(percent) + MILLISECONDS_MORE,
              "ms"));
    }
  }
}
