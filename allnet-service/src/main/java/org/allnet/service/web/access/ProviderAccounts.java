package org.allnet.service.web.access;

import java.lang.System.Logger;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Names;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.oidc.OidcSettings;
import org.allnet.service.web.oidc.ProviderFailure;
import org.allnet.service.web.oidc.RoleRules;
import org.allnet.service.web.oidc.Vouched;
import org.allnet.service.web.route.Visit;

/**
 * The accounts of people for whom a provider vouches. An account is found by issuer and subject,
 * never by a name or an address of mail. Thread-safe.
 */
final class ProviderAccounts {

  private static final Logger LOG = System.getLogger(ProviderAccounts.class.getPackageName());

  private final OidcSettings settings;

  ProviderAccounts(OidcSettings settings) {
    this.settings = settings;
  }

  /** An account with the roles of now; or why it may not log in. */
  private record Outcome(Optional<Account> account, String words) {}

  /**
   * Returns the account of somebody who logged in, with the roles that the provider gives now.
   *
   * @throws ProviderFailure if there is none and none may be made, or it may not log in
   */
  Account logIn(Visit visit, Vouched vouched) {
    if (settings.roles().isLeftOut(vouched.claims())) {
      throw refused(
          "The provider left your groups out since you are in too many. Tell your administrator: app roles are sent always.");
    }
    Outcome outcome;
    try {
      outcome =
          visit
              .store()
              .write(
                  new Actor.Service("provider", visit.requestId()),
                  tx -> outcome(tx, visit, vouched));
    } catch (InputException e) {
      // Such as roles that exclude each other, or the last administrator who would be none. What
      // the person may do is no longer what the provider says: nothing goes on by it.
      visit
          .store()
          .change(
              new Actor.Service("provider", visit.requestId()),
              tx -> tx.identities().account(vouched.identity()).ifPresent(id -> end(tx, id)));
      throw refused("The provider gives you roles that can't be: " + e.getMessage());
    }
    return outcome.account().orElseThrow(() -> refused(outcome.words()));
  }

  private Outcome outcome(Transaction tx, Visit visit, Vouched vouched) {
    RoleRules.Roles roles = settings.roles().of(vouched.claims(), tx.projects().all());
    Optional<Id.Account> known = tx.identities().account(vouched.identity());
    Account account;
    if (known.isPresent()) {
      account = tx.accounts().get(known.get()).orElseThrow();
    } else {
      Optional<String> obstacle = obstacle(tx, vouched, roles);
      if (obstacle.isPresent()) {
        return new Outcome(Optional.empty(), obstacle.get());
      }
      account = made(visit, vouched);
      tx.accounts().add(account);
      tx.identities().bind(account.id(), vouched.identity());
    }
    if (account.disabled().isPresent()) {
      end(tx, account.id());
      return new Outcome(Optional.empty(), "Your account here is disabled.");
    }
    if (settings.roles().areGiven()) {
      Account now = with(account, roles);
      if (!now.roles().equals(account.roles())
          || !now.memberships().equals(account.memberships())) {
        tx.accounts().changeRoles(now);
      }
      if (roles.isEmpty()) {
        end(tx, account.id());
        return new Outcome(Optional.empty(), NO_ROLE);
      }
      account = now;
    }
    Id.Account id = account.id();
    vouched.entered().ifPresent(at -> tx.identities().entered(id, at));
    return new Outcome(Optional.of(account), "");
  }

  /** Ends what the person may have open elsewhere, and what acts in the person's place. */
  private static void end(Transaction tx, Id.Account account) {
    tx.sessions().endAll(account);
    tx.apiKeys().revokeAll(account);
  }

  private static final String NO_ROLE =
      "Your laboratory's directory gives you no role here. Ask for one there.";

  /** Why no account is made; one that changes nothing and is kept by nobody. */
  private Optional<String> obstacle(Transaction tx, Vouched vouched, RoleRules.Roles roles) {
    String hint =
        " Hand your subject at the provider to an administrator: " + vouched.identity().subject();
    String login = login(vouched);
    String alike = Names.alike(login);
    if (tx.accounts().all().stream().anyMatch(one -> Names.alike(one.login()).equals(alike))) {
      LOG.log(Logger.Level.WARNING, "log-in refused: an account of the same name is not theirs");
      return Optional.of(
          "There is an account of this name already. A name alone opens none: an administrator has to bind it to you, or give it another name."
              + hint);
    }
    if (!settings.newAccounts()) {
      return Optional.of("There is no account for you here yet." + hint);
    }
    return settings.roles().areGiven() && roles.isEmpty() ? Optional.of(NO_ROLE) : Optional.empty();
  }

  private static String login(Vouched vouched) {
    return vouched.text("preferred_username").orElse(vouched.identity().subject());
  }

  /** A name that can be kept: people are known by their logins. */
  private static String cut(String name) {
    return Names.seen(name.substring(0, Math.min(name.length(), Names.LONGEST)));
  }

  /**
   * Makes the account.
   *
   * @throws ProviderFailure if it can't be called so
   */
  private static Account made(Visit visit, Vouched vouched) {
    String login = login(vouched);
    try {
      Names.requireNew("login", login);
    } catch (InputException e) {
      throw refused(
          "The provider calls you by a name that no account here can have. Tell your administrator: "
              + e.getMessage());
    }
    return new Account(
        Id.Account.fresh(),
        login,
        vouched
            .text("name")
            .map(ProviderAccounts::cut)
            .filter(name -> !name.isEmpty())
            .orElse(login),
        Optional.empty(),
        Set.of(),
        Map.of(),
        visit.now().truncatedTo(ChronoUnit.MICROS),
        Optional.empty());
  }

  /**
   * Returns an account with the roles that a token gives, if the provider gives them.
   *
   * @throws InputException if they exclude each other
   */
  static Account with(Account account, RoleRules.Roles roles) {
    return new Account(
        account.id(),
        account.login(),
        account.name(),
        account.password(),
        roles.service(),
        roles.memberships(),
        account.created(),
        account.disabled());
  }

  private static ProviderFailure refused(String words) {
    return new ProviderFailure(ProviderFailure.Reason.REFUSED, words);
  }
}
