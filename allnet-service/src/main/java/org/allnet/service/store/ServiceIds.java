package org.allnet.service.store;

import java.util.Optional;
import java.util.UUID;

/** Which service a database belongs to, by a random number that the service's folder has too. */
public interface ServiceIds {

  /** {@return the number; empty if the database has none yet} */
  Optional<UUID> get();

  /**
   * Gives the database a number, in place of the one that it has.
   *
   * @param id the number
   */
  void set(UUID id);
}
