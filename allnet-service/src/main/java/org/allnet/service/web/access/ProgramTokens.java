package org.allnet.service.web.access;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Account;
import org.allnet.service.store.Store;
import org.allnet.service.web.oidc.Provider;
import org.allnet.service.web.oidc.ProviderFailure;
import org.allnet.service.web.oidc.RoleRules;
import org.allnet.service.web.oidc.Vouched;
import org.allnet.service.web.route.Caller;
import org.allnet.service.web.route.HttpFailure;

/** Tells for whom a program asks that shows a token of the provider. Thread-safe. */
public final class ProgramTokens {

  private final Provider provider;
  private final Store store;
  private final LoginLimits limits;

  /**
   * Takes tokens of a provider.
   *
   * @param provider who makes them
   * @param store where the people are
   * @param clock tells the time
   */
  public ProgramTokens(Provider provider, Store store, Clock clock) {
    this.provider = provider;
    this.store = store;
    this.limits = new LoginLimits(clock);
  }

  /** Whether a text looks like one; a key has no dots. */
  static boolean isOne(String shown) {
    return shown.chars().filter(sign -> sign == '.').count() == 2;
  }

  /**
   * Returns for whom a program asks.
   *
   * @param token what it shows
   * @param address from where it asks
   * @throws HttpFailure if the token is not taken, its account may do nothing, or the provider
   *     can't be asked
   */
  Caller caller(String token, String address) {
    Optional<Duration> pause = limits.pause(address);
    if (pause.isPresent()) {
      throw new HttpFailure(429, "Too many tokens were not taken. Try again later.", pause.get());
    }
    Vouched vouched;
    try {
      vouched = provider.program(token);
    } catch (ProviderFailure e) {
      if (e.reason() == ProviderFailure.Reason.UNREACHABLE) {
        throw new HttpFailure(
            503, "The provider of tokens can't be reached. Try again.", Duration.ofSeconds(15));
      }
      limits.tried(address);
      throw refused(e.words());
    }
    Account account =
        store
            .read(tx -> tx.identities().account(vouched.identity()).flatMap(tx.accounts()::get))
            .filter(one -> one.disabled().isEmpty())
            .orElseThrow(() -> refused("its subject has no account here that may log in"));
    return new Caller.Token(
        withRoles(account, vouched), provider.settings().roles().areGiven(), vouched.expires());
  }

  /** If the provider gives the roles, this token says which; nothing of it is kept. */
  private Account withRoles(Account account, Vouched vouched) {
    RoleRules rules = provider.settings().roles();
    if (!rules.areGiven()) {
      return account;
    }
    try {
      return ProviderAccounts.with(
          account, rules.of(vouched.claims(), store.read(tx -> tx.projects().all())));
    } catch (InputException e) {
      throw refused("its roles exclude each other");
    }
  }

  private static HttpFailure refused(String words) {
    return new HttpFailure(401, "The token is not taken: " + words + ".");
  }
}
