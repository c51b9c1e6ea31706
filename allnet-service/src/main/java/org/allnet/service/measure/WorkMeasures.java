package org.allnet.service.measure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts and times what jobs, models and readers do in this process since it began. Labels are
 * words of a short list: no ids, and no classes, whose names somebody typed. Thread-safe.
 */
public final class WorkMeasures {

  private static final PrometheusMeterRegistry REGISTRY =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private WorkMeasures() {}

  /**
   * Counts jobs that were worked on together, each with the time that all of them took.
   *
   * @param task what they do, such as {@code read-picture}
   * @param jobs how many
   * @param began when the first of them was begun
   */
  public static void jobs(String task, int jobs, Instant began) {
    Timer timer =
        Timer.builder("allnet.job.duration")
            .description("How long jobs took that were worked on together, once for each job")
            .tag("task", task)
            .serviceLevelObjectives(
                Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(10))
            .register(REGISTRY);
    Duration took = since(began);
    for (int i = 0; i < jobs; i++) {
      timer.record(took);
    }
  }

  /**
   * Counts a model's answers to what it was asked together.
   *
   * @param task what it was asked, such as {@code classify-cell}
   * @param asked about how many cells or fields
   * @param began when it was asked
   */
  public static void asked(String task, int asked, Instant began) {
    Timer.builder("allnet.inference.duration")
        .description("How long a model took for what it was asked together, with reading it")
        .tag("task", task)
        .serviceLevelObjectives(
            Duration.ofMillis(50), Duration.ofMillis(250), Duration.ofSeconds(1))
        .register(REGISTRY)
        .record(since(began));
    DistributionSummary.builder("allnet.batch.size")
        .description("How many cells or fields a model was asked about together")
        .tag("task", task)
        .serviceLevelObjectives(1, 4, 16, 32)
        .register(REGISTRY)
        .record(asked);
  }

  /**
   * Counts what a model says of a cell.
   *
   * @param decision {@code predicted} or {@code referred}
   * @param reason why it was referred; {@code none} if it was not
   */
  public static void decided(String decision, String reason) {
    Counter.builder("allnet.cell.decided")
        .description("Cells that a model proposed a class for, or referred to a person")
        .tag("decision", decision)
        .tag("reason", reason)
        .register(REGISTRY)
        .increment();
  }

  /**
   * Counts what a reader says of a cell.
   *
   * @param from {@code class} if the page showed a proposed class, else {@code none}
   * @param to {@code same-class}, {@code other-class}, {@code class} if none was proposed, or the
   *     word of another verdict, such as {@code artefact}
   */
  public static void reviewed(String from, String to) {
    Counter.builder("allnet.cell.reviewed")
        .description("What readers say of cells, beside what the page showed as proposed")
        .tag("from", from)
        .tag("to", to)
        .register(REGISTRY)
        .increment();
  }

  private static Duration since(Instant began) {
    Duration passed = Duration.between(began, Instant.now());
    return passed.isNegative() ? Duration.ZERO : passed; // somebody has set the clock
  }

  /** {@return all of it in the text format of Prometheus; empty if nothing was done yet} */
  public static String text() {
    return REGISTRY.scrape();
  }
}
