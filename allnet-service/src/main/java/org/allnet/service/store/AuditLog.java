package org.allnet.service.store;

import java.util.List;
import java.util.function.Consumer;
import org.allnet.service.audit.AuditHead;
import org.allnet.service.domain.AuditEntry;
import org.allnet.service.domain.Id;

/**
 * What was done, line by line. Lines are added by whatever changes something, and never by hand.
 */
public interface AuditLog {

  /** {@return where the chain ends} */
  AuditHead head();

  /**
   * Hands lines on one by one, in their order.
   *
   * @param from the first sequence
   * @param reader gets each line
   */
  void each(long from, Consumer<AuditEntry> reader);

  /**
   * Returns what was done with something, in its order.
   *
   * @param object with what
   */
  List<AuditEntry> of(Id object);

  /**
   * Returns lines, the last one first.
   *
   * @param before only lines of lower sequences
   * @param most how many at most
   */
  List<AuditEntry> latest(long before, int most);
}
