package org.allnet.service.web.operation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.allnet.service.domain.QueueLoad;
import org.allnet.service.measure.WorkMeasures;
import org.allnet.service.store.Store;
import org.allnet.service.web.route.Route;

/**
 * What is measured, under the names that OpenTelemetry gives it. Labels are templates of routes,
 * never paths: those have ids. Thread-safe.
 */
public final class ServiceMetrics {

  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicLong active = new AtomicLong();

  /**
   * Begins to measure.
   *
   * @param store whose queue is measured
   */
  public ServiceMetrics(Store store) {
    Gauge.builder("http.server.active_requests", active, AtomicLong::get)
        .description("Requests that are answered now")
        .register(registry);
    Gauge.builder(
            "jvm.memory.used",
            () -> ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed())
        .description("Java's heap that is used")
        .baseUnit("bytes")
        .tag("jvm.memory.type", "heap")
        .register(registry);
    Gauge.builder("jvm.thread.count", () -> ManagementFactory.getThreadMXBean().getThreadCount())
        .description("Threads of this process")
        .register(registry);
    Gauge.builder("jvm.gc.duration", ServiceMetrics::gcSeconds)
        .description("How long Java has collected garbage so far")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("allnet.job.queued", () -> load(store).queued())
        .description("Jobs that wait")
        .register(registry);
    Gauge.builder("allnet.job.running", () -> load(store).leased())
        .description("Jobs that are worked on")
        .register(registry);
    Gauge.builder("allnet.outbox.pending", () -> store.read(tx -> tx.webhooks().waiting()))
        .description("Events that wait for a webhook")
        .register(registry);
    Gauge.builder("allnet.job.oldest.age", () -> oldestSeconds(load(store)))
        .description("How long the oldest job has waited")
        .baseUnit("seconds")
        .register(registry);
  }

  private static QueueLoad load(Store store) {
    return store.read(tx -> tx.jobs().load(WINDOW));
  }

  private static double oldestSeconds(QueueLoad load) {
    return load.oldest()
        .map(since -> Duration.between(since, Instant.now()).toMillis() / 1000.0)
        .orElse(0.0);
  }

  private static double gcSeconds() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime)
            .sum()
        / 1000.0;
  }

  /** {@return what runs until {@link #end}} */
  public Timer.Sample begin() {
    active.incrementAndGet();
    return Timer.start(registry);
  }

  /**
   * Ends what was begun.
   *
   * @param sample what {@link #begin} gave
   * @param route by which route a request came
   * @param status what it was answered with
   * @return how long it took, in nanoseconds
   */
  public long end(Timer.Sample sample, Route route, int status) {
    active.decrementAndGet();
    return sample.stop(
        Timer.builder("http.server.request.duration")
            .description("How long requests took")
            .tag("http.request.method", route.verb().name())
            .tag("http.route", route.path())
            .tag("http.response.status_code", Integer.toString(status))
            .serviceLevelObjectives(
                Duration.ofMillis(5),
                Duration.ofMillis(25),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofSeconds(2))
            .register(registry));
  }

  /**
   * {@return all of it, and what jobs, models and readers did, in the text format of Prometheus}
   */
  public String text() {
    return registry.scrape() + WorkMeasures.text();
  }
}
