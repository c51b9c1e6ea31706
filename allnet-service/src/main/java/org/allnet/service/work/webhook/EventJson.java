package org.allnet.service.work.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.allnet.data.file.Json;
import org.allnet.service.domain.ServiceEvent;

/** An event as programs read it, in the feed and in webhooks alike. */
public final class EventJson {

  private EventJson() {}

  /**
   * Returns an event as JSON: {@code id}, {@code number}, {@code type}, {@code timestamp} and
   * {@code data} with the ids of what it is about.
   *
   * @param event what happened
   */
  public static ObjectNode of(ServiceEvent event) {
    ObjectNode node = Json.object();
    node.put("id", event.id().text());
    node.put("number", event.number());
    node.put("type", event.kind().key());
    node.put("timestamp", event.at().toString());
    ObjectNode data = node.putObject("data");
    data.put("project", event.project().text());
    event.of().ifPresent(of -> data.put("case", of.text()));
    event
        .subject()
        .ifPresent(
            subject -> {
              data.put("subject", subject.id().text());
              subject.pseudonym().ifPresent(pseudonym -> data.put("pseudonym", pseudonym));
            });
    data.put(event.object().kind(), event.object().text());
    if (event.of().isPresent()) {
      data.put("synthetic", event.synthetic());
      data.put("modelSynthetic", event.modelSynthetic());
    }
    event.version().ifPresent(version -> data.put("version", version));
    return node;
  }
}
