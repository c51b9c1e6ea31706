package org.allnet.service.web.access;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.InvitationCode;
import org.allnet.service.domain.PasswordHash;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/** Where somebody who was invited chooses a password. */
public final class WelcomePages implements PageSet {

  /**
   * What the page shows.
   *
   * @param code what was typed, or came with the link
   * @param failure why it did not work; empty if nothing was tried
   */
  public record Form(String code, String failure) {}

  private static final HttpFailure WORTHLESS =
      new HttpFailure(
          403, "This link is worth nothing any more. Ask your administrator for another one.");

  private final SignIn signIn;
  private final Cookies cookies;
  private final LoginLimits limits;
  private final SecondFactorCheck factors;

  /**
   * Makes the pages.
   *
   * @param signIn hashes passwords
   * @param cookies begins sessions
   * @param limits how often somebody may try
   * @param factors whether a new password is enough to log in
   */
  public WelcomePages(
      SignIn signIn, Cookies cookies, LoginLimits limits, SecondFactorCheck factors) {
    this.factors = factors;
    this.signIn = signIn;
    this.cookies = cookies;
    this.limits = limits;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page("/welcome", Access.anyone(), "Asks who was invited for a password."),
            visit -> visit.show("access/welcome.jte", new Form("", ""))),
        new Endpoint(
            Route.action("/welcome", Access.anyone(), "Gives who was invited a password."),
            this::accept));
  }

  private void accept(Visit visit) {
    String code = visit.maybeField("code").orElse("");
    try {
      Account account = accepted(visit);
      if (factors.has(account)) {
        visit.redirect("/log-in");
        return;
      }
      cookies.logIn(visit, account);
    } catch (InputException e) {
      visit.show(422, "access/welcome.jte", new Form(code, String.valueOf(e.getMessage())));
      return;
    } catch (HttpFailure e) {
      visit.retryAfter(e);
      visit.show(e.status(), "access/welcome.jte", new Form(code, e.words()));
      return;
    }
    visit.redirect("/projects");
  }

  private Account accepted(Visit visit) {
    String address = signIn.address(visit);
    Optional<Duration> pause = limits.pause(address);
    if (pause.isPresent()) {
      throw new HttpFailure(429, "Too many links were wrong. Try again later.", pause.get());
    }
    // Looked up before the password is hashed, which is slow on purpose.
    Optional<InvitationCode> code =
        visit
            .maybeField("code")
            .flatMap(InvitationCode::parse)
            .filter(one -> visit.store().read(tx -> tx.invitations().bySecret(one)).isPresent());
    if (code.isEmpty()) {
      limits.tried(address);
      throw WORTHLESS;
    }
    PasswordHash password = signIn.hash(visit.secret("password"));
    return visit
        .store()
        .write(
            new Actor.Service("welcome", visit.requestId()),
            tx -> {
              Id.Account who =
                  tx.invitations().accept(code.get(), password).orElseThrow(() -> WORTHLESS);
              return tx.accounts().get(who).orElseThrow(() -> WORTHLESS);
            });
  }
}
