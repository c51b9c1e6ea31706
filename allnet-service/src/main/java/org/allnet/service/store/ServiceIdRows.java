package org.allnet.service.store;

import java.util.Optional;
import java.util.UUID;

/** The number of the service as a row. */
final class ServiceIdRows implements ServiceIds {

  private final Transaction tx;

  ServiceIdRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public Optional<UUID> get() {
    return tx.sql().one("select id from service_id", row -> UUID.fromString(row.text("id")));
  }

  @Override
  public void set(UUID id) {
    tx.actor(); // refuses while reading
    tx.sql()
        .update(
            "insert into service_id (one, id) values (1, ?)"
                + " on conflict (one) do update set id = excluded.id",
            id.toString());
  }
}
