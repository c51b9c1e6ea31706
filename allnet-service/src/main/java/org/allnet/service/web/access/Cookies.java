package org.allnet.service.web.access;

import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.LoginSession;
import org.allnet.service.domain.SessionSecret;
import org.allnet.service.log.LogEvent;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.route.Visit;

/** Begins and ends sessions, and tells browsers of it. */
public final class Cookies {

  private final Transport transport;
  private final SecureRandom random = new SecureRandom();

  /**
   * Makes cookies for a way of asking.
   *
   * @param transport what is between a browser and this process
   */
  public Cookies(Transport transport) {
    this.transport = transport;
  }

  /**
   * Logs a person in, always by a new secret, and ends the session that the browser had.
   *
   * @param visit the request
   * @param account who
   */
  public void logIn(Visit visit, Account account) {
    SessionSecret secret = SessionSecret.fresh(random);
    visit
        .store()
        .change(
            actor(account, visit),
            tx -> {
              endShown(visit, tx);
              tx.sessions().open(session(secret, account, visit.now()));
            });
    set(visit, secret.text(), -1);
    log("logged-in", account, visit);
  }

  private static void log(String event, Account account, Visit visit) {
    LogEvent.of(event)
        .with("account", account.id().text())
        .with("request", visit.requestId())
        .info();
  }

  /**
   * Returns who logs in or out, by one of the roles.
   *
   * @param account the person
   * @param visit the request
   */
  static Actor actor(Account account, Visit visit) {
    return account.roles().stream()
        .sorted()
        .findFirst()
        .or(
            () ->
                account.memberships().values().stream()
                    .flatMap(roles -> roles.stream())
                    .sorted()
                    .findFirst())
        .<Actor>map(role -> new Actor.Person(account.id(), role, visit.requestId()))
        .orElseGet(() -> new Actor.Service("own-account", visit.requestId()));
  }

  private static LoginSession session(SessionSecret secret, Account account, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MICROS);
    return new LoginSession(secret.hash(), account.id(), at, at);
  }

  private void endShown(Visit visit, Transaction tx) {
    String shown = visit.context().cookie(transport.cookie());
    if (shown != null) {
      SessionSecret.parse(shown)
          .flatMap(secret -> tx.sessions().bySecret(secret))
          .ifPresent(tx.sessions()::end);
    }
  }

  /**
   * Logs a person out.
   *
   * @param visit the request
   */
  public void logOut(Visit visit) {
    visit.store().change(actor(visit.account(), visit), tx -> endShown(visit, tx));
    set(visit, "", 0);
    log("logged-out", visit.account(), visit);
    visit.context().header("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
  }

  private void set(Visit visit, String value, int seconds) {
    Cookie cookie = new Cookie(transport.cookie(), value, "/", seconds, transport.isSecure());
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.LAX);
    visit.context().cookie(cookie);
  }
}
