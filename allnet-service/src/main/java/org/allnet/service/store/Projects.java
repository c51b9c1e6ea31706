package org.allnet.service.store;

import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.ClassNaming;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Project;

/** The projects. */
public interface Projects {

  /**
   * Adds a project.
   *
   * @param project the new one
   * @throws InputException if there is one of that name
   */
  void add(Project project);

  /**
   * Changes what holds for all cases of a project.
   *
   * @param project which one
   * @param rules from now on
   * @throws InputException if there is no such project
   */
  void change(Id.Project project, Project.Rules rules);

  /**
   * Adds classes, and says as which of them those of models count. What was judged and signed stays
   * as it is.
   *
   * @param project which one
   * @param classes those that it has, in their order, and new ones behind them
   * @param naming from now on
   * @throws InputException if there is no such project, or {@link Project#withClasses} refuses them
   */
  void change(Id.Project project, List<String> classes, ClassNaming naming);

  /**
   * Returns a project.
   *
   * @param id which one
   * @return empty if there is none
   */
  Optional<Project> get(Id.Project id);

  /** {@return all of them, by name} */
  List<Project> all();
}
