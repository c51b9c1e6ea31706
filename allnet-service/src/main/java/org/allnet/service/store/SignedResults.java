package org.allnet.service.store;

import java.util.List;
import java.util.Optional;
import org.allnet.data.RunException;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.SignOff;
import org.allnet.service.domain.SignedVerdict;

/** Exactly what was signed, text by text. Nothing here changes or deletes one. */
public interface SignedResults {

  /**
   * Keeps a text, if it is not there.
   *
   * @param content what is signed; names nobody, since it outlives an erasure
   * @return its hash, for the signature
   */
  Hash keep(String content);

  /**
   * Returns what was signed.
   *
   * @param signed the hash that the signature has
   * @return empty if there is none
   * @throws RunException if the text was changed since
   */
  Optional<String> get(Hash signed);

  /**
   * Keeps what stands signed of the cells of a case from now on, in place of what stood before, so
   * that cells are found by what is signed of them.
   *
   * @param signature which says so, and is kept
   * @param verdicts of each cell of which something is signed; none if the case is withdrawn
   */
  void stand(SignOff signature, List<SignedVerdict> verdicts);
}
