package org.allnet.service.web.people;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.data.file.Decimal;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.ApiKey;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.KeySecret;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Project;
import org.allnet.service.web.access.SignIn;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/** The keys of a person's programs. */
public final class KeyPages implements PageSet {

  private static final int LONGEST_DAYS = 365;

  /**
   * The form of a new key.
   *
   * @param scopes what may be chosen
   * @param projects to which it may be bound
   * @param byPassword whether the person has a password here
   * @param typed what was chosen and typed
   * @param failure why it did not work; empty if nothing was tried
   */
  public record NewKey(
      List<Permission> scopes,
      List<Project> projects,
      boolean byPassword,
      Typed typed,
      String failure) {}

  /**
   * What somebody chose and typed: a form that forgot it would make a key that may do more.
   *
   * @param label what the key is for
   * @param scope the keys of what it may do
   * @param project the id of the project to which it is bound; empty if to none
   * @param days for how many days it counts
   */
  public record Typed(String label, List<String> scope, String project, String days) {

    static final Typed NOTHING = new Typed("", List.of(), "", "90");

    static Typed of(Visit visit) {
      return new Typed(
          visit.maybeField("label").orElse(""),
          visit.fields("scope"),
          visit.maybeField("project").orElse(""),
          visit.maybeField("days").orElse(""));
    }
  }

  /**
   * A key that was made, with its secret, which nobody sees again.
   *
   * @param key the key
   * @param secret what the program sends
   */
  public record MadeKey(ApiKey key, String secret) {}

  private final SignIn signIn;
  private final SecureRandom random = new SecureRandom();

  /**
   * Makes the pages.
   *
   * @param signIn checks passwords
   */
  public KeyPages(SignIn signIn) {
    this.signIn = signIn;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page("/account/new-key", Access.signedIn(), "Asks what a key is for."),
            visit -> ask(visit, 200, Typed.NOTHING, "")),
        new Endpoint(Route.action("/account/keys", Access.signedIn(), "Makes a key."), this::make),
        new Endpoint(
            Route.action("/account/keys/{key}/revoke", Access.signedIn(), "Takes an own key back."),
            this::revoke));
  }

  private static List<Permission> scopes(Account account) {
    return Arrays.stream(Permission.values())
        .filter(Permission::isForPrograms)
        .filter(
            one ->
                one.isOfProject()
                    ? account.memberships().keySet().stream().anyMatch(in -> account.may(one, in))
                    : account.may(one))
        .toList();
  }

  private static void ask(Visit visit, int status, Typed typed, String failure) {
    List<Project> projects =
        visit.store().read(tx -> tx.projects().all()).stream()
            .filter(project -> visit.account().memberships().containsKey(project.id()))
            .toList();
    visit.show(
        status,
        "people/new-key.jte",
        new NewKey(
            scopes(visit.account()),
            projects,
            visit.account().password().isPresent(),
            typed,
            failure));
  }

  private void make(Visit visit) {
    KeySecret secret = KeySecret.fresh(random);
    ApiKey key;
    try {
      key = key(visit, secret);
      if (!signIn.isConfirmed(visit, "Make a key for '" + key.label() + "'")) {
        return;
      }
      ApiKey made = key;
      visit.store().change(visit.actor(), tx -> tx.apiKeys().add(made));
    } catch (InputException e) {
      ask(visit, 422, Typed.of(visit), String.valueOf(e.getMessage()));
      return;
    } catch (HttpFailure e) {
      ask(visit, e.status(), Typed.of(visit), e.words());
      return;
    }
    visit.show("people/made-key.jte", new MadeKey(key, secret.text()));
  }

  private static ApiKey key(Visit visit, KeySecret secret) {
    List<String> asked = visit.fields("scope");
    Set<Permission> scope = EnumSet.noneOf(Permission.class);
    scopes(visit.account()).stream().filter(one -> asked.contains(one.key())).forEach(scope::add);
    if (scope.isEmpty()) {
      throw new InputException("key: may do nothing; choose what it may do");
    }
    Optional<Id.Project> project =
        visit.maybeField("project").map(text -> new Id.Project(Id.parse(text)));
    if (project.isPresent() && !visit.account().memberships().containsKey(project.get())) {
      throw new InputException("key: you are no member of this project");
    }
    return new ApiKey(
        Id.ApiKey.fresh(),
        visit.account().id(),
        visit.maybeField("label").orElse(""),
        secret.hash(),
        scope,
        project,
        visit.now().truncatedTo(ChronoUnit.MICROS),
        visit.now().truncatedTo(ChronoUnit.MICROS).plus(Duration.ofDays(days(visit))),
        Optional.empty(),
        Optional.empty());
  }

  private static int days(Visit visit) {
    OptionalLong days = Decimal.whole(visit.maybeField("days").orElse(""));
    if (days.isEmpty() || days.getAsLong() < 1 || days.getAsLong() > LONGEST_DAYS) {
      throw new InputException("days: give 1 to " + LONGEST_DAYS);
    }
    return (int) days.getAsLong();
  }

  private void revoke(Visit visit) {
    Id.ApiKey id = visit.id("key", Id.ApiKey::new);
    Id.Account owner = visit.account().id();
    visit
        .store()
        .change(
            visit.actor(),
            tx -> {
              Visit.found(
                  tx.apiKeys().of(owner).stream().filter(key -> key.id().equals(id)).findFirst());
              tx.apiKeys().revoke(id);
            });
    visit.redirect("/account?kept=key");
  }
}
