package org.allnet.service.web.access;

import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.lang.System.Logger;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.SessionSecret;
import org.allnet.service.web.oidc.LogInAttempt;
import org.allnet.service.web.oidc.Provider;
import org.allnet.service.web.oidc.ProviderFailure;
import org.allnet.service.web.oidc.Vouched;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Caller;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/** The way to the provider and back. The browser sees no token: only a code, which counts once. */
public final class ProviderPages implements PageSet {

  private static final Logger LOG = System.getLogger(ProviderPages.class.getPackageName());
  private static final String BEGIN = "/log-in/provider";
  private static final String BACK = "/log-in/provider/return";
  private static final String LEFT = "/logged-out";

  /** What OAuth and OpenID Connect call failures; other words of an address are echoed nowhere. */
  private static final Set<String> FAILURES =
      Set.of(
          "access_denied",
          "account_selection_required",
          "consent_required",
          "interaction_required",
          "invalid_request",
          "invalid_scope",
          "login_required",
          "server_error",
          "temporarily_unavailable",
          "unauthorized_client",
          "unsupported_response_type");

  /**
   * The page of somebody who logged out.
   *
   * @param host the provider
   * @param address where the person logs out there; empty if nowhere
   */
  public record LoggedOut(String host, String address) {}

  private final Provider provider;
  private final LogInAttempts attempts;
  private final Confirmations confirmations;
  private final ProviderAccounts accounts;
  private final LogInPages logIn;
  private final SignIn signIn;
  private final Cookies cookies;
  private final Transport transport;
  private final SetUpCode setUp;
  private final LoginLimits limits;
  private final SecureRandom random = new SecureRandom();

  /**
   * Makes the pages.
   *
   * @param provider where people log in
   * @param attempts the browsers on their way there
   * @param confirmations what people confirm there
   * @param logIn shows what did not work
   * @param signIn knows where the service is for a browser
   * @param cookies begins sessions
   * @param transport what is between a browser and this process
   * @param setUp whether there is an administrator
   * @param limits how often somebody may try
   */
  public ProviderPages(
      Provider provider,
      LogInAttempts attempts,
      Confirmations confirmations,
      LogInPages logIn,
      SignIn signIn,
      Cookies cookies,
      Transport transport,
      SetUpCode setUp,
      LoginLimits limits) {
    this.provider = provider;
    this.attempts = attempts;
    this.confirmations = confirmations;
    this.accounts = new ProviderAccounts(provider.settings());
    this.logIn = logIn;
    this.signIn = signIn;
    this.cookies = cookies;
    this.transport = transport;
    this.setUp = setUp;
    this.limits = limits;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page(BEGIN, Access.anyone(), "Sends a browser to the provider."), this::begin),
        new Endpoint(
            Route.page(BACK, Access.anyone(), "Where a browser comes back from the provider."),
            this::comeBack),
        new Endpoint(
            Route.page(LEFT, Access.anyone(), "Says how to log out of the provider too."),
            visit ->
                visit.show(
                    "access/logged-out.jte",
                    new LoggedOut(
                        provider.settings().host(),
                        provider.logOut(signIn.origin(visit) + "/log-in").orElse("")))));
  }

  /**
   * Returns where a browser comes back to.
   *
   * @param origin where the service is for the browser
   */
  static String back(String origin) {
    return origin + BACK;
  }

  private void begin(Visit visit) {
    String address = signIn.address(visit);
    String next = LogInPages.next(visit.query("next"));
    Optional<Duration> pause = limits.pause(address);
    if (pause.isPresent()) {
      throw new HttpFailure(
          429, "Too many log-ins were begun and not finished. Try again later.", pause.get());
    }
    try {
      SessionSecret secret = SessionSecret.fresh(random);
      LogInAttempt attempt =
          attempts.begin(secret.hash(), back(signIn.origin(visit)), next, Optional.empty());
      String there = provider.logIn(attempt);
      limits.tried(address);
      set(visit, secret.text(), (int) LogInAttempts.KEPT.toSeconds());
      visit.redirect(there);
    } catch (ProviderFailure e) {
      logIn.show(visit, 503, next, e.words());
    }
  }

  private void comeBack(Visit visit) {
    String next = "";
    try {
      LogInAttempt attempt =
          attempts
              .end(visit.query("state").orElse(""))
              .orElseThrow(
                  () ->
                      refused(
                          "This log-in took too long, or was finished already. Begin it again."));
      next = attempt.next();
      finish(visit, attempt);
    } catch (ProviderFailure e) {
      boolean reachable = e.reason() == ProviderFailure.Reason.REFUSED;
      LOG.log(
          Logger.Level.WARNING,
          "log-in at the provider {0}; request {1}",
          reachable ? "refused" : "not possible",
          visit.requestId());
      if (visit.caller().isPresent()) {
        throw new HttpFailure(reachable ? 401 : 503, e.words());
      }
      logIn.show(visit, reachable ? 401 : 503, next, e.words());
    }
  }

  private void finish(Visit visit, LogInAttempt attempt) {
    if (!isSameBrowser(visit, attempt)) {
      throw refused("This log-in was begun in another browser. Begin it again.");
    }
    Optional<String> failure = visit.query("error");
    if (failure.isPresent()) {
      throw refused(
          "The provider did not log you in (%s)."
              .formatted(
                  FAILURES.contains(failure.get())
                      ? failure.get().replace('_', ' ')
                      : "for another reason"));
    }
    String code = visit.query("code").orElseThrow(() -> refused("The provider sent no code."));
    Vouched vouched;
    try {
      vouched = provider.redeem(attempt, code, visit.query("iss"));
    } catch (ProviderFailure e) {
      throw e.reason() == ProviderFailure.Reason.UNREACHABLE
          ? e
          : refused("The log-in is not taken: " + e.words() + ".");
    }
    if (attempt.asked().isPresent()) {
      confirmations.show(visit, attempt, vouched);
      return;
    }
    Account account = accounts.logIn(visit, vouched);
    cookies.logIn(visit, account);
    set(visit, "", 0);
    limits.succeeded("", signIn.address(visit));
    if (account.may(Permission.MANAGE_ACCOUNTS)) {
      setUp.use();
    }
    visit.redirect(attempt.next().isEmpty() ? "/projects" : attempt.next());
  }

  /** Whoever confirms shows the session; whoever logs in, the cookie of the way there. */
  private boolean isSameBrowser(Visit visit, LogInAttempt attempt) {
    if (attempt.asked().isPresent()) {
      return visit.caller().isPresent()
          && visit.caller().get() instanceof Caller.Person person
          && person.session().secret().equals(attempt.browser());
    }
    return Optional.ofNullable(visit.context().cookie(cookie()))
        .flatMap(SessionSecret::parse)
        .map(SessionSecret::hash)
        .filter((Hash shown) -> shown.equals(attempt.browser()))
        .isPresent();
  }

  private String cookie() {
    return transport.cookie() + "-provider";
  }

  private void set(Visit visit, String value, int seconds) {
    Cookie cookie = new Cookie(cookie(), value, "/", seconds, transport.isSecure());
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.LAX);
    visit.context().cookie(cookie);
  }

  private static ProviderFailure refused(String words) {
    return new ProviderFailure(ProviderFailure.Reason.REFUSED, words);
  }
}
