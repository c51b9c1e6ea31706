package org.allnet.service.web.people;

import java.util.List;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.ApiKey;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.LoginSession;
import org.allnet.service.domain.PasswordHash;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.access.Cookies;
import org.allnet.service.web.access.SignIn;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/** What a person sees and changes of the own account. */
public final class AccountPages implements PageSet {

  /**
   * A membership in words.
   *
   * @param project the project
   * @param roles the person's roles there
   */
  public record Membership(Project project, String roles) {}

  /**
   * The page.
   *
   * @param account who
   * @param roles those in the whole service, in words
   * @param memberships those in projects
   * @param sessions in how many browsers the person is logged in
   * @param keys the person's keys, newest first
   * @param local whether the person has a password here
   * @param failure why something did not work; empty if nothing failed
   * @param done what was done; empty if nothing was
   */
  public record AccountPage(
      Account account,
      String roles,
      List<Membership> memberships,
      List<LoginSession> sessions,
      List<ApiKey> keys,
      boolean local,
      String failure,
      String done) {}

  private static final String HOME = "/account";

  private final SignIn signIn;
  private final Cookies cookies;

  /**
   * Makes the pages.
   *
   * @param signIn checks and hashes passwords
   * @param cookies begins and ends sessions
   */
  public AccountPages(SignIn signIn, Cookies cookies) {
    this.signIn = signIn;
    this.cookies = cookies;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page(HOME, Access.signedIn(), "The account of whoever asks."),
            visit -> show(visit, 200, "")),
        new Endpoint(
            Route.action("/account/password", Access.signedIn(), "Changes the own password."),
            this::changePassword),
        new Endpoint(
            Route.action("/account/sessions/end", Access.signedIn(), "Ends all own sessions."),
            this::endSessions));
  }

  private static void show(Visit visit, int status, String failure) {
    visit.show(status, "people/account.jte", visit.store().read(tx -> page(tx, visit, failure)));
  }

  /** What was done before the browser was sent here. */
  private static String done(Visit visit) {
    return switch (visit.query("kept").orElse("")) {
      case "password" -> "The password is changed. Other browsers are logged out.";
      case "key" -> "The key is taken back.";
      default -> "";
    };
  }

  private static AccountPage page(Transaction tx, Visit visit, String failure) {
    Account account = visit.account();
    List<Membership> memberships =
        tx.projects().all().stream()
            .filter(project -> account.memberships().containsKey(project.id()))
            .map(
                project ->
                    new Membership(
                        project,
                        UserRole.words(account.memberships().getOrDefault(project.id(), Set.of()))))
            .toList();
    return new AccountPage(
        account,
        UserRole.words(account.roles()),
        memberships,
        tx.sessions().of(account.id()),
        tx.apiKeys().of(account.id()),
        account.password().isPresent(),
        failure,
        failure.isEmpty() ? done(visit) : "");
  }

  private void changePassword(Visit visit) {
    Id.Account id = visit.account().id();
    try {
      signIn.confirm(visit, visit.secret("old"));
      PasswordHash password = signIn.hash(visit.secret("new"));
      visit.store().change(visit.actor(), tx -> tx.accounts().changePassword(id, password));
    } catch (InputException e) {
      show(visit, 422, String.valueOf(e.getMessage()));
      return;
    } catch (HttpFailure e) {
      show(visit, e.status(), e.words());
      return;
    }
    // All sessions have ended; this browser gets a new one.
    cookies.logIn(visit, visit.account());
    visit.redirect(HOME + "?kept=password");
  }

  private void endSessions(Visit visit) {
    Id.Account id = visit.account().id();
    visit.store().change(visit.actor(), tx -> tx.sessions().endAll(id));
    cookies.logOut(visit);
    visit.redirect("/log-in");
  }
}
