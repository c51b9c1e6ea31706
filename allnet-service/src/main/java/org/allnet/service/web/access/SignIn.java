package org.allnet.service.web.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.PasswordHash;
import org.allnet.service.log.LogEvent;
import org.allnet.service.store.Store;
import org.allnet.service.web.route.Caller;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.Visit;

/**
 * Checks passwords: of those who log in, and again of those who sign. Thread-safe.
 *
 * <p>A login that there is not takes as long as one that there is, so nobody learns which there
 * are.
 */
public final class SignIn {

  /** Hashing is slow on purpose, so that it must not take all processors. */
  private static final int AT_ONCE = 2;

  private static final String DO_NOT_FIT = "Login and password don't fit.";

  private final Store store;
  private final Transport transport;
  private final LoginLimits limits;
  private final PasswordHash nobody;
  private final Semaphore hashing = new Semaphore(AT_ONCE);
  private final int iterations;
  private final SecureRandom random = new SecureRandom();
  private final LocalAccounts local;
  private final Optional<Confirmations> confirmations;

  /**
   * Checks the passwords of a store's people.
   *
   * @param store where they are
   * @param transport what is between a browser and this process
   * @param limits how often somebody may try
   * @param iterations how often new passwords are hashed
   * @param local whether accounts with passwords may log in
   * @param confirmations how people confirm for whom a provider vouches, if there is one
   */
  public SignIn(
      Store store,
      Transport transport,
      LoginLimits limits,
      int iterations,
      LocalAccounts local,
      Optional<Confirmations> confirmations) {
    this.local = local;
    this.confirmations = confirmations;
    this.store = store;
    this.transport = transport;
    this.limits = limits;
    this.iterations = iterations;
    // No password has this hash, and finding that out takes as long as for any other.
    this.nobody = new PasswordHash(iterations, "00".repeat(16), "00".repeat(32));
  }

  /**
   * Returns what is kept of a new password.
   *
   * @param password the password
   * @throws org.allnet.data.InputException if it is too short or too long
   */
  public PasswordHash hash(String password) {
    return PasswordHash.of(password.toCharArray(), iterations, random);
  }

  /**
   * Returns the person who logs in.
   *
   * @param visit the request
   * @param login who it is said to be
   * @param password what is said to be the password
   * @throws HttpFailure if the two don't fit, the person is disabled, or too much was tried
   */
  public Account check(Visit visit, String login, String password) {
    if (login.isBlank()) {
      throw new HttpFailure(401, DO_NOT_FIT);
    }
    if (local.areOff()) {
      throw new HttpFailure(403, "Local accounts are switched off. Log in at the provider.");
    }
    String address = address(visit);
    limits.pause(login, address).ifPresent(pause -> refuse(visit, pause));
    limits.tried(login, address);
    Account found = fitting(visit, login, password, DO_NOT_FIT);
    limits.succeeded(login, address);
    return found;
  }

  private static void refuse(Visit visit, Duration pause) {
    LogEvent.of("log-in-refused")
        .with("why", "too many failures")
        .with("request", visit.requestId())
        .warn();
    throw new HttpFailure(
        429,
        "Too many log-ins failed. Try again in %d minutes.".formatted(1 + pause.toMinutes()),
        pause);
  }

  private Account fitting(Visit visit, String login, String password, String words) {
    Optional<Account> known = store.read(tx -> tx.accounts().byLogin(login));
    PasswordHash kept = known.flatMap(Account::password).orElse(nobody);
    boolean fits = matches(kept, password);
    if (!fits || known.isEmpty() || known.get().disabled().isPresent() || kept == nobody) {
      LogEvent.of("log-in-failed")
          .with("account", known.map(account -> account.id().text()))
          .with("request", visit.requestId())
          .warn();
      throw new HttpFailure(401, words);
    }
    return known.get();
  }

  /**
   * Checks that whoever asks is still the person who logged in: the second entry of credentials,
   * for what must not be done by somebody else at an open browser. Failures count for the session:
   * nobody else can shut the person out of signing.
   *
   * @param visit the request of a person
   * @param password what is said to be the person's password
   * @throws HttpFailure if it is not, or too much was tried
   */
  public void confirm(Visit visit, String password) {
    if (!(visit.caller().orElse(null) instanceof Caller.Person person)) {
      throw HttpFailure.forbidden();
    }
    if (local.areOff()) {
      throw new HttpFailure(403, "Local accounts are switched off. Log in at the provider.");
    }
    limits.pause(person.session()).ifPresent(pause -> refuse(visit, pause));
    limits.tried(person.session());
    fitting(visit, person.account().login(), password, "The password doesn't fit.");
    limits.succeeded(person.session());
  }

  /**
   * Returns whether whoever asks has entered credentials again, for exactly this: a password in the
   * field {@code password}, or those of the provider that vouches for the person. If not, the
   * answer is given already: the page that sends the person to the provider.
   *
   * @param visit the request of a person
   * @param act what it does, for people, such as {@code Sign the result}
   * @throws HttpFailure if the password is wrong, something else was confirmed, or too much was
   *     tried
   */
  public boolean isConfirmed(Visit visit, String act) {
    if (confirmations.isPresent()
        && visit.store().read(tx -> tx.identities().of(visit.account().id())).isPresent()) {
      return confirmations.get().isConfirmed(visit, act, ProviderPages.back(origin(visit)));
    }
    confirm(visit, visit.secret("password"));
    return true;
  }

  /** {@return the provider at which people log in; empty if there is none} */
  public Optional<String> issuer() {
    return confirmations.map(Confirmations::issuer);
  }

  /**
   * Returns where the service is for the browser that asks, so that an address can be handed on.
   *
   * @param visit the request
   * @return scheme and host, such as {@code https://cells.example.org}
   */
  public String origin(Visit visit) {
    return transport.origin(
        String.valueOf(visit.context().host()),
        Optional.ofNullable(visit.context().header("X-Forwarded-Host")));
  }

  /** {@return from where a request comes} */
  String address(Visit visit) {
    return transport.address(
        visit.context().ip(), Optional.ofNullable(visit.context().header("X-Forwarded-For")));
  }

  private boolean matches(PasswordHash kept, String password) {
    try {
      if (!hashing.tryAcquire(10, TimeUnit.SECONDS)) {
        throw new HttpFailure(
            503, "Too many people log in at once. Try again.", Duration.ofSeconds(5));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HttpFailure(503, "The service is stopping. Try again.", Duration.ofSeconds(5));
    }
    try {
      return kept.matches(password.toCharArray());
    } finally {
      hashing.release();
    }
  }
}
