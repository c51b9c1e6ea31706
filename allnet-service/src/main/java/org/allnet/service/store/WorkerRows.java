package org.allnet.service.store;

import java.time.Duration;

/** Processes that answer as rows. Who was killed stays for a day. */
final class WorkerRows implements WorkersSeen {

  private static final Duration KEPT = Duration.ofDays(1);

  private final Transaction tx;

  WorkerRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public void see(String name) {
    tx.actor(); // refuses while reading
    tx.sql().update("delete from workers_seen where seen < ?", tx.now().minus(KEPT));
    tx.sql()
        .update(
            "insert into workers_seen (name, seen) values (?, ?)"
                + " on conflict (name) do update set seen = excluded.seen",
            name,
            tx.now());
  }

  @Override
  public void forget(String name) {
    tx.actor(); // refuses while reading
    tx.sql().update("delete from workers_seen where name = ?", name);
  }

  @Override
  public boolean any(Duration within) {
    return tx.sql()
            .count("select count(*) as n from workers_seen where seen >= ?", tx.now().minus(within))
        > 0;
  }
}
