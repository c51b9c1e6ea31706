package org.allnet.service.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.RecoveryCode;

/** Second factors as rows. */
final class SecondFactorRows implements SecondFactors {

  private final Transaction tx;

  SecondFactorRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public void propose(Id.Account account, String sealed) {
    tx.sql().update("delete from second_factors where account = ? and set_at is null", account);
    if (of(account).isEmpty()) {
      tx.sql()
          .insert(
              "second factor",
              "insert into second_factors (account, sealed, last_step) values (?, ?, 0)",
              account,
              sealed);
    }
  }

  @Override
  public boolean set(Id.Account account, long step, List<RecoveryCode> codes) {
    int changed =
        tx.sql()
            .update(
                "update second_factors set set_at = ?, last_step = ?"
                    + " where account = ? and set_at is null",
                tx.now(),
                step,
                account);
    if (changed == 0) {
      return false;
    }
    tx.record(
        new AuditEvent(
            Act.SECOND_FACTOR_SET,
            account,
            "",
            codes.stream().map(code -> tag(code.hash())).collect(Collectors.joining(" ")),
            Optional.of(hash(account, of(account).orElseThrow().sealed())),
            Optional.empty()));
    tx.sql().update("delete from recovery_codes where account = ?", account);
    for (RecoveryCode code : codes) {
      tx.sql()
          .insert(
              "recovery code",
              "insert into recovery_codes (account, code) values (?, ?)",
              account,
              code.hash());
    }
    return true;
  }

  /** The hash of a second factor. */
  static Hash hash(Id.Account account, String sealed) {
    return RecordHash.of(account, sealed);
  }

  /** By what the audit log knows a recovery code: too little to find the code. */
  static String tag(Hash code) {
    return RecordHash.of("recovery code", code).hex().substring(0, 24);
  }

  @Override
  public Optional<Instant> since(Id.Account account) {
    return tx.sql()
        .one(
            "select set_at from second_factors where account = ? and set_at is not null",
            row -> row.instant("set_at"),
            account);
  }

  @Override
  public Optional<SecondFactor> of(Id.Account account) {
    return tx.sql()
        .one(
            "select sealed, set_at, last_step from second_factors where account = ?",
            row ->
                new SecondFactor(
                    row.text("sealed"),
                    row.maybeInstant("set_at").isPresent(),
                    row.number("last_step")),
            account);
  }

  @Override
  public boolean take(Id.Account account, long step) {
    return tx.sql()
            .update(
                "update second_factors set last_step = ? where account = ? and last_step < ?",
                step,
                account,
                step)
        > 0;
  }

  @Override
  public boolean take(Id.Account account, RecoveryCode code) {
    int taken =
        tx.sql()
            .update(
                "delete from recovery_codes where account = ? and code = ?", account, code.hash());
    if (taken > 0) {
      tx.record(
          AuditEvent.of(
              Act.RECOVERY_CODE_USED, account, "", codesLeft(account) + " recovery codes left"));
    }
    return taken > 0;
  }

  @Override
  public long codesLeft(Id.Account account) {
    return tx.sql().count("select count(*) as n from recovery_codes where account = ?", account);
  }

  @Override
  public void reset(Id.Account account) {
    tx.sql().update("delete from recovery_codes where account = ?", account);
    if (tx.sql().update("delete from second_factors where account = ?", account) > 0) {
      tx.record(AuditEvent.of(Act.SECOND_FACTOR_RESET, account, "", ""));
    }
  }
}
