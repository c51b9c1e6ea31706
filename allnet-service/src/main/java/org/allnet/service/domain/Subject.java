package org.allnet.service.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * Whose cells these are, under a pseudonym of the project.
 *
 * @param id what it is known by
 * @param project where it belongs
 * @param pseudonym a study's id or a keyed hash; empty once the subject is erased
 * @param created when it was made
 * @param erased when it was erased; empty if it is not
 */
public record Subject(
    Id.Subject id,
    Id.Project project,
    Optional<String> pseudonym,
    Instant created,
    Optional<Instant> erased) {

  /**
   * Refuses a pseudonym that can't be shown.
   *
   * @throws org.allnet.data.InputException if the pseudonym is no {@linkplain Names#require name}
   */
  public Subject {
    pseudonym.ifPresent(text -> Names.require("subject", text));
  }
}
