package org.allnet.service.store;

import java.time.Instant;
import java.util.Optional;
import org.allnet.service.domain.Hash;

/** What browsers come back for as rows. */
final class AwaitedReturnRows implements AwaitedReturns {

  private final Transaction tx;

  AwaitedReturnRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public boolean keep(Hash secret, String sealed, Instant until, int most) {
    forget();
    if (tx.sql().count("select count(*) as n from awaited_returns") >= most) {
      return false;
    }
    tx.sql()
        .insert(
            "way back",
            "insert into awaited_returns (secret, sealed, until) values (?, ?, ?)",
            secret,
            sealed,
            until);
    return true;
  }

  @Override
  public Optional<String> take(Hash secret) {
    Optional<String> found =
        tx.sql()
            .one(
                "select sealed from awaited_returns where secret = ? and until >= ?",
                row -> row.text("sealed"),
                secret,
                tx.now());
    tx.sql().update("delete from awaited_returns where secret = ?", secret);
    return found;
  }

  @Override
  public void forget() {
    tx.sql().update("delete from awaited_returns where until < ?", tx.now());
  }
}
