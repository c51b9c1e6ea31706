package org.allnet.service.web;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.allnet.service.domain.Id;
import org.allnet.service.web.route.HttpFailure;

/**
 * How many bodies come in at once, of people who are known. Each keeps a thread, however slowly it
 * comes. One person, with all sessions and keys, gets two of three places that are free, the next
 * one two of three of the rest: whoever sends slowly leaves some to everybody else. Thread-safe.
 */
final class BodyPlaces {

  private static final Duration LATER = Duration.ofSeconds(2);

  /** One person takes at most so many for each that is left to all others. */
  private static final int FOR_EACH_LEFT = 2;

  private final int places;
  private final Map<Id.Account, Integer> byAccount = new HashMap<>();
  private int taken;

  /** So many for all. */
  BodyPlaces(int places) {
    this.places = places;
  }

  /**
   * Takes a place. Who enters has to leave.
   *
   * @throws HttpFailure 429 if the person has a share already, 503 if there is no place for anybody
   */
  synchronized void enter(Id.Account who) {
    int own = byAccount.getOrDefault(who, 0);
    int free = places - taken;
    if (own > 0 && own >= FOR_EACH_LEFT * free) {
      throw new HttpFailure(
          429, "You send much at once already. Wait until some of it has come.", LATER);
    }
    if (free == 0) {
      throw new HttpFailure(503, "Too much is sent at once. Try again.", LATER);
    }
    byAccount.put(who, own + 1);
    taken++;
  }

  synchronized void leave(Id.Account who) {
    byAccount.computeIfPresent(who, (one, count) -> count > 1 ? count - 1 : null);
    taken--;
  }
}
