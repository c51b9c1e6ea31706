package org.allnet.service.web.operation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/**
 * Whether the service lives, whether it has started, and whether it can do its work. They tell
 * nothing but yes or no and the names of what is asked, so that everybody may ask.
 */
public final class HealthPages implements PageSet {

  private final List<Probe> probes;
  private volatile boolean stopping;

  /**
   * Makes the answers.
   *
   * @param probes without what the service can't do its work
   */
  public HealthPages(List<Probe> probes) {
    this.probes = List.copyOf(probes);
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page("/livez", Access.anyone(), "Whether the process answers at all."),
            visit -> tell(visit, Map.of(), true)),
        new Endpoint(
            Route.page("/startupz", Access.anyone(), "Whether the service has started."),
            visit -> tell(visit, Map.of(), true)),
        new Endpoint(
            Route.page("/readyz", Access.anyone(), "Whether the service can do its work now."),
            this::ready));
  }

  private void ready(Visit visit) {
    Map<String, String> found = new LinkedHashMap<>();
    boolean all = !stopping;
    if (stopping) {
      found.put("service", "is stopping");
    }
    for (Probe probe : probes) {
      boolean good = probe.isGood();
      found.put(probe.name(), good ? "works" : "does not work");
      all &= good;
    }
    tell(visit, found, all);
  }

  private static void tell(Visit visit, Map<String, String> found, boolean good) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", good ? "good" : "bad");
    answer.put("parts", found);
    visit.json(good ? 200 : 503, "application/json", answer);
  }

  /** From now on nothing new shall come to this process. */
  @Override
  public void stop() {
    stopping = true;
  }
}
