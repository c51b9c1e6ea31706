package org.allnet.service.web.access;

import java.lang.System.Logger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.RecoveryCode;
import org.allnet.service.domain.Totp;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.SecondFactors.SecondFactor;
import org.allnet.service.store.Store;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.Visit;

/** Checks what people with passwords show beside them. Thread-safe. */
public final class SecondFactorCheck {

  private static final Logger LOG = System.getLogger(SecondFactorCheck.class.getPackageName());

  /** For how long a password that was right waits for its second factor. */
  private static final Duration KEPT = Duration.ofMinutes(5);

  private static final int MOST_KEPT = 10_000;
  private static final HttpFailure WRONG =
      new HttpFailure(
          401, "This is not the one-time password of this moment, or it was used already.");

  private record HalfIn(Id.Account account, String login, Instant since) {}

  private final Store store;
  private final Clock clock;
  private final SecretBox box;
  private final Set<UserRole> required;
  private final LoginLimits limits;
  private final SecureRandom random = new SecureRandom();
  private final Map<Hash, HalfIn> halfIn = new HashMap<>();

  /**
   * Checks the second factors of a store's people.
   *
   * @param store where they are
   * @param clock tells the time
   * @param box opens their secrets
   * @param required whoever has one of these roles and a password needs one
   */
  public SecondFactorCheck(Store store, Clock clock, SecretBox box, Set<UserRole> required) {
    this.store = store;
    this.clock = clock;
    this.box = box;
    this.required = required;
    // Apart from the passwords': a right password must not give new tries of codes.
    this.limits = new LoginLimits(clock);
  }

  /**
   * Returns whether a person has one that counts.
   *
   * @param account who
   */
  public boolean has(Account account) {
    return store
        .read(tx -> tx.secondFactors().of(account.id()))
        .filter(SecondFactor::set)
        .isPresent();
  }

  /**
   * Returns whether a person needs one by the settings.
   *
   * @param account who
   */
  public boolean isRequired(Account account) {
    if (required.isEmpty() || account.password().isEmpty()) {
      return false;
    }
    Set<UserRole> roles = new TreeSet<>(account.roles());
    account.memberships().values().forEach(roles::addAll);
    return roles.stream().anyMatch(required::contains);
  }

  /**
   * Returns whether a person has to set one up before anything else.
   *
   * @param account who
   */
  public boolean isAwaited(Account account) {
    return isRequired(account) && !has(account);
  }

  /**
   * Returns whether a key was made by somebody who had shown enough: if a second factor is needed,
   * the key must not be older than it, since a password alone may have made it.
   *
   * @param account the owner
   * @param made when it was made
   */
  boolean covers(Account account, Instant made) {
    return !isRequired(account)
        || store
            .read(tx -> tx.secondFactors().since(account.id()))
            .filter(since -> !made.isBefore(since))
            .isPresent();
  }

  /**
   * Remembers that somebody gave the right password.
   *
   * @param account who
   * @return what the next form has to send along
   */
  String remember(Account account) {
    byte[] bits = new byte[32];
    random.nextBytes(bits);
    String token = HexFormat.of().formatHex(bits);
    synchronized (halfIn) {
      if (halfIn.size() > MOST_KEPT) {
        Instant oldest = clock.instant().minus(KEPT);
        halfIn.values().removeIf(one -> one.since().isBefore(oldest));
      }
      halfIn.put(Hash.of(token), new HalfIn(account.id(), account.login(), clock.instant()));
    }
    return token;
  }

  /**
   * Returns the person who gave the right password before and the right code now.
   *
   * @param visit the request
   * @param address from where it comes
   * @param token what the form sent along
   * @param typed a one-time password or a recovery code
   * @throws HttpFailure if the code is wrong, was used, or too much was tried; 403 if the log-in
   *     has to begin again
   */
  Account finished(Visit visit, String address, String token, String typed) {
    HalfIn half;
    synchronized (halfIn) {
      half = halfIn.get(Hash.of(token));
    }
    if (half == null || half.since().plus(KEPT).isBefore(clock.instant())) {
      throw new HttpFailure(403, "This took too long. Log in again.");
    }
    Optional<Account> known = store.read(tx -> tx.accounts().get(half.account()));
    if (known.isEmpty() || known.get().disabled().isPresent()) {
      throw new HttpFailure(403, "This account may not log in.");
    }
    require(visit, known.get(), address, typed);
    synchronized (halfIn) {
      halfIn.remove(Hash.of(token));
    }
    return known.get();
  }

  /**
   * Checks a one-time password or a recovery code of a person, and takes it.
   *
   * @param visit the request
   * @param account who
   * @param address from where it comes
   * @param typed what was typed
   * @throws HttpFailure if it is wrong, was used, or too much was tried
   */
  void require(Visit visit, Account account, String address, String typed) {
    Optional<Duration> pause = limits.pause(account.login(), address);
    if (pause.isPresent()) {
      throw new HttpFailure(
          429,
          "Too many codes were wrong. Try again in %d minutes."
              .formatted(1 + pause.get().toMinutes()),
          pause.get());
    }
    limits.tried(account.login(), address);
    if (!isTaken(visit, account, typed)) {
      LOG.log(
          Logger.Level.WARNING,
          "second factor refused for account {0}; request {1}",
          account.id().text(),
          visit.requestId());
      throw WRONG;
    }
    limits.succeeded(account.login(), address);
  }

  private boolean isTaken(Visit visit, Account account, String typed) {
    Optional<RecoveryCode> code = RecoveryCode.parse(typed);
    if (code.isPresent()) {
      return store.write(
          Cookies.actor(account, visit),
          tx ->
              tx.secondFactors().of(account.id()).filter(SecondFactor::set).isPresent()
                  && tx.secondFactors().take(account.id(), code.get()));
    }
    return store.write(
        Cookies.actor(account, visit),
        tx -> {
          Optional<SecondFactor> kept =
              tx.secondFactors().of(account.id()).filter(SecondFactor::set);
          OptionalLong step =
              kept.flatMap(one -> totp(account, one))
                  .map(one -> one.accepted(typed, clock.instant(), kept.get().lastStep()))
                  .orElse(OptionalLong.empty());
          return step.isPresent() && tx.secondFactors().take(account.id(), step.getAsLong());
        });
  }

  private Optional<Totp> totp(Account account, SecondFactor kept) {
    Optional<Totp> opened = box.open(kept.sealed(), account.id().text()).map(Totp::new);
    if (opened.isEmpty()) {
      LOG.log(
          Logger.Level.ERROR,
          "the second factor of account {0} was sealed by another key than the one in the folder:"
              + " recovery codes work, or an administrator resets it",
          account.id().text());
    }
    return opened;
  }

  /**
   * Returns the secret that a person is about to set up.
   *
   * @param account who
   * @return empty if the person has not begun, or has a second factor already
   */
  Optional<Totp> proposed(Account account) {
    return store
        .read(tx -> tx.secondFactors().of(account.id()))
        .filter(one -> !one.set())
        .flatMap(one -> totp(account, one));
  }

  /**
   * Gives a person a new secret to set up, unless the person has a second factor already.
   *
   * @param visit the request of the person
   */
  void propose(Visit visit) {
    Id.Account account = visit.account().id();
    String sealed = box.seal(Totp.fresh(random).secret(), account.text());
    store.change(visit.actor(), tx -> tx.secondFactors().propose(account, sealed));
  }

  /**
   * Has the secret count from now on.
   *
   * @param visit the request
   * @param typed a one-time password of the secret
   * @return the recovery codes
   * @throws HttpFailure if it is wrong
   */
  List<RecoveryCode> set(Visit visit, String typed) {
    Account account = visit.account();
    List<RecoveryCode> codes = RecoveryCode.fresh(random);
    boolean set =
        store.write(
            visit.actor(),
            tx -> {
              Optional<SecondFactor> kept = tx.secondFactors().of(account.id());
              OptionalLong step =
                  kept.filter(one -> !one.set())
                      .flatMap(one -> totp(account, one))
                      .map(one -> one.accepted(typed, clock.instant(), 0))
                      .orElse(OptionalLong.empty());
              return step.isPresent()
                  && tx.secondFactors().set(account.id(), step.getAsLong(), codes);
            });
    if (!set) {
      throw new HttpFailure(
          422,
          "This is not the one-time password of this moment. Is the clock of your telephone right?");
    }
    return codes;
  }
}
