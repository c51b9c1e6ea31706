package org.allnet.service.web.result;

import org.allnet.service.domain.Blinding;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.Id;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.Visit;

/** The case of a request, for who may know what is said of it. */
final class AskedCase {

  private AskedCase() {}

  /** The case of the path, or 404; or 403 for who reads it blinded. */
  static Case open(Transaction tx, Visit visit) {
    Case of = Visit.found(tx.cases().get(visit.project().id(), visit.id("case", Id.Case::new)));
    requireSight(tx, visit, of.id());
    return of;
  }

  /** Refuses who reads a case blinded. */
  static void requireSight(Transaction tx, Visit visit, Id.Case of) {
    if (isHidden(tx, visit, of)) {
      throw new HttpFailure(
          403, "What others say of this case is hidden from you until your reading has ended.");
    }
  }

  static boolean isHidden(Transaction tx, Visit visit, Id.Case of) {
    return Blinding.mustNotSee(visit.account().id(), tx.readings().of(of));
  }
}
