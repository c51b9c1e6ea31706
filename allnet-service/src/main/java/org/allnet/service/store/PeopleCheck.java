package org.allnet.service.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Identity;
import org.allnet.service.domain.LoginSession;

/** Compares people, what they may do and by what they are known with the audit log. */
final class PeopleCheck {

  /** A password of a line that is older than the hashes of rows. */
  private static final String UNBOUND = "unbound";

  private final StateCheck check;
  private final Sql sql;
  private final AccountRows accounts;

  PeopleCheck(StateCheck check, Sql sql, AccountRows accounts) {
    this.check = check;
    this.sql = sql;
    this.accounts = accounts;
  }

  void run() {
    check.made("accounts", Act.ACCOUNT_CREATED, row -> AccountRows.hash(accounts.account(row)));
    check.each(
        "accounts",
        "id",
        "select t.*, (select a.after_text "
            + StateCheck.LINES
            + " in ('account-created', 'roles-changed') order by a.sequence desc limit 1)"
            + " as log_roles, (select case when a.act = 'identity-bound' then 'none'"
            + " else coalesce(a.record, '"
            + UNBOUND
            + "') end "
            + StateCheck.LINES
            + " in ('password-changed', 'identity-bound') order by a.sequence desc limit 1)"
            + " as log_password"
            + " from accounts t",
        this::compare);
    check.done("accounts", "disabled", Act.ACCOUNT_DISABLED);
    check.made("api_keys", Act.KEY_CREATED, row -> ApiKeyRows.hash(ApiKeyRows.key(row)));
    check.done("api_keys", "revoked", Act.KEY_REVOKED);
    check.each("sessions", "account", "select * from sessions", this::compareSession);
    check.each("invitations", "account", "select * from invitations", this::compareInvitation);
    identities();
    secondFactors();
  }

  private void compare(Sql.Row row) {
    Account account = accounts.account(row);
    String id = account.id().text();
    String said = row.maybe("log_roles").orElse("");
    String is = AccountRows.words(account);
    check.same("accounts", id, "its roles", part(is, false), part(said, false));
    check.same("memberships", id, "its roles in projects", part(is, true), part(said, true));
    String kept =
        account.password().map(one -> AccountRows.hash(account.id(), one).hex()).orElse("none");
    String chosen = row.maybe("log_password").orElse("none");
    if (!chosen.equals(UNBOUND) && !kept.equals(chosen)) {
      check.add("accounts", id, "its password is none that the person chose");
    }
  }

  /** Of roles in words those of projects, or the others. */
  private static String part(String words, boolean ofProjects) {
    Predicate<String> wanted = word -> word.contains("@") == ofProjects;
    return Arrays.stream(words.split(" ")).filter(wanted).collect(Collectors.joining(" "));
  }

  private void compareSession(Sql.Row row) {
    LoginSession session = SessionRows.session(row);
    String account = session.account().text();
    Optional<Long> begun = line(account, "logged-in", SessionRows.hash(session));
    if (begun.isEmpty()) {
      check.add("sessions", account, "nobody logged in by this session");
      return;
    }
    boolean hasEnded =
        line(account, "logged-out", SessionRows.hash(session)).isPresent()
            || sql.count(
                    "select count(*) as n from audit_log where object = ? and sequence > ? and act"
                        + " in ('sessions-ended', 'password-changed', 'account-disabled')",
                    account,
                    begun.get())
                > 0;
    if (hasEnded) {
      check.add("sessions", account, "a session that has ended is there again");
    }
  }

  /** The last line of the log about an account that is tied to a row, or to none as older ones. */
  private Optional<Long> line(String account, String act, Hash row) {
    return sql.one(
        "select sequence from audit_log where object = ? and act = ? and (record = ?"
            + (act.equals("logged-in") ? " or record is null" : "")
            + ") order by sequence desc limit 1",
        found -> found.number("sequence"),
        account,
        act,
        row);
  }

  private void identities() {
    check.each(
        "identities",
        "account",
        "select i.*, (select a.after_text from audit_log a where a.object = i.account"
            + " and a.act = 'identity-bound' order by a.sequence desc limit 1) as said"
            + " from identities i",
        row -> {
          String is =
              IdentityRows.hash(new Identity(row.text("issuer"), row.text("subject"))).hex();
          if (!row.maybe("said").orElse("").equals(is)) {
            check.add("identities", row.text("account"), "nobody bound it to the account");
          }
        });
    // Whose last log-in is younger than any has keys that should rest.
    check.each(
        "identities",
        "account",
        "select i.account from identities i where i.last_login is not null and not exists (select"
            + " 1 from audit_log a where a.object = i.account and a.act = 'logged-in'"
            + " and a.at >= i.last_login)",
        row ->
            check.add(
                "identities", row.text("account"), "nobody has logged in as lately as it says"));
    check.none(
        "identities",
        "it was deleted",
        "select a.object as row from audit_log a where a.act = 'identity-bound'"
            + " and not exists (select 1 from identities i where i.account = a.object)");
  }

  /** Whoever took one away, or added a code, would need the password alone. */
  private void secondFactors() {
    String last =
        "(select case when a.act = 'second-factor-set' then coalesce(a.record, '"
            + UNBOUND
            + "') end "
            + StateCheck.LINES
            + " in ('second-factor-set', 'second-factor-reset') order by a.sequence desc limit 1)";
    check.each(
        "second_factors",
        "id",
        "select t.id, f.sealed, f.set_at, "
            + last
            + " as said from accounts t left join second_factors f on f.account = t.id"
            + " and f.set_at is not null",
        row -> {
          Optional<String> said = row.maybe("said");
          Optional<String> is =
              row.maybe("sealed")
                  .map(
                      secret -> SecondFactorRows.hash(row.id("id", Id.Account::new), secret).hex());
          if (said.filter(UNBOUND::equals).isEmpty() && !said.equals(is)) {
            check.add("second_factors", row.text("id"), "it is not the one that the person set");
          }
        });
    check.each(
        "recovery_codes",
        "account",
        "select c.account, c.code, (select a.after_text from audit_log a"
            + " where a.object = c.account and a.act = 'second-factor-set'"
            + " order by a.sequence desc limit 1) as said from recovery_codes c",
        row -> {
          String said = row.maybe("said").orElse("none");
          if (!said.isEmpty() && !said.contains(SecondFactorRows.tag(row.hash("code")))) {
            check.add("recovery_codes", row.text("account"), "it is none that the person got");
          }
        });
  }

  private void compareInvitation(Sql.Row row) {
    Id.Account account = row.id("account", Id.Account::new);
    Instant until = row.instant("until");
    Optional<String> last =
        sql.one(
            "select coalesce(record, '"
                + UNBOUND
                + "') as record from audit_log where object = ? and act = 'invited'"
                + " order by sequence desc limit 1",
            line -> line.text("record"),
            account);
    String is = InvitationRows.hash(row.hash("secret"), account, until).hex();
    if (last.filter(said -> said.equals(UNBOUND) || said.equals(is)).isEmpty()) {
      check.add("invitations", account.text(), "nobody was invited like this");
    }
  }
}
