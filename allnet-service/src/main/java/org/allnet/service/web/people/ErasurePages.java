package org.allnet.service.web.people;

import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Subject;
import org.allnet.service.web.access.SignIn;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;
import org.allnet.service.work.operation.Erasure;

/** Erases a subject, by an administrator who enters the password again. */
public final class ErasurePages implements PageSet {

  private static final Access MANAGER = Access.to(Permission.MANAGE_PROJECTS);
  private static final String PATH = "/administration/projects/{project}/erasure";

  /**
   * The form.
   *
   * @param project of which project
   * @param subject what was typed
   * @param byPassword whether the person has a password here
   * @param failure why it did not work; empty if nothing was tried
   * @param done what was erased; empty if nothing was
   */
  public record Form(
      Project project, String subject, boolean byPassword, String failure, String done) {}

  private final SignIn signIn;
  private final Erasure erasure;

  /**
   * Makes the pages.
   *
   * @param signIn asks for the password again
   * @param erasure erases
   */
  public ErasurePages(SignIn signIn, Erasure erasure) {
    this.signIn = signIn;
    this.erasure = erasure;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page(PATH, MANAGER, "Asks which subject is to be erased."),
            visit -> show(visit, 200, "", "", "")),
        new Endpoint(
            Route.action(PATH, MANAGER, "Erases a subject: pictures, pseudonym and texts."),
            this::erase));
  }

  private static Project project(Visit visit) {
    Id.Project id = visit.id("project", Id.Project::new);
    return Visit.found(visit.store().read(tx -> tx.projects().get(id)));
  }

  private static void show(Visit visit, int status, String subject, String failure, String done) {
    visit.show(
        status,
        "people/erasure.jte",
        new Form(project(visit), subject, visit.account().password().isPresent(), failure, done));
  }

  private void erase(Visit visit) {
    Project project = project(visit);
    String typed = visit.maybeField("subject").orElse("");
    try {
      visit.field("subject");
      if (!signIn.isConfirmed(visit, "Erase the subject '" + typed + "' of " + project.name())) {
        return;
      }
      Optional<Subject> found = visit.store().read(tx -> tx.subjects().named(project.id(), typed));
      Id.Subject subject =
          found
              .map(Subject::id)
              .orElseThrow(() -> new InputException("subject: the project has none of this name"));
      Erasure.Erased erased = erasure.erase(visit.actor(), project.id(), subject);
      show(visit, 200, "", "", erased.words());
    } catch (InputException e) {
      show(visit, 422, typed, String.valueOf(e.getMessage()), "");
    } catch (HttpFailure e) {
      show(visit, e.status(), typed, e.words(), "");
    }
  }
}
