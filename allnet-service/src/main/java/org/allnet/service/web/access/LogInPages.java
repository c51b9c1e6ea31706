package org.allnet.service.web.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.allnet.service.domain.Account;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Caller;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/** Logging in and out. */
public final class LogInPages implements PageSet {

  /**
   * A path of ours: no other site's address begins like that. Of files that are no pages it may be
   * one that browsers show; others would leave the page of the log-in on the screen.
   */
  private static final Pattern OWN_PATH =
      Pattern.compile("/[A-Za-z0-9-][A-Za-z0-9/_-]{0,300}(\\.pdf)?");

  /** What a page of ours is asked for, such as a version or a filter; it leads nowhere else. */
  private static final Pattern OWN_QUERY = Pattern.compile("[A-Za-z0-9=&%+._~:-]{1,500}");

  /**
   * What the page shows.
   *
   * @param login what was typed
   * @param next where the person wanted to go
   * @param failure why it did not work; empty if nothing was tried
   * @param local whether accounts with passwords may log in
   * @param provider the host of the provider at which people may log in instead; empty if none
   */
  public record Form(String login, String next, String failure, boolean local, String provider) {

    /** {@return where the provider is asked, which leads on to where the person wanted to go} */
    public String atProvider() {
      return "/log-in/provider" + asked(next);
    }
  }

  /**
   * The page that asks for the second factor.
   *
   * @param token proves that the password was right
   * @param next where the person wanted to go
   * @param failure why it did not work; empty if nothing was tried
   */
  public record CodeForm(String token, String next, String failure) {}

  private final SignIn signIn;
  private final Cookies cookies;
  private final SetUpCode setUp;
  private final SecondFactorCheck factors;
  private final LocalAccounts local;
  private final Optional<String> provider;

  /**
   * Makes the pages.
   *
   * @param signIn checks passwords
   * @param cookies begins and ends sessions
   * @param setUp whether there is an administrator
   * @param factors checks second factors
   * @param local whether accounts with passwords may log in
   * @param provider the host of the provider at which people may log in instead
   */
  public LogInPages(
      SignIn signIn,
      Cookies cookies,
      SetUpCode setUp,
      SecondFactorCheck factors,
      LocalAccounts local,
      Optional<String> provider) {
    this.signIn = signIn;
    this.cookies = cookies;
    this.setUp = setUp;
    this.factors = factors;
    this.local = local;
    this.provider = provider;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page("/log-in", Access.anyone(), "Asks for login and password."), this::ask),
        new Endpoint(Route.action("/log-in", Access.anyone(), "Logs a person in."), this::logIn),
        new Endpoint(
            Route.action("/log-in/code", Access.anyone(), "Takes the second factor."),
            this::finish),
        new Endpoint(
            Route.action("/log-out", Access.signedIn(), "Ends the session."), this::logOut),
        new Endpoint(
            Route.page("/session", Access.signedIn(), "How long the session lasts, as JSON.")
                .byItself(),
            LogInPages::session),
        new Endpoint(
            Route.action("/session", Access.signedIn(), "Keeps the session from ending."),
            LogInPages::session));
  }

  /**
   * What a page has to know of the session of its browser, as JSON.
   *
   * @param account the id of the person; another one than that of the page if somebody else has
   *     logged in since
   * @param ends when it ends unless another request comes
   * @param left in how many milliseconds that is: clocks of browsers may be wrong
   * @param csrf what forms have to send by now
   */
  record SessionJson(String account, String ends, long left, String csrf) {}

  private static void session(Visit visit) {
    if (visit.caller().orElse(null) instanceof Caller.Person person) {
      visit.json(
          new SessionJson(
              person.account().id().text(),
              person.ends().toString(),
              Duration.between(visit.now(), person.ends()).toMillis(),
              person.formToken()));
    }
  }

  private void ask(Visit visit) {
    if (setUp.text().isPresent() && provider.isEmpty()) {
      visit.redirect("/set-up");
      return;
    }
    show(visit, 200, "", next(visit.query("next")), "");
  }

  /**
   * Shows the page after a log-in that did not work.
   *
   * @param visit the request
   * @param status of HTTP
   * @param next where the person wanted to go; empty text if nowhere
   * @param failure why it did not work
   */
  void show(Visit visit, int status, String next, String failure) {
    show(visit, status, "", next, failure);
  }

  private void show(Visit visit, int status, String login, String next, String failure) {
    visit.show(
        status,
        "access/log-in.jte",
        new Form(login, next, failure, !local.areOff(), provider.orElse("")));
  }

  private void logIn(Visit visit) {
    String login = visit.maybeField("login").orElse("");
    String next = next(visit.maybeField("next"));
    try {
      Account account = signIn.check(visit, login, visit.secret("password"));
      if (factors.has(account)) {
        visit.show("access/second-entry.jte", new CodeForm(factors.remember(account), next, ""));
        return;
      }
      cookies.logIn(visit, account);
    } catch (HttpFailure e) {
      visit.retryAfter(e);
      show(visit, e.status(), login, next, e.words());
      return;
    }
    visit.redirect(next.isEmpty() ? "/projects" : next);
  }

  private void finish(Visit visit) {
    String token = visit.maybeField("token").orElse("");
    String next = next(visit.maybeField("next"));
    try {
      String code = visit.maybeField("code").orElse("");
      cookies.logIn(visit, factors.finished(visit, signIn.address(visit), token, code));
    } catch (HttpFailure e) {
      visit.retryAfter(e);
      if (e.status() == 403) {
        show(visit, 403, "", next, e.words());
      } else {
        visit.show(e.status(), "access/second-entry.jte", new CodeForm(token, next, e.words()));
      }
      return;
    }
    visit.redirect(next.isEmpty() ? "/projects" : next);
  }

  /**
   * Returns where somebody wanted to go, if that is a page of the service. A query that no page of
   * the service has is left out.
   *
   * @param asked what the address or the form says
   * @return empty text if it is none of ours
   */
  public static String next(Optional<String> asked) {
    return asked.map(LogInPages::own).orElse("");
  }

  private static String own(String asked) {
    int mark = asked.indexOf('?');
    String path = mark < 0 ? asked : asked.substring(0, mark);
    if (!OWN_PATH.matcher(path).matches()) {
      return "";
    }
    String query = mark < 0 ? "" : asked.substring(mark + 1);
    return OWN_QUERY.matcher(query).matches() ? path + "?" + query : path;
  }

  /**
   * Returns the query by which a log-in leads on to a page of the service.
   *
   * @param page its path, with what it is asked for
   * @return empty text if it is no page of the service
   */
  public static String leadingTo(String page) {
    return asked(own(page));
  }

  private static String asked(String next) {
    return next.isEmpty() ? "" : "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
  }

  private void logOut(Visit visit) {
    boolean there = provider.isPresent() && visit.account().password().isEmpty();
    cookies.logOut(visit);
    visit.redirect(there ? "/logged-out" : "/log-in");
  }
}
