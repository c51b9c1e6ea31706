package org.allnet.service.web.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.allnet.data.file.Json;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.ServiceEvent;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Verb;
import org.allnet.service.web.route.Visit;
import org.allnet.service.work.webhook.EventJson;

/** The feed of what happens in a project. */
public final class EventPages implements PageSet {

  private static final int MOST = 500;

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.api(
                Verb.GET,
                "/api/v1/projects/{project}/events",
                Access.to(Permission.SEE),
                "What happened in a project after the event of a number: ?after=0 for all."),
            EventPages::events));
  }

  private static void events(Visit visit) {
    Id.Project project = visit.project().id();
    Id.Account asking = visit.account().id();
    if (!visit.store().read(tx -> tx.readings().veil(project, asking)).isEmpty()) {
      throw HttpFailure.blinded();
    }
    int after = visit.number("after", 0, Integer.MAX_VALUE);
    List<ServiceEvent> events = visit.store().read(tx -> tx.events().after(project, after, MOST));
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("events");
    events.stream().map(EventJson::of).forEach(list::add);
    answer.put("next", events.isEmpty() ? after : events.get(events.size() - 1).number());
    answer.put("more", events.size() == MOST);
    visit.json(answer);
  }
}
