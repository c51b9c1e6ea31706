package org.allnet.service.web.route;

import org.allnet.service.domain.Permission;

/** Who may use a route. */
public sealed interface Access {

  /** Everybody, logged in or not. */
  record Anyone() implements Access {}

  /** Everybody who is known, for what is the person's own. */
  record SignedIn() implements Access {}

  /**
   * Who may do something in the whole service.
   *
   * @param permission what
   */
  record InService(Permission permission) implements Access {}

  /**
   * Who may do something in the project that the path names. Whoever is no member does not learn
   * whether there is such a project.
   *
   * @param permission what
   */
  record InProject(Permission permission) implements Access {}

  /** {@return for everybody} */
  static Access anyone() {
    return new Anyone();
  }

  /** {@return for everybody who is known} */
  static Access signedIn() {
    return new SignedIn();
  }

  /**
   * Returns the access of those who may do something, in the project of the path or, if it is not
   * about the cases of projects, in the service.
   *
   * @param permission what
   */
  static Access to(Permission permission) {
    return permission.isOfProject() ? new InProject(permission) : new InService(permission);
  }
}
