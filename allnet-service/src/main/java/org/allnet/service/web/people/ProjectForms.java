package org.allnet.service.web.people;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.allnet.data.InputException;
import org.allnet.data.file.Decimal;
import org.allnet.service.domain.ClassNaming;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.ProposedClasses;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/** New projects, and what holds for all cases of one. */
public final class ProjectForms implements PageSet {

  private static final Access MANAGER = Access.to(Permission.MANAGE_PROJECTS);

  /**
   * The form of a project.
   *
   * @param project the project; empty if it is a new one
   * @param name what was typed
   * @param classes what was typed, a class in each line; of a project that is there, new ones alone
   * @param rows as which class each class of the models counts
   * @param failure why it did not work; empty if nothing was tried
   */
  public record ProjectForm(
      Optional<Project> project, String name, String classes, List<ClassRow> rows, String failure) {

    /** {@return what holds for the cases} */
    public Project.Rules rules() {
      return project.map(Project::rules).orElse(Project.Rules.DEFAULT);
    }

    /** {@return where the form is sent} */
    public String action() {
      return "/administration/projects" + project.map(one -> "/" + one.id().text()).orElse("");
    }

    /** {@return the classes that it has, or that are proposed for it} */
    public List<String> known() {
      return project.map(Project::classes).orElseGet(() -> classes.lines().toList());
    }
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page("/administration/new-project", MANAGER, "Asks for a new project."),
            this::propose),
        new Endpoint(
            Route.action("/administration/projects", MANAGER, "Makes a project."), this::make),
        new Endpoint(
            Route.page(
                "/administration/projects/{project}",
                MANAGER,
                "The rules and classes of a project."),
            visit -> show(visit, 200, project(visit), "", "")),
        new Endpoint(
            Route.action(
                "/administration/projects/{project}", MANAGER, "Changes the rules of a project."),
            this::change),
        new Endpoint(
            Route.action(
                "/administration/projects/{project}/classes",
                MANAGER,
                "Adds classes to a project, and says as which the classes of models count."),
            this::changeClasses));
  }

  private static Project project(Visit visit) {
    Id.Project id = visit.id("project", Id.Project::new);
    return Visit.found(visit.store().read(tx -> tx.projects().get(id)));
  }

  private void propose(Visit visit) {
    Optional<ServedModel> model =
        visit.store().read(tx -> tx.models().choice().classifier().flatMap(tx.models()::get));
    ProposedClasses proposed = ProposedClasses.of(model.map(ServedModel::sheet));
    visit.show(
        "people/project-form.jte",
        new ProjectForm(
            Optional.empty(),
            "",
            String.join("\n", proposed.classes()),
            model.map(one -> ClassRow.of(one, proposed.naming())).orElse(List.of()),
            ""));
  }

  private static void show(
      Visit visit, int status, Project project, String newClasses, String failure) {
    visit.show(
        status,
        "people/project-form.jte",
        new ProjectForm(
            Optional.of(project),
            project.name(),
            newClasses,
            visit.store().read(tx -> ClassRow.of(tx, project)),
            failure));
  }

  private void make(Visit visit) {
    String name = visit.maybeField("name").orElse("");
    List<String> classes = ClassRow.lines(visit.maybeField("classes"));
    List<ClassRow> rows = ClassRow.of(visit);
    Project project;
    try {
      project =
          new Project(
              Id.Project.fresh(),
              name,
              classes,
              ClassRow.naming(rows, classes),
              rules(visit),
              visit.now().truncatedTo(ChronoUnit.MICROS));
      visit.store().change(visit.actor(), tx -> tx.projects().add(project));
    } catch (InputException e) {
      visit.show(
          422,
          "people/project-form.jte",
          new ProjectForm(
              Optional.empty(),
              name,
              String.join("\n", classes),
              rows,
              String.valueOf(e.getMessage())));
      return;
    }
    visit.redirect("/administration");
  }

  private void change(Visit visit) {
    Project project = project(visit);
    try {
      Project.Rules rules = rules(visit);
      visit.store().change(visit.actor(), tx -> tx.projects().change(project.id(), rules));
    } catch (InputException e) {
      show(visit, 422, project, "", String.valueOf(e.getMessage()));
      return;
    }
    visit.redirect("/administration");
  }

  private void changeClasses(Visit visit) {
    Project project = project(visit);
    List<String> more = ClassRow.lines(visit.maybeField("more-classes"));
    try {
      List<String> classes = Stream.concat(project.classes().stream(), more.stream()).toList();
      ClassNaming naming = ClassRow.naming(ClassRow.of(visit), classes);
      visit
          .store()
          .change(visit.actor(), tx -> tx.projects().change(project.id(), classes, naming));
    } catch (InputException e) {
      show(visit, 422, project, String.join("\n", more), String.valueOf(e.getMessage()));
      return;
    }
    visit.redirect("/administration/projects/" + project.id().text());
  }

  private static Project.Rules rules(Visit visit) {
    OptionalInt days = OptionalInt.empty();
    Optional<String> typed = visit.maybeField("retention");
    if (typed.isPresent()) {
      OptionalLong number = Decimal.whole(typed.get());
      if (number.isEmpty() || number.getAsLong() > Integer.MAX_VALUE) {
        throw new InputException("retention: the text is no number of days");
      }
      days = OptionalInt.of((int) Math.max(0, number.getAsLong()));
    }
    return new Project.Rules(
        visit.maybeField("names").isPresent(), visit.maybeField("reason").isPresent(), days);
  }
}
