package org.allnet.service.store;

import java.util.List;
import java.util.Optional;
import org.allnet.data.RunException;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.SignOff;
import org.allnet.service.domain.SignedVerdict;

/** What was signed as rows. */
final class SignedResultRows implements SignedResults {

  private final Transaction tx;

  SignedResultRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public Hash keep(String content) {
    tx.actor(); // refuses while reading
    Hash hash = Hash.of(content);
    tx.sql()
        .update(
            "insert into signed_results (hash, content) values (?, ?)"
                + " on conflict (hash) do nothing",
            hash,
            content);
    return hash;
  }

  @Override
  public Optional<String> get(Hash signed) {
    Optional<String> content =
        tx.sql()
            .one(
                "select content from signed_results where hash = ?",
                row -> row.text("content"),
                signed);
    if (content.isPresent() && !Hash.of(content.get()).equals(signed)) {
      throw new RunException(
          "database: the signed result %s was changed; restore a back-up".formatted(signed));
    }
    return content;
  }

  @Override
  public void stand(SignOff signature, List<SignedVerdict> verdicts) {
    tx.actor(); // refuses while reading
    Id.Project project = new CaseRows(tx).require(signature.of()).project();
    tx.sql().update("delete from signed_verdicts where case_id = ?", signature.of());
    for (SignedVerdict one : verdicts) {
      tx.sql()
          .insert(
              "signed verdict",
              "insert into signed_verdicts (cell, case_id, project, verdict, kind, sign_off, at)"
                  + " values (?, ?, ?, ?, ?, ?, ?)",
              one.cell(),
              signature.of(),
              project,
              one.verdict().key(),
              one.kind().key(),
              signature.id(),
              signature.at());
    }
  }
}
