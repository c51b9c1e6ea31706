package org.allnet.service.store;

import java.time.Instant;
import java.util.Optional;
import org.allnet.service.domain.Hash;

/**
 * What browsers were sent away with and have to come back for, such as those at a provider of
 * log-ins: all processes of a service see it, and one of them takes it, once.
 */
public interface AwaitedReturns {

  /**
   * Keeps something until somebody brings the secret. What is too old is forgotten.
   *
   * @param secret the hash of what the browser brings
   * @param sealed what is kept, sealed by a key that the store has not
   * @param until for how long
   * @param most how many may be kept
   * @return whether it is kept; if not, there are {@code most} already
   */
  boolean keep(Hash secret, String sealed, Instant until, int most);

  /**
   * Takes what was kept, which nobody can take again.
   *
   * @param secret the hash of what the browser brings
   * @return empty if there is none, or it is too old
   */
  Optional<String> take(Hash secret);

  /** Deletes what is too old to be taken. */
  void forget();
}
