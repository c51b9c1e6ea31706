package org.allnet.service.web.route;

import java.time.Duration;
import java.util.Optional;
import org.allnet.service.store.Transaction;

/**
 * What pages and answers say if nobody works on what is handed in.
 *
 * @param here whether this process works on it, so that there is nothing to say
 */
public record WorkersNotice(boolean here) {

  /** Processes that work say so each minute. */
  private static final Duration SEEN_WITHIN = Duration.ofMinutes(3);

  private static final String NOBODY =
      "No process with workers was seen for three minutes. What is handed in waits until one is started.";

  /**
   * Returns whether nobody works: neither this process nor one that was seen lately.
   *
   * @param tx reads who was seen
   */
  public boolean isNobody(Transaction tx) {
    return !here && !tx.workers().any(SEEN_WITHIN);
  }

  /**
   * Returns what is said of it.
   *
   * @param tx reads who was seen
   * @return empty if somebody works
   */
  public Optional<String> words(Transaction tx) {
    return isNobody(tx) ? Optional.of(NOBODY) : Optional.empty();
  }
}
