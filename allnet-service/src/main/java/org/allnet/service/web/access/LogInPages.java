package org.allnet.service.web.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/** Logging in and out. */
public final class LogInPages implements PageSet {

  /** A path of ours: no other site's address begins like that. */
  private static final Pattern OWN_PATH = Pattern.compile("/[A-Za-z0-9-][A-Za-z0-9/_-]{0,300}");

  /**
   * What the page shows.
   *
   * @param login what was typed
   * @param next where the person wanted to go
   * @param failure why it did not work; empty if nothing was tried
   */
  public record Form(String login, String next, String failure) {}

  private final SignIn signIn;
  private final Cookies cookies;
  private final SetUpCode setUp;

  /**
   * Makes the pages.
   *
   * @param signIn checks passwords
   * @param cookies begins and ends sessions
   * @param setUp whether there is an administrator
   */
  public LogInPages(SignIn signIn, Cookies cookies, SetUpCode setUp) {
    this.signIn = signIn;
    this.cookies = cookies;
    this.setUp = setUp;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page("/log-in", Access.anyone(), "Asks for login and password."), this::ask),
        new Endpoint(Route.action("/log-in", Access.anyone(), "Logs a person in."), this::logIn),
        new Endpoint(
            Route.action("/log-out", Access.signedIn(), "Ends the session."), this::logOut),
        new Endpoint(
            Route.action("/session", Access.signedIn(), "Keeps the session from ending."),
            visit ->
                visit
                    .frame()
                    .who()
                    .ifPresent(who -> visit.json(Map.of("ends", who.ends().toString())))));
  }

  private void ask(Visit visit) {
    if (setUp.text().isPresent()) {
      visit.redirect("/set-up");
      return;
    }
    visit.show("access/log-in.jte", new Form("", next(visit.query("next")), ""));
  }

  private void logIn(Visit visit) {
    String login = visit.maybeField("login").orElse("");
    String next = next(visit.maybeField("next"));
    try {
      cookies.logIn(visit, signIn.check(visit, login, visit.secret("password")));
    } catch (HttpFailure e) {
      e.retryAfter()
          .ifPresent(
              pause -> visit.context().header("Retry-After", Long.toString(pause.toSeconds())));
      visit.show(e.status(), "access/log-in.jte", new Form(login, next, e.words()));
      return;
    }
    visit.redirect(next.isEmpty() ? "/projects" : next);
  }

  private static String next(Optional<String> asked) {
    return asked.filter(path -> OWN_PATH.matcher(path).matches()).orElse("");
  }

  private void logOut(Visit visit) {
    cookies.logOut(visit);
    visit.redirect("/log-in");
  }
}
