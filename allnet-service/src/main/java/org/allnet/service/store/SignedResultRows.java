package org.allnet.service.store;

import java.util.Optional;
import org.allnet.data.RunException;
import org.allnet.service.domain.Hash;

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
}
