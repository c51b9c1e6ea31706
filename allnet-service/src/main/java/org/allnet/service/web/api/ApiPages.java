package org.allnet.service.web.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Caller;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Verb;
import org.allnet.service.web.route.Visit;

/** From where a program starts: the document of the API, its projects and their cases. */
public final class ApiPages implements PageSet {

  private static final int MOST = 1000;

  /**
   * A project as JSON.
   *
   * @param id its id
   * @param name what people call it
   * @param classes the classes into which people judge cells; none for a key that may not see
   * @param roles of whoever asks; empty for a key that may not see
   */
  record ProjectJson(String id, String name, List<String> classes, String roles) {}

  /**
   * A case as JSON.
   *
   * @param id its id
   * @param subject the id of the subject
   * @param status the key of its status
   * @param words its status in words
   * @param opened when, in UTC
   * @param synthetic whether a program made what a picture of it shows
   * @param modelSynthetic whether the model that answers about it was trained on synthetic cells
   */
  record CaseLineJson(
      String id,
      String subject,
      String status,
      String words,
      String opened,
      boolean synthetic,
      boolean modelSynthetic) {}

  private final OpenRoutes routes;
  private final Optional<String> provider;

  /** Gives all routes, once they are known. */
  @FunctionalInterface
  public interface OpenRoutes {

    /** {@return all routes of the service} */
    List<Route> all();
  }

  /**
   * Makes the answers.
   *
   * @param routes gives all routes when the document is asked for
   * @param provider where a provider describes itself whose tokens are taken beside keys
   */
  public ApiPages(OpenRoutes routes, Optional<String> provider) {
    this.provider = provider;
    this.routes = routes;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.api(Verb.GET, "/api/v1/openapi.json", Access.signedIn(), "This document."),
            visit ->
                visit.json(
                    OpenApiDocument.of(
                        routes.all(),
                        visit.context().scheme() + "://" + visit.context().host(),
                        provider))),
        new Endpoint(
            Route.api(Verb.GET, "/api/v1/projects", Access.signedIn(), "The own projects."),
            this::projects),
        new Endpoint(
            Route.api(
                Verb.GET,
                "/api/v1/projects/{project}/cases",
                Access.to(Permission.SEE),
                "The cases of a project, the newest first; from=N passes over N of them, and at"
                    + " most 1000 come at once."),
            this::cases));
  }

  private void projects(Visit visit) {
    Caller caller = visit.caller().orElseThrow();
    Account account = visit.account();
    List<ProjectJson> mine =
        visit.store().read(tx -> tx.projects().all()).stream()
            .filter(project -> caller.sees(project.id()))
            .filter(project -> mayAnything(caller, project))
            .map(project -> json(project, account, caller))
            .toList();
    visit.json(mine);
  }

  private static boolean mayAnything(Caller caller, Project project) {
    return Arrays.stream(Permission.values())
        .filter(Permission::isOfProject)
        .anyMatch(one -> caller.roleFor(one, project.id()).isPresent());
  }

  /** Whose key may not see learns where to hand in, and nothing more. */
  private static ProjectJson json(Project project, Account account, Caller caller) {
    boolean sees = caller.roleFor(Permission.SEE, project.id()).isPresent();
    return new ProjectJson(
        project.id().text(),
        project.name(),
        sees ? project.classes() : List.of(),
        sees ? UserRole.words(account.memberships().getOrDefault(project.id(), Set.of())) : "");
  }

  private void cases(Visit visit) {
    Id.Project in = visit.project().id();
    int from = visit.number("from", 0, 10_000_000);
    visit.json(visit.store().read(tx -> lines(tx, in, visit.account().id(), from)));
  }

  private static List<CaseLineJson> lines(
      Transaction tx, Id.Project in, Id.Account asking, int from) {
    List<Case> cases = tx.cases().seen(in, asking, List.of(), from, MOST);
    List<Id.Case> ids = cases.stream().map(Case::id).toList();
    Set<Id.Case> synthetic = tx.pictures().synthetic(ids);
    Set<Id.Case> ofSynthetic = tx.models().synthetic(ids);
    return cases.stream()
        .map(of -> json(of, synthetic.contains(of.id()), ofSynthetic.contains(of.id())))
        .toList();
  }

  private static CaseLineJson json(Case of, boolean synthetic, boolean modelSynthetic) {
    return new CaseLineJson(
        of.id().text(),
        of.subject().text(),
        of.status().key(),
        of.status().words(),
        of.created().toString(),
        synthetic,
        modelSynthetic);
  }
}
