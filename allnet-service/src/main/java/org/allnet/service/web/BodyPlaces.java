package org.allnet.service.web;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.allnet.service.domain.Id;
import org.allnet.service.web.route.HttpFailure;

/**
 * How many bodies come in at once. Each keeps a thread, however slowly it comes. One person, with
 * all sessions and keys, gets two of three places that are free, the next one two of three of the
 * rest: whoever sends slowly leaves some to everybody else. Strangers have places of their own.
 * Thread-safe.
 */
final class BodyPlaces {

  private static final Duration LATER = Duration.ofSeconds(2);

  /** One person takes at most so many for each that is left to all others. */
  private static final int FOR_EACH_LEFT = 2;

  private final Map<Id.Account, Integer> byAccount = new HashMap<>();
  private int free;
  private int freeForStrangers;

  /** So many for all people who are known, and so many for all others. */
  BodyPlaces(int places, int placesForStrangers) {
    this.free = places;
    this.freeForStrangers = placesForStrangers;
  }

  /**
   * Takes a place. Who enters has to leave.
   *
   * @param who sends; empty if nobody is known
   * @throws HttpFailure 429 if the person has a share already, 503 if there is no place for anybody
   */
  synchronized void enter(Optional<Id.Account> who) {
    int own = who.map(known -> byAccount.getOrDefault(known, 0)).orElse(0);
    if (own > 0 && own >= FOR_EACH_LEFT * free) {
      throw new HttpFailure(
          429, "You send much at once already. Wait until some of it has come.", LATER);
    }
    if ((who.isPresent() ? free : freeForStrangers) == 0) {
      throw new HttpFailure(503, "Too much is sent at once. Try again.", LATER);
    }
    if (who.isPresent()) {
      byAccount.put(who.get(), own + 1);
      free--;
    } else {
      freeForStrangers--;
    }
  }

  /** Gives back the place of somebody who entered. */
  synchronized void leave(Optional<Id.Account> who) {
    if (who.isPresent()) {
      byAccount.computeIfPresent(who.get(), (one, count) -> count > 1 ? count - 1 : null);
      free++;
    } else {
      freeForStrangers++;
    }
  }
}
