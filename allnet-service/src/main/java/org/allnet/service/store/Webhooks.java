package org.allnet.service.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Delivery;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Webhook;

/** Where events are sent, and how far each is on its way. */
public interface Webhooks {

  /**
   * Adds a webhook, which gets what happens from now on.
   *
   * @param webhook what is added
   * @throws InputException if there is one already, or no such project
   */
  void add(Webhook webhook);

  /**
   * Removes a webhook. What waits for it is not sent any more.
   *
   * @param in its project
   * @param id which
   * @throws InputException if there is none
   */
  void remove(Id.Project in, Id.Webhook id);

  /**
   * Returns the webhooks of a project that were not removed.
   *
   * @param in the project
   * @return the oldest first
   */
  List<Webhook> of(Id.Project in);

  /**
   * Returns a webhook.
   *
   * @param in the project
   * @param id which
   * @return empty if the project has none of this id, or it was removed
   */
  Optional<Webhook> get(Id.Project in, Id.Webhook id);

  /**
   * Returns what is on its way to a webhook, or was not taken.
   *
   * @param webhook where to
   * @param state how far it is
   * @param most how many at most
   * @return the newest event first
   */
  List<Delivery> deliveries(Webhook webhook, Delivery.State state, int most);

  /**
   * Returns how many events wait or were not taken.
   *
   * @param webhook where to
   * @param state how far they are
   */
  long count(Webhook webhook, Delivery.State state);

  /**
   * Has an event sent again that was not taken.
   *
   * @param webhook where to
   * @param event which
   * @throws InputException if the event is none of those
   */
  void retry(Webhook webhook, Id.Event event);

  /** {@return how many events wait, of all webhooks} */
  long waiting();

  /**
   * Returns what may be sent now, without claiming it.
   *
   * @return at most one for each webhook, the one that waits longest
   */
  List<Delivery> due();

  /**
   * Claims a delivery: until a while has passed, nobody else sends it.
   *
   * @param delivery what {@link #due} gave
   * @param lease how long; whoever is killed loses nothing, it is sent again then
   * @return the claimed one; empty if somebody else has it
   */
  Optional<Delivery> claim(Delivery delivery, Duration lease);

  /**
   * Keeps that a delivery was taken.
   *
   * @param delivery what {@link #claim} gave
   */
  void delivered(Delivery delivery);

  /**
   * Keeps that a delivery was not taken.
   *
   * @param delivery what {@link #claim} gave
   * @param reason why
   * @param pause how long to wait until it is tried again; empty if it was tried often enough
   */
  void failed(Delivery delivery, String reason, Optional<Duration> pause);
}
