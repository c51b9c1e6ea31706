package org.allnet.service.store;

import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.SignOff;

/** The signatures below results. Nothing here changes or deletes one. */
public interface SignOffs {

  /**
   * Adds a signature, and moves the case to what it says.
   *
   * @param signature the new one
   * @throws InputException if it is not the next version of the case, replaces another one than the
   *     last, was made under another person's name, or its meaning does not follow from the case's
   *     status
   */
  void append(SignOff signature);

  /**
   * Returns a signature.
   *
   * @param id which one
   * @return empty if there is none
   */
  Optional<SignOff> get(Id.SignOff id);

  /**
   * Returns the signatures of a case, oldest first.
   *
   * @param of the case
   */
  List<SignOff> of(Id.Case of);
}
