package org.allnet.service.web.oidc;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.UserRole;
import org.jspecify.annotations.Nullable;

/**
 * Which claims of a provider give which roles here. If there are none, administrators give roles.
 *
 * @param path where the claim is, such as {@code realm_access.roles}; empty if nowhere
 * @param rules what its values give
 */
public record RoleRules(String path, List<Rule> rules) {

  /** Administrators of this service give the roles. */
  public static final RoleRules NONE = new RoleRules("", List.of());

  /**
   * What one value gives.
   *
   * @param value of the claim, compared as it is
   * @param role the role
   * @param project name or id of the project, if the role is one of projects
   */
  public record Rule(String value, UserRole role, Optional<String> project) {

    /**
     * Reads a rule such as {@code lab-signers=signer@Trial 7}.
     *
     * @param text a value, {@code =}, a role, and for roles of projects {@code @} and a project
     * @throws InputException if it is no rule
     */
    public static Rule parse(String text) {
      for (int at = text.indexOf('='); at > 0; at = text.indexOf('=', at + 1)) {
        String value = text.substring(0, at);
        String given = text.substring(at + 1);
        int behind = given.indexOf('@');
        String name = behind < 0 ? given : given.substring(0, behind);
        Optional<String> project =
            behind < 0
                ? Optional.empty()
                : Optional.of(given.substring(behind + 1)).filter(one -> !one.isBlank());
        Optional<UserRole> role =
            Arrays.stream(UserRole.values()).filter(one -> one.key().equals(name)).findFirst();
        if (role.isPresent() && role.get().isOfProject() == project.isPresent()) {
          return new Rule(value, role.get(), project);
        }
      }
      throw new InputException(
          "role rule '"
              + text
              + "': give VALUE=ROLE for operator, administrator and auditor, or VALUE=ROLE@PROJECT for reader, reviewer and signer");
    }
  }

  /**
   * Roles that somebody gets.
   *
   * @param service those in the whole service
   * @param memberships those in projects
   */
  public record Roles(Set<UserRole> service, Map<Id.Project, Set<UserRole>> memberships) {

    /** {@return whether there is none} */
    public boolean isEmpty() {
      return service.isEmpty() && memberships.isEmpty();
    }
  }

  /**
   * Copies the rules.
   *
   * @throws InputException if there are rules without a claim, or a claim without rules
   */
  public RoleRules {
    rules = List.copyOf(rules);
    if (path.isBlank() != rules.isEmpty()) {
      throw new InputException("roles: name the claim and at least one rule, or neither");
    }
  }

  /** {@return whether the provider gives the roles, and not an administrator} */
  public boolean areGiven() {
    return !rules.isEmpty();
  }

  /**
   * Returns the roles that claims give. Rules for projects that there are not give nothing.
   *
   * @param claims of a token
   * @param projects all of the service
   */
  public Roles of(Map<String, Object> claims, Collection<Project> projects) {
    Set<String> values = values(claims);
    Set<UserRole> service = EnumSet.noneOf(UserRole.class);
    Map<Id.Project, Set<UserRole>> memberships = new HashMap<>();
    for (Rule rule : rules) {
      if (!values.contains(rule.value())) {
        continue;
      }
      if (rule.project().isEmpty()) {
        service.add(rule.role());
        continue;
      }
      String named = rule.project().get();
      projects.stream()
          .filter(one -> one.name().equals(named) || one.id().text().equals(named))
          .forEach(
              one ->
                  memberships
                      .computeIfAbsent(one.id(), id -> EnumSet.noneOf(UserRole.class))
                      .add(rule.role()));
    }
    return new Roles(service, memberships);
  }

  /**
   * Returns whether a provider left the claim out since it would be too long, as Entra does with
   * people of many groups.
   *
   * @param claims of a token
   */
  public boolean isLeftOut(Map<String, Object> claims) {
    return areGiven()
        && values(claims).isEmpty()
        && claims.get("_claim_names") instanceof Map<?, ?> names
        && names.containsKey(path);
  }

  private Set<String> values(Map<String, Object> claims) {
    Set<String> values = new LinkedHashSet<>();
    Object found = found(claims, List.of(path.split("\\.", -1)));
    if (found instanceof Collection<?> several) {
      several.forEach(one -> values.add(String.valueOf(one)));
    } else if (found instanceof String one) {
      values.add(one);
    }
    return values;
  }

  /** Names of clients may have dots too, so a step may be several parts of the path. */
  private static @Nullable Object found(@Nullable Object in, List<String> path) {
    if (path.isEmpty()) {
      return in;
    }
    if (!(in instanceof Map<?, ?> map)) {
      return null;
    }
    for (int parts = 1; parts <= path.size(); parts++) {
      Object inside = map.get(String.join(".", path.subList(0, parts)));
      Object found = inside == null ? null : found(inside, path.subList(parts, path.size()));
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
