package org.allnet.service.store;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Identity;
import org.allnet.service.domain.Permission;

/** Identities as rows. */
final class IdentityRows implements Identities {

  private final Transaction tx;

  IdentityRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public void bind(Id.Account account, Identity identity) {
    if (tx.accounts().get(account).filter(one -> one.disabled().isEmpty()).isEmpty()) {
      throw new InputException("account: there is none of this id that is not disabled");
    }
    if (of(account).isPresent()) {
      throw new InputException("account: is bound to the provider already; make another account");
    }
    // The log names nobody: a provider's subject may be an address of mail.
    tx.record(AuditEvent.of(Act.IDENTITY_BOUND, account, "", hash(identity).hex()));
    tx.sql()
        .insert(
            "subject at the provider",
            "insert into identities (issuer, subject, account, since) values (?, ?, ?, ?)",
            identity.issuer(),
            identity.subject(),
            account,
            tx.now());
    tx.sql().update("update accounts set password = null where id = ?", account);
    tx.sql().update("delete from invitations where account = ?", account);
    tx.secondFactors().reset(account);
    tx.sessions().endAll(account);
  }

  /** The hash of an identity. */
  static Hash hash(Identity identity) {
    return Hash.of(identity.issuer() + " " + identity.subject());
  }

  @Override
  public Optional<Id.Account> account(Identity identity) {
    return tx.sql()
        .one(
            "select account from identities where issuer = ? and subject = ?",
            row -> row.id("account", Id.Account::new),
            identity.issuer(),
            identity.subject());
  }

  @Override
  public Optional<Identity> of(Id.Account account) {
    return tx.sql()
        .one(
            "select issuer, subject from identities where account = ?",
            row -> new Identity(row.text("issuer"), row.text("subject")),
            account);
  }

  @Override
  public Set<Id.Account> bound() {
    return Set.copyOf(
        tx.sql().list("select account from identities", row -> row.id("account", Id.Account::new)));
  }

  @Override
  public boolean entered(Id.Account account, Instant entered) {
    return tx.sql()
            .update(
                "update identities set last_entry = ? where account = ?"
                    + " and (last_entry is null or last_entry < ?)",
                entered,
                account,
                entered)
        > 0;
  }

  @Override
  public Optional<Instant> lastLogIn(Id.Account account) {
    return tx.sql()
        .one(
            "select coalesce(last_login, since) as at from identities where account = ?",
            row -> row.instant("at"),
            account);
  }

  /** Remembers that a person logged in, if that was at the provider. */
  void loggedIn(Id.Account account, Instant at) {
    tx.sql().update("update identities set last_login = ? where account = ?", at, account);
  }

  @Override
  public boolean haveAdministrator(String issuer) {
    return tx
        .sql()
        .list(
            "select account from identities where issuer = ?",
            row -> row.id("account", Id.Account::new),
            issuer)
        .stream()
        .flatMap(id -> tx.accounts().get(id).stream())
        .anyMatch((Account one) -> one.may(Permission.MANAGE_ACCOUNTS));
  }
}
