package org.allnet.service.web.project;

import java.util.Collection;
import java.util.stream.Collectors;
import org.allnet.service.domain.UserRole;

/** Roles as pages show them. */
final class RoleWords {

  private RoleWords() {}

  static String of(Collection<UserRole> roles) {
    return roles.stream().sorted().map(UserRole::key).collect(Collectors.joining(", "));
  }
}
