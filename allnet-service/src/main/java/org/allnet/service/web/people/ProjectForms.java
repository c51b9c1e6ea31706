package org.allnet.service.web.people;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.allnet.data.InputException;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Project;
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
   * @param classes what was typed, a class in each line
   * @param failure why it did not work; empty if nothing was tried
   */
  public record ProjectForm(
      Optional<Project> project, String name, String classes, String failure) {

    /** {@return what holds for the cases} */
    public Project.Rules rules() {
      return project.map(Project::rules).orElse(Project.Rules.DEFAULT);
    }

    /** {@return where the form is sent} */
    public String action() {
      return "/administration/projects" + project.map(one -> "/" + one.id().text()).orElse("");
    }
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page("/administration/new-project", MANAGER, "Asks for a new project."),
            visit ->
                visit.show(
                    "people/project-form.jte",
                    new ProjectForm(Optional.empty(), "", "lymphoblast\nlymphocyte", ""))),
        new Endpoint(
            Route.action("/administration/projects", MANAGER, "Makes a project."), this::make),
        new Endpoint(
            Route.page("/administration/projects/{project}", MANAGER, "The rules of a project."),
            visit -> show(visit, 200, project(visit), "")),
        new Endpoint(
            Route.action(
                "/administration/projects/{project}", MANAGER, "Changes the rules of a project."),
            this::change));
  }

  private static Project project(Visit visit) {
    Id.Project id = visit.id("project", Id.Project::new);
    return Visit.found(visit.store().read(tx -> tx.projects().get(id)));
  }

  private static void show(Visit visit, int status, Project project, String failure) {
    visit.show(
        status,
        "people/project-form.jte",
        new ProjectForm(
            Optional.of(project), project.name(), String.join("\n", project.classes()), failure));
  }

  private void make(Visit visit) {
    String name = visit.maybeField("name").orElse("");
    String classes = visit.maybeField("classes").orElse("");
    try {
      Project project =
          new Project(
              Id.Project.fresh(),
              name,
              classes.lines().map(String::strip).filter(line -> !line.isEmpty()).toList(),
              rules(visit),
              visit.now().truncatedTo(ChronoUnit.MICROS));
      visit.store().change(visit.actor(), tx -> tx.projects().add(project));
    } catch (InputException e) {
      visit.show(
          422,
          "people/project-form.jte",
          new ProjectForm(Optional.empty(), name, classes, String.valueOf(e.getMessage())));
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
      show(visit, 422, project, String.valueOf(e.getMessage()));
      return;
    }
    visit.redirect("/administration");
  }

  private static Project.Rules rules(Visit visit) {
    OptionalInt days = OptionalInt.empty();
    Optional<String> typed = visit.maybeField("retention");
    if (typed.isPresent()) {
      try {
        days = OptionalInt.of(Integer.parseInt(typed.get()));
      } catch (NumberFormatException e) {
        throw new InputException("retention: the text is no number of days", e);
      }
    }
    return new Project.Rules(
        visit.maybeField("names").isPresent(), visit.maybeField("reason").isPresent(), days);
  }
}
