package org.allnet.service.store;

import java.time.Duration;
import org.allnet.data.InputException;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;

/** What was handed in, as rows. */
final class SubmissionRows implements Submissions {

  private static final int LONGEST_KEY = 200;

  private final Transaction tx;

  SubmissionRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public Known look(Id.Account account, String key, Hash request) {
    return tx.sql()
        .<Known>one(
            "select request, answer from submissions where account = ? and idempotency_key = ?",
            row ->
                row.hash("request").equals(request)
                    ? new Known.Answered(row.text("answer"))
                    : new Known.Different(),
            account,
            key)
        .orElseGet(Known.New::new);
  }

  @Override
  public void answer(Id.Account account, String key, Hash request, String answer) {
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw new InputException("idempotency key: give 1 to " + LONGEST_KEY + " characters");
    }
    tx.sql()
        .insert(
            "idempotency key",
            "insert into submissions (account, idempotency_key, request, answer, at)"
                + " values (?, ?, ?, ?, ?)",
            account,
            key,
            request,
            answer,
            tx.now());
  }

  @Override
  public int forget(int days) {
    return tx.sql()
        .update("delete from submissions where at < ?", tx.now().minus(Duration.ofDays(days)));
  }
}
