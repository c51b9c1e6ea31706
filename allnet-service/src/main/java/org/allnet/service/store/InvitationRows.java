package org.allnet.service.store;

import java.time.Instant;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.InvitationCode;
import org.allnet.service.domain.PasswordHash;

/** Invitations as rows. */
final class InvitationRows implements Invitations {

  private final Transaction tx;

  InvitationRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public void issue(Id.Account account, InvitationCode code, Instant until) {
    if (tx.accounts().get(account).filter(one -> one.disabled().isEmpty()).isEmpty()) {
      throw new InputException("account: there is none of this id that is not disabled");
    }
    if (tx.identities().of(account).isPresent()) {
      throw new InputException("account: logs in at the provider, and has no password here");
    }
    tx.record(
        new AuditEvent(
            Act.INVITED,
            account,
            "",
            "",
            Optional.of(hash(code.hash(), account, until)),
            Optional.empty()));
    tx.sql().update("delete from invitations where account = ?", account);
    tx.sql()
        .insert(
            "invitation",
            "insert into invitations (secret, account, until) values (?, ?, ?)",
            code.hash(),
            account,
            until);
  }

  /** The hash of an invitation. */
  static Hash hash(Hash secret, Id.Account account, Instant until) {
    return RecordHash.of(secret, account, until);
  }

  @Override
  public Optional<Id.Account> bySecret(InvitationCode code) {
    return tx.sql()
        .one(
            "select i.account from invitations i join accounts a on a.id = i.account"
                + " where i.secret = ? and i.until > ? and a.disabled is null",
            row -> row.id("account", Id.Account::new),
            code.hash(),
            tx.now());
  }

  @Override
  public int withdrawAll() {
    return tx.sql().update("delete from invitations");
  }

  @Override
  public Optional<Id.Account> accept(InvitationCode code, PasswordHash password) {
    Optional<Id.Account> invited = bySecret(code);
    invited.ifPresent(
        account -> {
          tx.sql().update("delete from invitations where account = ?", account);
          tx.accounts().changePassword(account, password);
        });
    return invited;
  }
}
