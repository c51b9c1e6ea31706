package org.allnet.service.web.route;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.store.Transaction;

/**
 * What a page says if a model proposes a class that a project can't count.
 *
 * @param words what is wrong and what to do
 * @param settings where it is changed; empty if who asks may not do so
 */
public record ClassNotice(String words, String settings) {

  /**
   * Returns the notice about a model in a project.
   *
   * @param visit the request
   * @param tx reads the model
   * @param project the project
   * @param model the model's hash; empty if there is none
   * @return empty if all its classes count, or there is no such model
   */
  public static Optional<ClassNotice> of(
      Visit visit, Transaction tx, Project project, Optional<Hash> model) {
    return model.flatMap(tx.models()::get).flatMap(one -> of(visit, project, one));
  }

  /**
   * Returns the notice about a model in a project.
   *
   * @param visit the request
   * @param project the project
   * @param model the model
   * @return empty if all its classes count, or it is no classifier
   */
  public static Optional<ClassNotice> of(Visit visit, Project project, ServedModel model) {
    List<String> classes = project.uncounted(model.sheet().classes());
    if (model.kind() != ServedModel.Kind.CLASSIFIER || classes.isEmpty()) {
      return Optional.empty();
    }
    boolean manages = visit.may(Permission.MANAGE_PROJECTS);
    return Optional.of(
        new ClassNotice(
            "%s proposes %s, not a class of project %s. Such a proposal can't be confirmed: choose a class. %s"
                .formatted(
                    model.title(),
                    classes.stream().map("'%s'"::formatted).collect(Collectors.joining(", ")),
                    project.name(),
                    manages
                        ? "Say in its settings as which class it counts."
                        : "An administrator can say as which class it counts."),
            manages ? "/administration/projects/" + project.id().text() : ""));
  }
}
