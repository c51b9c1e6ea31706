package org.allnet.service.web.people;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.allnet.data.InputException;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Identity;
import org.allnet.service.domain.InvitationCode;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.SecondFactors.SecondFactor;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.access.SignIn;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/** Who uses the service, and as what. */
public final class AdministrationPages implements PageSet {

  /** For how long an invitation is worth something. */
  private static final Duration INVITED = Duration.ofDays(7);

  private static final Access MANAGER = Access.to(Permission.MANAGE_ACCOUNTS);
  private static final String HOME = "/administration";

  /**
   * All people and projects.
   *
   * @param accounts by login
   * @param bound who logs in at the provider
   * @param projects by name
   */
  public record Everybody(List<Account> accounts, Set<Id.Account> bound, List<Project> projects) {

    static Everybody of(Transaction tx) {
      return new Everybody(tx.accounts().all(), tx.identities().bound(), tx.projects().all());
    }

    /**
     * Returns how a person logs in, in words.
     *
     * @param account the person, who is not disabled
     */
    public String logIn(Account account) {
      if (bound.contains(account.id())) {
        return "logs in at the provider";
      }
      return account.password().isPresent() ? "active" : "no password yet";
    }

    /**
     * Returns the roles of a person in words.
     *
     * @param account the person
     */
    public String roles(Account account) {
      Set<UserRole> all = EnumSet.noneOf(UserRole.class);
      all.addAll(account.roles());
      account.memberships().values().forEach(all::addAll);
      return UserRole.words(all);
    }
  }

  /**
   * A new person.
   *
   * @param login what was typed
   * @param name what was typed
   * @param failure why it did not work; empty if nothing was tried
   */
  public record NewAccount(String login, String name, String failure) {}

  /**
   * A person.
   *
   * @param account who
   * @param projects all of them, by name
   * @param sessions in how many browsers the person is logged in
   * @param invitation the link by which the person chooses a password, shown once; empty if none
   *     was made now
   * @param identity who the person is to the provider; empty for a local account
   * @param issuer the provider that could vouch for the person; empty if there is none
   * @param secondFactor whether the person has a second factor here
   * @param chosen the roles that are chosen as the page comes, as the form sends them
   * @param kept whether a change was just kept
   * @param failure why something did not work; empty if nothing failed
   */
  public record AccountForm(
      Account account,
      List<Project> projects,
      int sessions,
      String invitation,
      Optional<Identity> identity,
      String issuer,
      boolean secondFactor,
      Set<String> chosen,
      boolean kept,
      String failure) {

    /** {@return roles of the whole service} */
    public List<UserRole> serviceRoles() {
      return Arrays.stream(UserRole.values()).filter(role -> !role.isOfProject()).toList();
    }

    /** {@return roles of projects} */
    public List<UserRole> projectRoles() {
      return Arrays.stream(UserRole.values()).filter(UserRole::isOfProject).toList();
    }

    /**
     * Returns how the form sends a role in a project.
     *
     * @param role the role
     * @param project the project
     */
    public String key(UserRole role, Project project) {
      return AdministrationPages.key(role, project.id());
    }

    /** {@return the roles that the person has, as the form sends them} */
    public Set<String> was() {
      return keys(account);
    }
  }

  private static String key(UserRole role, Id.Project in) {
    return role.key() + "@" + in.text();
  }

  /** All roles of a person, as the form sends them. */
  private static Set<String> keys(Account account) {
    Set<String> keys = new TreeSet<>();
    account.roles().forEach(role -> keys.add(role.key()));
    account.memberships().forEach((in, roles) -> roles.forEach(role -> keys.add(key(role, in))));
    return keys;
  }

  private final SignIn signIn;
  private final SecureRandom random = new SecureRandom();

  /**
   * Makes the pages.
   *
   * @param signIn knows where the service is for a browser
   */
  public AdministrationPages(SignIn signIn) {
    this.signIn = signIn;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(Route.page(HOME, MANAGER, "All accounts and projects."), this::all),
        new Endpoint(
            Route.page("/administration/new-account", MANAGER, "Asks who shall get an account."),
            visit -> visit.show("people/new-account.jte", new NewAccount("", "", ""))),
        new Endpoint(
            Route.action("/administration/accounts", MANAGER, "Makes an account."), this::make),
        new Endpoint(
            Route.page("/administration/accounts/{account}", MANAGER, "An account."),
            visit -> show(visit, 200, account(visit), "", "")),
        new Endpoint(
            Route.action(
                "/administration/accounts/{account}/roles", MANAGER, "Changes a person's roles."),
            this::changeRoles),
        new Endpoint(
            Route.action(
                "/administration/accounts/{account}/invitation",
                MANAGER,
                "Makes a link by which a person chooses a new password."),
            this::invite),
        new Endpoint(
            Route.action(
                "/administration/accounts/{account}/sessions/end",
                MANAGER,
                "Ends a person's sessions."),
            this::endSessions),
        new Endpoint(
            Route.action(
                "/administration/accounts/{account}/identity",
                MANAGER,
                "Has the provider vouch for a person."),
            this::bind),
        new Endpoint(
            Route.action(
                "/administration/accounts/{account}/second-factor/reset",
                MANAGER,
                "Takes a person's second factor away."),
            this::resetSecondFactor),
        new Endpoint(
            Route.action(
                "/administration/accounts/{account}/disable", MANAGER, "Disables an account."),
            this::disable));
  }

  private void all(Visit visit) {
    visit.show("people/administration.jte", visit.store().read(Everybody::of));
  }

  private static Account account(Visit visit) {
    Id.Account id = visit.id("account", Id.Account::new);
    return Visit.found(visit.store().read(tx -> tx.accounts().get(id)));
  }

  private void show(Visit visit, int status, Account account, String invitation, String failure) {
    show(visit, status, account, keys(account), invitation, failure);
  }

  private void show(
      Visit visit,
      int status,
      Account account,
      Set<String> chosen,
      String invitation,
      String failure) {
    AccountForm form =
        visit
            .store()
            .read(
                tx ->
                    new AccountForm(
                        account,
                        tx.projects().all(),
                        tx.sessions().of(account.id()).size(),
                        invitation,
                        tx.identities().of(account.id()),
                        signIn.issuer().orElse(""),
                        tx.secondFactors().of(account.id()).filter(SecondFactor::set).isPresent(),
                        chosen,
                        failure.isEmpty() && visit.query("kept").isPresent(),
                        failure));
    visit.show(status, "people/account-form.jte", form);
  }

  private void make(Visit visit) {
    String login = visit.maybeField("login").orElse("");
    String name = visit.maybeField("name").orElse("");
    Account made;
    InvitationCode code = InvitationCode.fresh(random);
    try {
      made =
          new Account(
              Id.Account.fresh(),
              login,
              name,
              Optional.empty(),
              Set.of(),
              Map.of(),
              visit.now().truncatedTo(ChronoUnit.MICROS),
              Optional.empty());
      visit
          .store()
          .change(
              visit.actor(),
              tx -> {
                tx.accounts().add(made);
                tx.invitations().issue(made.id(), code, visit.now().plus(INVITED));
              });
    } catch (InputException e) {
      visit.show(
          422,
          "people/new-account.jte",
          new NewAccount(login, name, String.valueOf(e.getMessage())));
      return;
    }
    show(visit, 200, made, link(visit, code), "");
  }

  /** Behind '#', so that it comes into no log. */
  private String link(Visit visit, InvitationCode code) {
    return signIn.origin(visit) + "/welcome#code=" + code.text();
  }

  private void invite(Visit visit) {
    Account account = account(visit);
    InvitationCode code = InvitationCode.fresh(random);
    try {
      visit
          .store()
          .change(
              visit.actor(),
              tx -> tx.invitations().issue(account.id(), code, visit.now().plus(INVITED)));
      show(visit, 200, account, link(visit, code), "");
    } catch (InputException e) {
      show(visit, 422, account, "", String.valueOf(e.getMessage()));
    }
  }

  private void changeRoles(Visit visit) {
    Account account = account(visit);
    try {
      Set<UserRole> roles = EnumSet.noneOf(UserRole.class);
      Map<Id.Project, Set<UserRole>> memberships = new HashMap<>();
      for (String given : visit.fields("role")) {
        int at = given.indexOf('@');
        UserRole role = role(at < 0 ? given : given.substring(0, at));
        if (at < 0) {
          roles.add(role);
        } else {
          memberships
              .computeIfAbsent(
                  new Id.Project(Id.parse(given.substring(at + 1))),
                  project -> EnumSet.noneOf(UserRole.class))
              .add(role);
        }
      }
      Account changed =
          new Account(
              account.id(),
              account.login(),
              account.name(),
              account.password(),
              roles,
              memberships,
              account.created(),
              account.disabled());
      Set<String> was = new TreeSet<>(visit.fields("was"));
      visit
          .store()
          .change(
              visit.actor(),
              tx -> {
                requireShown(tx, account.id(), was);
                tx.accounts().changeRoles(changed);
              });
    } catch (InputException e) {
      Set<String> chosen = new TreeSet<>(visit.fields("role"));
      show(visit, 422, account, chosen, "", String.valueOf(e.getMessage()));
      return;
    } catch (HttpFailure e) {
      show(visit, e.status(), account(visit), "", e.words());
      return;
    }
    visit.redirect(HOME + "/accounts/" + account.id().text() + "?kept=roles");
  }

  /** Nobody takes back by an old page what somebody else gave meanwhile. */
  private static void requireShown(Transaction tx, Id.Account id, Set<String> was) {
    Set<String> now = keys(Visit.found(tx.accounts().get(id)));
    if (!now.equals(was)) {
      throw new HttpFailure(
          409, "Not changed: somebody changed the roles since this page was loaded. Look again.");
    }
  }

  private static UserRole role(String key) {
    return Arrays.stream(UserRole.values())
        .filter(role -> role.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new InputException("roles: there is none of this name"));
  }

  private void endSessions(Visit visit) {
    Account account = account(visit);
    visit.store().change(visit.actor(), tx -> tx.sessions().endAll(account.id()));
    visit.redirect(HOME + "/accounts/" + account.id().text());
  }

  private void bind(Visit visit) {
    Account account = account(visit);
    try {
      Identity identity =
          new Identity(
              signIn
                  .issuer()
                  .orElseThrow(() -> new InputException("provider: the service has none")),
              visit.field("subject"));
      visit.store().change(visit.actor(), tx -> tx.identities().bind(account.id(), identity));
    } catch (InputException e) {
      show(visit, 422, account, "", String.valueOf(e.getMessage()));
      return;
    }
    visit.redirect(HOME + "/accounts/" + account.id().text());
  }

  private void resetSecondFactor(Visit visit) {
    Account account = account(visit);
    visit.store().change(visit.actor(), tx -> tx.secondFactors().reset(account.id()));
    visit.redirect(HOME + "/accounts/" + account.id().text());
  }

  private void disable(Visit visit) {
    Account account = account(visit);
    try {
      visit.store().change(visit.actor(), tx -> tx.accounts().disable(account.id()));
    } catch (InputException e) {
      show(visit, 422, account, "", String.valueOf(e.getMessage()));
      return;
    }
    visit.redirect(HOME);
  }
}
