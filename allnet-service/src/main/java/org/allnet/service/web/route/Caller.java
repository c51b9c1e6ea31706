package org.allnet.service.web.route;

import java.time.Instant;
import java.util.Optional;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.ApiKey;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.LoginSession;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.Transaction;

/** Who asks, and by what that is known. */
public sealed interface Caller {

  /** {@return the person for whom it is asked} */
  Account account();

  /**
   * Returns the role by which something may be done in a project.
   *
   * @param permission one about cases of a project
   * @param project the project
   * @return empty if it may not
   */
  Optional<UserRole> roleFor(Permission permission, Id.Project project);

  /**
   * Returns the role by which something may be done in the whole service.
   *
   * @param permission one that is not about cases of a project
   * @return empty if it may not
   */
  Optional<UserRole> roleFor(Permission permission);

  /**
   * Returns whether a project may be known to whoever asks.
   *
   * @param project the project
   */
  boolean sees(Id.Project project);

  /**
   * Returns who asks, as the store knows them now: a request may take long.
   *
   * @param tx the transaction
   * @return empty if person, session or key ended since the request began
   */
  Optional<Caller> now(Transaction tx);

  private static Optional<Account> account(Transaction tx, Caller caller) {
    return tx.accounts().get(caller.account().id()).filter(account -> account.disabled().isEmpty());
  }

  /**
   * A person in a browser.
   *
   * @param account who
   * @param session since when
   * @param ends when the session ends unless another request comes
   * @param formToken what forms have to send
   */
  record Person(Account account, LoginSession session, Instant ends, String formToken)
      implements Caller {

    @Override
    public Optional<UserRole> roleFor(Permission permission, Id.Project project) {
      return account.roleFor(permission, project);
    }

    @Override
    public Optional<UserRole> roleFor(Permission permission) {
      return account.roleFor(permission);
    }

    @Override
    public boolean sees(Id.Project project) {
      return account.memberships().containsKey(project);
    }

    /** A session that only grew too old during the request ends behind it. */
    @Override
    public Optional<Caller> now(Transaction tx) {
      return Caller.account(tx, this)
          .filter(
              known ->
                  tx.sessions().of(known.id()).stream()
                          .anyMatch(one -> one.secret().equals(session.secret()))
                      || (!tx.now().isBefore(ends)
                          && !tx.sessions().wereEnded(known.id(), session.seen())))
          .map(known -> new Person(known, session, ends, formToken));
    }
  }

  /**
   * A program that shows a token of the provider at which people log in. Like one with a key it
   * never signs and never manages people.
   *
   * @param account for whom it acts, with the roles of now
   * @param saysRoles whether the token says the roles, and not the store
   * @param expires from when on the token is worth nothing
   */
  record Token(Account account, boolean saysRoles, Instant expires) implements Caller {

    @Override
    public Optional<UserRole> roleFor(Permission permission, Id.Project project) {
      return permission.isForPrograms() ? account.roleFor(permission, project) : Optional.empty();
    }

    @Override
    public Optional<UserRole> roleFor(Permission permission) {
      return permission.isForPrograms() ? account.roleFor(permission) : Optional.empty();
    }

    @Override
    public boolean sees(Id.Project project) {
      return account.memberships().containsKey(project);
    }

    @Override
    public Optional<Caller> now(Transaction tx) {
      return Caller.account(tx, this)
          .map(known -> saysRoles ? this : new Token(known, false, expires));
    }
  }

  /**
   * A program.
   *
   * @param account for whom it acts
   * @param key what it showed
   * @param at when
   */
  record Program(Account account, ApiKey key, Instant at) implements Caller {

    @Override
    public Optional<UserRole> roleFor(Permission permission, Id.Project project) {
      return key.may(permission, project, account, at)
          ? account.roleFor(permission, project)
          : Optional.empty();
    }

    @Override
    public Optional<UserRole> roleFor(Permission permission) {
      return key.may(permission, account, at) ? account.roleFor(permission) : Optional.empty();
    }

    @Override
    public boolean sees(Id.Project project) {
      return key.project().map(project::equals).orElse(true)
          && account.memberships().containsKey(project);
    }

    @Override
    public Optional<Caller> now(Transaction tx) {
      return Caller.account(tx, this)
          .flatMap(
              known ->
                  tx.apiKeys().of(known.id()).stream()
                      .filter(one -> one.id().equals(key.id()) && one.revoked().isEmpty())
                      .findFirst()
                      .map(one -> new Program(known, one, at)));
    }
  }
}
