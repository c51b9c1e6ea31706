package org.allnet.service.store;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Names;
import org.allnet.service.domain.PasswordHash;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.UserRole;

/** People as rows. */
final class AccountRows implements Accounts {

  private final Transaction tx;

  AccountRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public void add(Account account) {
    Names.requireSeen("login", account.login());
    Names.requireSeen("account", account.name());
    record(Act.ACCOUNT_CREATED, account.id(), words(account), hash(account));
    account
        .password()
        .ifPresent(
            chosen -> record(Act.PASSWORD_CHANGED, account.id(), "", hash(account.id(), chosen)));
    tx.sql()
        .insert(
            "login " + account.login(),
            "insert into accounts (id, login, name, password, roles, created, disabled)"
                + " values (?, ?, ?, ?, ?, ?, ?)",
            account.id(),
            account.login(),
            account.name(),
            account.password().map(PasswordHash::text),
            joined(account.roles()),
            account.created(),
            account.disabled());
    addMemberships(account);
  }

  private void record(Act act, Id.Account account, String after, Hash row) {
    tx.record(new AuditEvent(act, account, "", after, Optional.of(row), Optional.empty()));
  }

  /** The hash of what never changes of a person. */
  static Hash hash(Account account) {
    return RecordHash.of(account.id(), account.login(), account.name(), account.created());
  }

  /** The hash of what is kept of a password. */
  static Hash hash(Id.Account account, PasswordHash password) {
    return RecordHash.of(account, password.text());
  }

  private void addMemberships(Account account) {
    account
        .memberships()
        .forEach(
            (project, roles) ->
                roles.forEach(
                    role ->
                        tx.sql()
                            .insert(
                                "membership",
                                "insert into memberships (account, project, role)"
                                    + " values (?, ?, ?)",
                                account.id(),
                                project,
                                role.key())));
  }

  @Override
  public void changeRoles(Account account) {
    Account before = require(account.id());
    tx.record(AuditEvent.of(Act.ROLES_CHANGED, account.id(), words(before), words(account)));
    tx.sql()
        .update(
            "update accounts set roles = ? where id = ?", joined(account.roles()), account.id());
    tx.sql().update("delete from memberships where account = ?", account.id());
    addMemberships(account);
    requireAdministrator(before);
  }

  @Override
  public void changePassword(Id.Account id, PasswordHash password) {
    require(id);
    record(Act.PASSWORD_CHANGED, id, "", hash(id, password));
    tx.sql().update("update accounts set password = ? where id = ?", password.text(), id);
    tx.sql().update("delete from sessions where account = ?", id);
  }

  @Override
  public void disable(Id.Account id) {
    Account before = require(id);
    if (before.disabled().isPresent()) {
      return;
    }
    tx.record(AuditEvent.of(Act.ACCOUNT_DISABLED, id, "", ""));
    tx.sql().update("update accounts set disabled = ? where id = ?", tx.now(), id);
    tx.sql().update("delete from sessions where account = ?", id);
    tx.apiKeys().of(id).stream()
        .filter(key -> key.revoked().isEmpty())
        .forEach(key -> tx.apiKeys().revoke(key.id()));
    requireAdministrator(before);
  }

  /** Refuses a change after which nobody could undo it. The log's lock keeps two from doing so. */
  private void requireAdministrator(Account before) {
    if (before.may(Permission.MANAGE_ACCOUNTS)
        && all().stream().noneMatch(one -> one.may(Permission.MANAGE_ACCOUNTS) && getsIn(one))) {
      throw new InputException(
          "account: is the last administrator who can log in; make another one first, who has"
              + " chosen a password or logged in through the provider");
    }
  }

  /** Whether somebody can log in by now: who was only invited may never do so. */
  private boolean getsIn(Account account) {
    return account.password().isPresent() || tx.identities().of(account.id()).isPresent();
  }

  /**
   * Refuses who may not do something in a project by now: in the transaction that does it, so that
   * nothing comes between.
   */
  static void requirePermission(
      Transaction tx, Id.Account id, Permission permission, Id.Project in) {
    if (tx.accounts()
        .get(id)
        .filter(one -> one.disabled().isEmpty() && one.may(permission, in))
        .isEmpty()) {
      throw new InputException(
          "account: may not do this any more; ask your administrator which roles it has");
    }
  }

  private Account require(Id.Account id) {
    return get(id).orElseThrow(() -> new InputException("account: there is none of this id"));
  }

  @Override
  public Optional<Account> get(Id.Account id) {
    return tx.sql().one("select * from accounts where id = ?", row -> account(row), id);
  }

  @Override
  public Optional<Account> byLogin(String login) {
    return tx.sql().one("select * from accounts where login = ?", row -> account(row), login);
  }

  @Override
  public List<Account> all() {
    Map<Id.Account, Map<Id.Project, Set<UserRole>>> memberships = new HashMap<>();
    tx.sql()
        .each(
            "select account, project, role from memberships",
            member ->
                add(
                    member,
                    memberships.computeIfAbsent(
                        member.id("account", Id.Account::new), one -> new HashMap<>())));
    return tx.sql()
        .list(
            "select * from accounts order by login",
            row -> account(row, memberships.getOrDefault(row.id("id", Id.Account::new), Map.of())));
  }

  private static void add(Sql.Row member, Map<Id.Project, Set<UserRole>> memberships) {
    memberships
        .computeIfAbsent(
            member.id("project", Id.Project::new), one -> EnumSet.noneOf(UserRole.class))
        .add(role(member.text("role")));
  }

  /** The person of a row of accounts. */
  Account account(Sql.Row row) {
    Map<Id.Project, Set<UserRole>> memberships = new HashMap<>();
    tx.sql()
        .each(
            "select project, role from memberships where account = ?",
            member -> add(member, memberships),
            row.id("id", Id.Account::new));
    return account(row, memberships);
  }

  private static Account account(Sql.Row row, Map<Id.Project, Set<UserRole>> memberships) {
    Id.Account id = row.id("id", Id.Account::new);
    String roles = row.text("roles");
    return new Account(
        id,
        row.text("login"),
        row.text("name"),
        row.maybe("password").map(PasswordHash::parse),
        roles.isEmpty()
            ? Set.of()
            : Arrays.stream(roles.split(",")).map(AccountRows::role).collect(Collectors.toSet()),
        memberships,
        row.instant("created"),
        row.maybeInstant("disabled"));
  }

  private static UserRole role(String key) {
    return UserRole.valueOf(key.toUpperCase(Locale.ROOT));
  }

  private static String joined(Set<UserRole> roles) {
    return roles.stream().sorted().map(UserRole::key).collect(Collectors.joining(","));
  }

  /** All roles in words, those of projects with the project's id. */
  static String words(Account account) {
    Set<String> words = new TreeSet<>();
    account.roles().forEach(role -> words.add(role.key()));
    account
        .memberships()
        .forEach(
            (project, roles) ->
                roles.forEach(role -> words.add(role.key() + "@" + project.text())));
    return String.join(" ", words);
  }
}
