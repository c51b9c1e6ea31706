package org.allnet.service.web.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.ApiKey;
import org.allnet.service.domain.Identity;
import org.allnet.service.domain.LoginSession;
import org.allnet.service.store.Store;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.oidc.OidcSettings;
import org.allnet.service.web.oidc.Renewal;

/**
 * Tells how long sessions and keys of a person count: those of people for whom a provider vouches
 * until it has to be asked again, those of others as long as local accounts may log in and have
 * shown enough. Thread-safe.
 */
public final class Vouching {

  private final Store store;
  private final LoginSession.Limits limits;
  private final LocalAccounts local;
  private final SecondFactorCheck factors;
  private final Optional<OidcSettings> provider;

  /**
   * Knows the people of a store.
   *
   * @param store where they are
   * @param limits how long sessions last at most
   * @param local whether accounts with passwords may log in
   * @param factors who needs a second factor
   * @param provider who vouches for people, if somebody does
   */
  public Vouching(
      Store store,
      LoginSession.Limits limits,
      LocalAccounts local,
      SecondFactorCheck factors,
      Optional<OidcSettings> provider) {
    this.store = store;
    this.limits = limits;
    this.local = local;
    this.factors = factors;
    this.provider = provider;
  }

  private record Bound(Identity identity, Instant lastLogIn) {}

  private Optional<Bound> bound(Account account) {
    return account.password().isPresent()
        ? Optional.empty()
        : store.read(
            tx ->
                tx.identities()
                    .of(account.id())
                    .map(identity -> new Bound(identity, lastLogIn(tx, account))));
  }

  private static Instant lastLogIn(Transaction tx, Account account) {
    return tx.identities().lastLogIn(account.id()).orElse(Instant.MIN);
  }

  /** The provider that vouches for somebody, unless the service goes by another one, or by none. */
  private Optional<Renewal> renewal(Bound bound) {
    return provider
        .filter(one -> one.issuer().equals(bound.identity().issuer()))
        .map(OidcSettings::renewal);
  }

  /** {@return how long sessions last of people who are not asked again} */
  LoginSession.Limits usual() {
    return limits;
  }

  /**
   * Returns how long sessions of a person last.
   *
   * @param account who
   * @return empty if the person may not log in any more
   */
  Optional<LoginSession.Limits> limits(Account account) {
    Optional<Bound> bound = bound(account);
    if (bound.isEmpty()) {
      return local.permit(account) ? Optional.of(limits) : Optional.empty();
    }
    return renewal(bound.get())
        .map(
            renewal ->
                new LoginSession.Limits(
                    limits.idle(), shorter(limits.absolute(), renewal.sessions())));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * Returns why a key that was neither revoked nor has expired is not taken.
   *
   * @param key the key
   * @param owner whose it is
   * @param now the time
   * @return in words, for who holds the key; empty if it is taken
   */
  Optional<String> against(ApiKey key, Account owner, Instant now) {
    Optional<Bound> bound = bound(owner);
    if (bound.isEmpty()) {
      if (!local.permit(owner)) {
        return Optional.of("Local accounts are switched off, and their keys with them.");
      }
      return factors.covers(owner, key.created())
          ? Optional.empty()
          : Optional.of(
              "The owner of this key needs a second factor, and the key is not younger than one."
                  + " Make a new key.");
    }
    Optional<Renewal> renewal = renewal(bound.get());
    if (renewal.isEmpty()) {
      return Optional.of("Nobody vouches for the owner of this key any more.");
    }
    Duration kept = renewal.get().keys();
    return now.isBefore(bound.get().lastLogIn().plus(kept))
        ? Optional.empty()
        : Optional.of(
            "The owner of this key has not logged in for %d days. The key is taken again after the next log-in."
                .formatted(kept.toDays()));
  }
}
