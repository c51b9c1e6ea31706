package org.allnet.benchmark;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.allnet.benchmark.engine.Competitor;
import org.allnet.benchmark.engine.WorkOrder;
import org.allnet.benchmark.worker.Launch;
import org.allnet.benchmark.worker.WorkerProcess;
import org.allnet.data.RunException;

/**
 * Systems that take turns round by round, each in a process of its own, and what they took. They
 * start together, and the first round begins when all are ready. A system that fails is left out
 * and told of, but for ALLNet. Used by one thread.
 */
final class Turns {

  private final Launch launch;
  private final Consumer<String> status;
  private final List<Measurement> results = new ArrayList<>();
  private final Map<Competitor, Double> agreement = new EnumMap<>(Competitor.class);
  private final List<String> failures = new ArrayList<>();

  /**
   * Begins with no turn taken.
   *
   * @param launch how child processes are started
   * @param status is told what is going on, a line each
   */
  Turns(Launch launch, Consumer<String> status) {
    this.launch = launch;
    this.status = status;
  }

  /** {@return what each system took for each task so far} */
  List<Measurement> results() {
    return results;
  }

  /** {@return for each peer the greatest difference of an answer from ALLNet's} */
  Map<Competitor, Double> agreement() {
    return agreement;
  }

  /** {@return a line for each system that failed at something} */
  List<String> failures() {
    return failures;
  }

  /**
   * Has a system do something; if it fails, the others go on without it.
   *
   * @return what it did, nothing if it failed
   * @throws RunException if ALLNet failed, beside which all others are set, or the thread was
   *     interrupted
   */
  <T> Optional<T> attempt(Competitor system, String what, Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (RunException e) {
      if (system.isFirst() || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      String line = "%s, %s: left out: %s".formatted(what, system.key(), e.getMessage());
      failures.add(line);
      status.accept(line);
      return Optional.empty();
    }
  }

  /** A system at work, and what its rounds took. */
  private record Running(Competitor system, WorkerProcess worker, List<Double> seconds) {}

  /**
   * Lets systems do a task round by round.
   *
   * @param rounds how many
   * @param orders who does what, ALLNet first
   * @param alike whether all have to give the same answers
   */
  void compare(Rounds rounds, List<WorkOrder> orders, boolean alike) {
    WorkOrder first = orders.get(0);
    String what = "%s, batch %d".formatted(first.task().key(), first.batch());
    List<Running> started = new ArrayList<>();
    try {
      for (WorkOrder order : orders) {
        status.accept(what + ": starting " + order.system().key());
        attempt(order.system(), what, () -> WorkerProcess.begin(launch, order))
            .ifPresent(
                worker -> started.add(new Running(order.system(), worker, new ArrayList<>())));
      }
      List<Running> running = new ArrayList<>(started);
      running.removeIf(one -> attempt(one.system(), what, one.worker()::ready).isEmpty());
      if (alike) {
        agree(what, running);
      }
      for (int round = -rounds.warmUp(); round < rounds.counted(); round++) {
        status.accept(
            what
                + (round < 0
                    ? ": warming up"
                    : ": round %d of %d".formatted(round + 1, rounds.counted())));
        int which = rounds.warmUp() + round;
        boolean counts = round >= 0;
        running.removeIf(one -> !hasRun(one, what, which, counts));
      }
      for (Running one : running) {
        attempt(one.system(), what, one.worker()::peakBytes)
            .ifPresent(peak -> add(one.worker().order(), one.seconds(), peak));
      }
    } finally {
      started.forEach(one -> one.worker().close());
    }
  }

  private boolean hasRun(Running one, String what, int which, boolean counts) {
    Optional<Double> took = attempt(one.system(), what, () -> one.worker().run(which));
    if (counts) {
      took.ifPresent(one.seconds()::add);
    }
    return took.isPresent();
  }

  /**
   * Takes what a system took.
   *
   * @param order who did what
   * @param seconds an image, round by round
   * @param peakBytes the most memory its process held, 0 if unknown
   */
  void add(WorkOrder order, List<Double> seconds, long peakBytes) {
    results.add(
        new Measurement(
            order.system(),
            order.task(),
            order.batch(),
            order.network().width(),
            order.threads(),
            order.device(),
            seconds,
            peakBytes));
  }

  /** Holds every system's probabilities of the first batch against those of ALLNet, the first. */
  private void agree(String what, List<Running> running) {
    List<double[]> expected = running.get(0).worker().answers();
    running.removeIf(
        one -> {
          Competitor system = one.system();
          if (system.isFirst() || system == Competitor.GEMM_FLOOR) {
            return false;
          }
          Optional<List<double[]>> answers = attempt(system, what, one.worker()::answers);
          answers.ifPresent(
              own -> agreement.merge(system, greatestDifference(expected, own), Math::max));
          return answers.isEmpty();
        });
  }

  private static double greatestDifference(List<double[]> expected, List<double[]> answers) {
    double greatest = 0;
    for (int i = 0; i < expected.size(); i++) {
      for (int k = 0; k < expected.get(i).length; k++) {
        greatest = Math.max(greatest, Math.abs(answers.get(i)[k] - expected.get(i)[k]));
      }
    }
    return greatest;
  }
}
