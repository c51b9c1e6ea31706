package org.allnet.service.store;

import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.Id;

/** Who reads which case. */
public interface Readings {

  /**
   * Begins a reading.
   *
   * @param reading the new one
   * @throws InputException if the case is closed, or its reader is not who does this
   */
  void open(CaseReading reading);

  /**
   * Ends a reading: from then on it has no new judgements.
   *
   * @param id which one
   * @throws InputException if there is none, or it has ended
   */
  void close(Id.Reading id);

  /**
   * Returns a reading.
   *
   * @param in the project, beyond which nobody looks
   * @param id which one
   * @return empty if there is none in the project
   */
  Optional<CaseReading> get(Id.Project in, Id.Reading id);

  /**
   * Returns the readings of a case, oldest first.
   *
   * @param of the case
   */
  List<CaseReading> of(Id.Case of);
}
