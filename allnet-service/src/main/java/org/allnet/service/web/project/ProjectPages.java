package org.allnet.service.web.project;

import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Subject;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.ClassNotice;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/** The projects of whoever asks, and the cases of one. */
public final class ProjectPages implements PageSet {

  private static final int CASES_PER_PAGE = 50;

  /**
   * A line of the list of projects.
   *
   * @param project the project
   * @param roles of whoever asks, in words
   */
  public record ProjectLine(Project project, String roles) {}

  /**
   * The list of projects.
   *
   * @param projects those of which who asks is a member
   * @param manages whether who asks makes projects
   */
  public record ProjectList(List<ProjectLine> projects, boolean manages) {}

  /**
   * A line of the list of cases.
   *
   * @param of the case
   * @param subject what the project calls the subject
   * @param cells how many cells it has
   */
  public record CaseLine(Case of, String subject, long cells) {}

  /**
   * The page of a project.
   *
   * @param project the project
   * @param cases those of this page
   * @param status of which status cases are shown; empty if of any
   * @param from how many were passed over
   * @param more whether there are more
   * @param submits whether who asks may hand in pictures
   * @param notice what is wrong with the classes of the model of new cases; empty if nothing is
   */
  public record ProjectPage(
      Project project,
      List<CaseLine> cases,
      Optional<CaseStatus> status,
      int from,
      boolean more,
      boolean submits,
      Optional<ClassNotice> notice) {

    /** {@return all statuses to choose from} */
    public List<CaseStatus> statuses() {
      return List.of(CaseStatus.values());
    }

    /** {@return how many cases are on a page} */
    public int size() {
      return CASES_PER_PAGE;
    }
  }

  /**
   * The form of a new case.
   *
   * @param project the project
   * @param subject what was typed
   * @param failure why it did not work; empty if nothing was tried
   */
  public record NewCase(Project project, String subject, String failure) {}

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page("/", Access.signedIn(), "Goes to the projects."),
            visit -> visit.redirect("/projects")),
        new Endpoint(
            Route.page("/projects", Access.signedIn(), "The projects of whoever asks."),
            this::projects),
        new Endpoint(
            Route.page("/projects/{project}", Access.to(Permission.SEE), "The cases of a project."),
            this::project),
        new Endpoint(
            Route.page(
                "/projects/{project}/new-case",
                Access.to(Permission.SUBMIT),
                "Asks for the subject of a new case."),
            visit -> visit.show("project/new-case.jte", new NewCase(visit.project(), "", ""))),
        new Endpoint(
            Route.action(
                "/projects/{project}/cases", Access.to(Permission.SUBMIT), "Opens a case."),
            this::open));
  }

  private void projects(Visit visit) {
    Map<Id.Project, Set<UserRole>> mine = visit.account().memberships();
    List<ProjectLine> lines =
        visit.store().read(tx -> tx.projects().all()).stream()
            .filter(project -> mine.containsKey(project.id()))
            .map(
                project ->
                    new ProjectLine(
                        project, UserRole.words(mine.getOrDefault(project.id(), Set.of()))))
            .toList();
    visit.show(
        "project/projects.jte", new ProjectList(lines, visit.may(Permission.MANAGE_PROJECTS)));
  }

  private void project(Visit visit) {
    Optional<CaseStatus> status =
        visit
            .query("status")
            .flatMap(
                key ->
                    Arrays.stream(CaseStatus.values())
                        .filter(one -> one.key().equals(key))
                        .findFirst());
    int from = visit.number("from", 0, 10_000_000);
    Id.Project in = visit.project().id();
    List<CaseLine> found =
        visit
            .store()
            .read(
                tx ->
                    tx
                        .cases()
                        .seen(
                            in,
                            visit.account().id(),
                            status.stream().toList(),
                            from,
                            CASES_PER_PAGE + 1)
                        .stream()
                        .map(of -> line(tx, of))
                        .toList());
    visit.show(
        "project/project.jte",
        new ProjectPage(
            visit.project(),
            found.subList(0, Math.min(CASES_PER_PAGE, found.size())),
            status,
            from,
            found.size() > CASES_PER_PAGE,
            visit.may(Permission.SUBMIT),
            visit
                .store()
                .read(
                    tx ->
                        ClassNotice.of(
                            visit, tx, visit.project(), tx.models().choice().classifier()))));
  }

  private static CaseLine line(Transaction tx, Case of) {
    String subject =
        tx.subjects()
            .get(of.project(), of.subject())
            .flatMap(Subject::pseudonym)
            .orElse("erased subject");
    return new CaseLine(of, subject, tx.cells().count(of.id()));
  }

  private void open(Visit visit) {
    String pseudonym = visit.maybeField("subject").orElse("");
    Id.Project in = visit.project().id();
    try {
      Id.Case opened =
          visit
              .store()
              .write(
                  visit.actor(),
                  tx -> {
                    Id.Subject subject = subject(tx, in, pseudonym, visit);
                    Case made =
                        new Case(
                            Id.Case.fresh(),
                            in,
                            subject,
                            CaseStatus.QUEUED,
                            visit.now().truncatedTo(ChronoUnit.MICROS));
                    tx.cases().open(made);
                    return made.id();
                  });
      visit.redirect("/projects/%s/cases/%s".formatted(in.text(), opened.text()));
    } catch (InputException e) {
      visit.show(
          422,
          "project/new-case.jte",
          new NewCase(visit.project(), pseudonym, String.valueOf(e.getMessage())));
    }
  }

  /** The subject of a pseudonym, made if it is new. */
  private static Id.Subject subject(Transaction tx, Id.Project in, String pseudonym, Visit visit) {
    Optional<Subject> known = tx.subjects().named(in, pseudonym);
    if (known.isPresent()) {
      return known.get().id();
    }
    Subject made =
        new Subject(
            Id.Subject.fresh(),
            in,
            Optional.of(pseudonym),
            visit.now().truncatedTo(ChronoUnit.MICROS),
            Optional.empty());
    tx.subjects().add(made);
    return made.id();
  }
}
