package org.allnet.service.store;

import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.Id;

/** What is known of the fields of cases. */
public interface FieldLooks {

  /**
   * Keeps what is known of a field, in place of what was known before.
   *
   * @param look what is known
   */
  void keep(FieldLook look);

  /**
   * Returns what is known of a field.
   *
   * @param picture the field
   * @return empty if nothing is
   */
  Optional<FieldLook> get(Id.Picture picture);

  /**
   * Returns what is known of the fields of a case.
   *
   * @param of the case
   */
  List<FieldLook> of(Id.Case of);
}
