package org.allnet.service.store;

import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
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
   * Returns a project.
   *
   * @param id which one
   * @return empty if there is none
   */
  Optional<Project> get(Id.Project id);

  /** {@return all of them, by name} */
  List<Project> all();
}
