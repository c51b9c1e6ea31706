package org.allnet.service.work.intake;

import org.allnet.service.domain.Id;

/** Whose cells are handed in. */
public sealed interface Whose {

  /**
   * A subject that the project has.
   *
   * @param subject which one
   */
  record Known(Id.Subject subject) implements Whose {}

  /**
   * The subject of a pseudonym, which is made if the project has none.
   *
   * @param pseudonym what the project calls it
   */
  record Named(String pseudonym) implements Whose {}
}
