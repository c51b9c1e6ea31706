package org.allnet.service.result;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.Hash;
import org.allnet.service.store.Transaction;

/** Who and what brought a case as far as it is, before anybody signs. */
public final class CaseProgress {

  private final Transaction tx;

  /**
   * Looks in a transaction.
   *
   * @param tx the transaction
   */
  public CaseProgress(Transaction tx) {
    this.tx = tx;
  }

  /**
   * Who has judged, and when something was said last.
   *
   * @param readers who judged cells, as they are printed, each once; none if nobody has
   * @param lastReader who of them judged last; empty if nobody has
   * @param last when somebody judged last, or else when the model answered last; empty if neither
   */
  public record Since(List<String> readers, Optional<String> lastReader, Optional<Instant> last) {

    /** Copies the list. */
    public Since {
      readers = List.copyOf(readers);
    }
  }

  /**
   * Returns how far a case has come.
   *
   * @param of the case
   * @param model whose proposals people see
   */
  public Since of(Case of, Optional<Hash> model) {
    List<String> readers = new ArrayList<>();
    Optional<String> lastReader = Optional.empty();
    Optional<Instant> last = Optional.empty();
    for (CaseReading reading : tx.readings().of(of.id())) {
      Optional<Instant> said = tx.judgements().latest(reading.id());
      if (said.isEmpty() || reading.kind() == CaseReading.Kind.COMPETENCY) {
        continue; // the latter changes no result
      }
      String name = tx.accounts().get(reading.reader()).map(Account::name).orElse("unknown");
      if (!readers.contains(name)) {
        readers.add(name);
      }
      if (last.isEmpty() || last.get().isBefore(said.get())) {
        last = said;
        lastReader = Optional.of(name);
      }
    }
    return new Since(
        readers,
        lastReader,
        last.isPresent() ? last : model.flatMap(hash -> tx.proposals().latest(of.id(), hash)));
  }
}
