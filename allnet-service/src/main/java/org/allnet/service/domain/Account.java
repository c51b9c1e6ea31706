package org.allnet.service.domain;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.allnet.data.InputException;

/**
 * A person who uses the service.
 *
 * @param id what it is known by
 * @param login by which the person logs in
 * @param name as it is printed below a signature
 * @param password of a local account; empty if somebody else vouches for the person
 * @param roles those in the whole service
 * @param memberships those in projects
 * @param created when it was made
 * @param disabled since when the person may do nothing any more; empty if not
 */
public record Account(
    Id.Account id,
    String login,
    String name,
    Optional<PasswordHash> password,
    Set<UserRole> roles,
    Map<Id.Project, Set<UserRole>> memberships,
    Instant created,
    Optional<Instant> disabled) {

  /**
   * Copies the roles and refuses those that don't go together.
   *
   * @throws InputException if login or name is no {@linkplain Names#require name}, a role of
   *     projects is given in the whole service or the other way round, or roles exclude each other
   */
  public Account {
    Names.require("login", login);
    Names.require("account", name);
    roles = Set.copyOf(roles);
    memberships =
        memberships.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, member -> Set.copyOf(member.getValue())));
    Set<UserRole> all = new TreeSet<>(roles);
    for (UserRole role : roles) {
      requirePlace(role, false);
    }
    for (Set<UserRole> some : memberships.values()) {
      some.forEach(role -> requirePlace(role, true));
      all.addAll(some);
    }
    UserRole.requireTogether(all);
  }

  private static void requirePlace(UserRole role, boolean project) {
    if (role.isOfProject() != project) {
      throw new InputException(
          "roles: %s is given in %s"
              .formatted(role.key(), project ? "the whole service" : "a project"));
    }
  }

  /**
   * Returns whether the person may do something in a project.
   *
   * @param permission one about cases of a project
   * @param project the project
   */
  public boolean may(Permission permission, Id.Project project) {
    return roleFor(permission, project).isPresent();
  }

  /**
   * Returns whether the person may do something in the whole service.
   *
   * @param permission one that is not about cases of a project
   */
  public boolean may(Permission permission) {
    return roleFor(permission).isPresent();
  }

  /**
   * Returns the role by which the person may do something in a project, for the audit log.
   *
   * @param permission one about cases of a project
   * @param project the project
   * @return empty if the person may not
   */
  public Optional<UserRole> roleFor(Permission permission, Id.Project project) {
    return disabled.isPresent()
        ? Optional.empty()
        : first(memberships.getOrDefault(project, Set.of()), permission);
  }

  /**
   * Returns the role by which the person may do something in the whole service, for the audit log.
   *
   * @param permission one that is not about cases of a project
   * @return empty if the person may not
   */
  public Optional<UserRole> roleFor(Permission permission) {
    return disabled.isPresent() ? Optional.empty() : first(roles, permission);
  }

  private static Optional<UserRole> first(Set<UserRole> roles, Permission permission) {
    return roles.stream()
        .sorted()
        .filter(role -> role.permissions().contains(permission))
        .findFirst();
  }
}
