package org.allnet.service.web.review;

import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.Blinding;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Permission;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.route.Visit;

/**
 * A reading and what its reader may know of its case.
 *
 * @param reading the reader's own
 * @param of the case
 * @param all the readings of the case
 * @param model whose proposals are shown; absent if none are
 */
record ReviewedCase(CaseReading reading, Case of, List<CaseReading> all, Optional<Hash> model) {

  /** The reading of the address, which must be that of whoever asks. */
  static ReviewedCase of(Visit visit, Transaction tx) {
    Id.Project in = visit.project().id();
    CaseReading reading =
        Visit.found(
            tx.readings()
                .get(in, visit.id("reading", Id.Reading::new))
                .filter(one -> one.reader().equals(visit.account().id())));
    Case of = Visit.found(tx.cases().get(in, reading.of()));
    List<CaseReading> all = tx.readings().of(of.id());
    boolean isBlind = reading.blinded() || Blinding.mustNotSee(reading.reader(), all);
    return new ReviewedCase(
        reading, of, all, isBlind ? Optional.empty() : tx.models().of(of.id()).classifier());
  }

  /** By which right its reader judges. */
  Permission permission() {
    return reading.kind() == CaseReading.Kind.AMENDMENT ? Permission.AMEND : Permission.JUDGE;
  }

  /** Whether nothing can be judged any more. */
  boolean isClosed() {
    return reading.closed().isPresent() || of.status().isClosed();
  }

  /** Whether the reader must know neither what others say nor whose cells these are. */
  boolean isBlind() {
    return reading.blinded() || Blinding.mustNotSee(reading.reader(), all);
  }

  /** The readings of which the reader may know what they say. */
  List<CaseReading> visible() {
    return all.stream()
        .filter(one -> one.id().equals(reading.id()) || (!isBlind() && reading.shows(one)))
        .toList();
  }
}
