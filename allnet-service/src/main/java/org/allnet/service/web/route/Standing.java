package org.allnet.service.web.route;

import java.util.List;
import org.allnet.service.domain.Blinding;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.SignOff;
import org.allnet.service.result.CaseProgress;
import org.allnet.service.result.ReportFacts;
import org.allnet.service.store.Transaction;

/** Who signed a case or reads it, and when: what stands behind its status on pages. */
public final class Standing {

  private Standing() {}

  /**
   * Returns words behind those of the status.
   *
   * @param tx the transaction
   * @param visit who asks
   * @param of the case
   * @return such as {@code by Dr. Ada, 2026-11-28 10:00 UTC}; empty if nothing is known, or who
   *     asks must not know
   */
  public static String since(Transaction tx, Visit visit, Case of) {
    if (Blinding.mustNotSee(visit.account().id(), tx.readings().of(of.id()))) {
      return "";
    }
    List<SignOff> signatures = tx.signOffs().of(of.id());
    if (!signatures.isEmpty()) {
      SignOff last = signatures.get(signatures.size() - 1);
      return " by %s, %s".formatted(last.printedName(), visit.frame().time(last.at()));
    }
    return ReportFacts.progress(
        of.status(),
        new CaseProgress(tx).of(of, tx.models().of(of.id()).classifier()),
        visit.frame()::time);
  }
}
