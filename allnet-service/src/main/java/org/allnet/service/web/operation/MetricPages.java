package org.allnet.service.web.operation;

import java.util.List;
import org.allnet.service.domain.Permission;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Verb;

/** What is measured, for a program that collects it with a key. */
public final class MetricPages implements PageSet {

  private final ServiceMetrics metrics;

  /**
   * Makes the answer.
   *
   * @param metrics what is measured
   */
  public MetricPages(ServiceMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.api(
                Verb.GET,
                "/api/v1/metrics",
                Access.to(Permission.RUN_JOBS),
                "What is measured, in the text format of Prometheus."),
            visit ->
                visit
                    .context()
                    .contentType("text/plain; version=0.0.4; charset=utf-8")
                    .result(metrics.text())));
  }
}
