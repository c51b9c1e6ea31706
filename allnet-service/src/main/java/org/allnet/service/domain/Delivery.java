package org.allnet.service.domain;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * An event on its way to a webhook.
 *
 * @param webhook where it is sent
 * @param event what is sent
 * @param state how far it is
 * @param attempts how often it was tried; of two senders the one with the last number has it
 * @param notBefore when it is tried next, if it waits
 * @param reason why the last try did not work
 */
public record Delivery(
    Webhook webhook,
    ServiceEvent event,
    State state,
    int attempts,
    Instant notBefore,
    Optional<String> reason) {

  /** How far a delivery is. */
  public enum State {
    /** It is tried, or tried again. */
    WAITING,
    /** The receiver has taken it. */
    DELIVERED,
    /** It was tried as often as it is; a person may have it tried again. */
    DEAD;

    /** {@return the name in the database} */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
