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
   * @param rules what holds for the cases
   * @param failure why it did not work; empty if nothing was tried
   * @param done what was kept before the browser was sent here; empty if nothing was
   */
  public record ProjectForm(
      Optional<Project> project,
      String name,
      String classes,
      List<ClassRow> rows,
      Rules rules,
      String failure,
      String done) {

    /** {@return where the form is sent} */
    public String action() {
      return "/administration/projects" + project.map(one -> "/" + one.id().text()).orElse("");
    }

    /** {@return the classes that it has, or that are proposed for it} */
    public List<String> known() {
      return project.map(Project::classes).orElseGet(() -> classes.lines().toList());
    }
  }

  /**
   * Rules as the form has them: one that is refused comes back as it was typed.
   *
   * @param names whether names of files may be kept
   * @param reason whether a judgement against the model needs a reason
   * @param retention after how many days a case is erased; empty for never
   */
  public record Rules(boolean names, boolean reason, String retention) {

    static Rules of(Project.Rules rules) {
      return new Rules(
          rules.namesKept(),
          rules.reasonAgainstModel(),
          rules.retentionDays().isPresent()
              ? Integer.toString(rules.retentionDays().getAsInt())
              : "");
    }

    static Rules of(Visit visit) {
      return new Rules(
          visit.maybeField("names").isPresent(),
          visit.maybeField("reason").isPresent(),
          visit.maybeField("retention").orElse(""));
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
            visit -> {
              Project project = project(visit);
              show(visit, 200, project, "", rows(visit, project), Rules.of(project.rules()), "");
            }),
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
            Rules.of(Project.Rules.DEFAULT),
            "",
            ""));
  }

  private static List<ClassRow> rows(Visit visit, Project project) {
    return visit.store().read(tx -> ClassRow.of(tx, project));
  }

  private static String done(Visit visit) {
    return switch (visit.query("kept").orElse("")) {
      case "classes" -> "The classes are kept.";
      case "rules" -> "The rules are kept.";
      default -> "";
    };
  }

  private static void show(
      Visit visit,
      int status,
      Project project,
      String newClasses,
      List<ClassRow> rows,
      Rules rules,
      String failure) {
    visit.show(
        status,
        "people/project-form.jte",
        new ProjectForm(
            Optional.of(project),
            project.name(),
            newClasses,
            rows,
            rules,
            failure,
            failure.isEmpty() ? done(visit) : ""));
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
              Rules.of(visit),
              String.valueOf(e.getMessage()),
              ""));
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
      show(
          visit,
          422,
          project,
          "",
          rows(visit, project),
          Rules.of(visit),
          String.valueOf(e.getMessage()));
      return;
    }
    visit.redirect("/administration/projects/" + project.id().text() + "?kept=rules");
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
      show(
          visit,
          422,
          project,
          String.join("\n", more),
          ClassRow.typed(visit, rows(visit, project)),
          Rules.of(project.rules()),
          String.valueOf(e.getMessage()));
      return;
    }
    visit.redirect("/administration/projects/" + project.id().text() + "?kept=classes");
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
