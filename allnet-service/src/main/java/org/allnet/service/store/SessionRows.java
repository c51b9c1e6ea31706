package org.allnet.service.store;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.LoginSession;
import org.allnet.service.domain.SessionSecret;

/** Sessions as rows. */
final class SessionRows implements Sessions {

  /** What ends sessions, other than their age. */
  private static final Set<Act> ENDS =
      EnumSet.of(Act.LOGGED_OUT, Act.SESSIONS_ENDED, Act.PASSWORD_CHANGED, Act.ACCOUNT_DISABLED);

  private final Transaction tx;

  SessionRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public void open(LoginSession session) {
    record(Act.LOGGED_IN, session);
    tx.sql()
        .insert(
            "session",
            "insert into sessions (secret, account, opened, seen) values (?, ?, ?, ?)",
            session.secret(),
            session.account(),
            session.opened(),
            session.seen());
    new IdentityRows(tx).loggedIn(session.account(), session.opened());
  }

  private void record(Act act, LoginSession session) {
    tx.record(
        new AuditEvent(
            act, session.account(), "", "", Optional.of(hash(session)), Optional.empty()));
  }

  /** The hash of what never changes of a session. */
  static Hash hash(LoginSession session) {
    return RecordHash.of(session.secret(), session.account(), session.opened());
  }

  @Override
  public Optional<LoginSession> bySecret(SessionSecret secret) {
    return tx.sql()
        .one("select * from sessions where secret = ?", SessionRows::session, secret.hash())
        .filter(one -> MessageDigest.isEqual(one.secret().bytes(), secret.hash().bytes()));
  }

  @Override
  public void seen(LoginSession session) {
    tx.sql().update("update sessions set seen = ? where secret = ?", tx.now(), session.secret());
  }

  @Override
  public void end(LoginSession session) {
    if (tx.sql().update("delete from sessions where secret = ?", session.secret()) > 0) {
      record(Act.LOGGED_OUT, session);
    }
  }

  @Override
  public int endAll(Id.Account account) {
    int ended = tx.sql().update("delete from sessions where account = ?", account);
    if (ended > 0) {
      tx.record(AuditEvent.of(Act.SESSIONS_ENDED, account, "", Integer.toString(ended)));
    }
    return ended;
  }

  @Override
  public int endAll() {
    return tx
        .sql()
        .list(
            "select distinct account from sessions order by account",
            row -> row.id("account", Id.Account::new))
        .stream()
        .mapToInt(this::endAll)
        .sum();
  }

  @Override
  public List<LoginSession> of(Id.Account account) {
    return tx.sql()
        .list(
            "select * from sessions where account = ? order by opened desc, secret",
            SessionRows::session,
            account);
  }

  /** Sessions that are gone were forgotten or ended, and the log alone knows which. */
  @Override
  public boolean wereEnded(Id.Account account, Instant since) {
    return tx.sql()
        .one(
            "select 1 as n from audit_log where object = ? and at >= ? and act in "
                + Sql.marks(ENDS.size())
                + " limit 1",
            row -> true,
            Stream.concat(Stream.of(account, since), ENDS.stream().map(Act::key)).toArray())
        .isPresent();
  }

  @Override
  public int forget(LoginSession.Limits limits) {
    return tx.sql()
        .update(
            "delete from sessions where seen < ? or opened < ?",
            tx.now().minus(limits.idle()),
            tx.now().minus(limits.absolute()));
  }

  static LoginSession session(Sql.Row row) {
    return new LoginSession(
        row.hash("secret"),
        row.id("account", Id.Account::new),
        row.instant("opened"),
        row.instant("seen"));
  }
}
