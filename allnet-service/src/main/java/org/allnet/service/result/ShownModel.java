package org.allnet.service.result;

import java.util.Optional;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.store.Transaction;

/** Which model's proposals people see in a case. */
final class ShownModel {

  private ShownModel() {}

  static Optional<Hash> of(Transaction tx, Id.Case of) {
    return tx.models().of(of).classifier();
  }
}
