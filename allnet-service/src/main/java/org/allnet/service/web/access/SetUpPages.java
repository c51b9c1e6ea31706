package org.allnet.service.web.access;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.UserRole;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/** The first administrator, who chooses login and password: there is no default. */
public final class SetUpPages implements PageSet {

  /**
   * What the page shows.
   *
   * @param code what was typed, or came with the link
   * @param login what was typed
   * @param name what was typed
   * @param failure why it did not work; empty if nothing was tried
   */
  public record Form(String code, String login, String name, String failure) {}

  private final SignIn signIn;
  private final Cookies cookies;
  private final SetUpCode setUp;
  private final LoginLimits limits;

  /**
   * Makes the pages.
   *
   * @param signIn hashes passwords
   * @param cookies begins sessions
   * @param setUp the code that the terminal shows
   * @param limits how often somebody may try
   */
  public SetUpPages(SignIn signIn, Cookies cookies, SetUpCode setUp, LoginLimits limits) {
    this.signIn = signIn;
    this.cookies = cookies;
    this.setUp = setUp;
    this.limits = limits;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page("/set-up", Access.anyone(), "Asks for the first administrator."), this::ask),
        new Endpoint(
            Route.action("/set-up", Access.anyone(), "Makes the first administrator."),
            this::make));
  }

  private void ask(Visit visit) {
    if (setUp.text().isEmpty()) {
      visit.redirect("/log-in");
      return;
    }
    visit.show("access/set-up.jte", new Form("", "", "", ""));
  }

  private void make(Visit visit) {
    String code = visit.maybeField("code").orElse("");
    String login = visit.maybeField("login").orElse("");
    String name = visit.maybeField("name").orElse("");
    try {
      Account made = made(visit, login, name);
      cookies.logIn(visit, made);
    } catch (InputException e) {
      visit.show(
          422, "access/set-up.jte", new Form(code, login, name, String.valueOf(e.getMessage())));
      return;
    } catch (HttpFailure e) {
      visit.show(e.status(), "access/set-up.jte", new Form(code, login, name, e.words()));
      return;
    }
    visit.redirect("/administration");
  }

  private Account made(Visit visit, String login, String name) {
    String address = signIn.address(visit);
    if (limits.pause(address).isPresent()) {
      throw new HttpFailure(429, "Too many codes were wrong. Start the service again.");
    }
    if (!setUp.fits(visit.maybeField("code").orElse(""))) {
      limits.tried(address);
      throw new HttpFailure(403, "This is not the code that the service printed when it started.");
    }
    Account account =
        new Account(
            Id.Account.fresh(),
            login,
            name,
            Optional.of(signIn.hash(visit.secret("password"))),
            Set.of(UserRole.ADMINISTRATOR),
            Map.of(),
            visit.now().truncatedTo(ChronoUnit.MICROS),
            Optional.empty());
    visit
        .store()
        .change(
            new Actor.Service("set-up", visit.requestId()),
            tx -> {
              if (tx.accounts().all().stream()
                  .anyMatch(one -> one.may(Permission.MANAGE_ACCOUNTS))) {
                throw new HttpFailure(403, "There is an administrator already.");
              }
              tx.accounts().add(account);
            });
    setUp.use();
    return account;
  }
}
