package org.allnet.service.domain;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.data.InputException;

/** A role of a person, and what it may do. */
public enum UserRole {
  /** Looks at cases. */
  READER(Permission.SEE),
  /** Judges cells. */
  REVIEWER(Permission.SEE, Permission.SUBMIT, Permission.JUDGE),
  /** Signs and amends results. */
  SIGNER(Permission.SEE, Permission.SIGN, Permission.AMEND),
  /** Runs models and jobs. */
  OPERATOR(Permission.RUN_MODELS, Permission.RUN_JOBS),
  /** Manages people and projects, and decides nothing about cells. */
  ADMINISTRATOR(Permission.MANAGE_ACCOUNTS, Permission.MANAGE_PROJECTS, Permission.MANAGE_WEBHOOKS),
  /** Reads the audit log, and does nothing that would be in it. */
  AUDITOR(Permission.READ_AUDIT);

  private final Set<Permission> permissions;

  UserRole(Permission first, Permission... more) {
    permissions = Collections.unmodifiableSet(EnumSet.of(first, more));
  }

  /** {@return the name in files and in the database} */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return what it may do} */
  public Set<Permission> permissions() {
    return permissions;
  }

  /** {@return whether it is given in a project, else in the whole service} */
  public boolean isOfProject() {
    return permissions.stream().allMatch(Permission::isOfProject);
  }

  /**
   * Refuses roles that one person must not have together: who manages accounts could judge under
   * somebody else's name, and who audits must not be audited.
   *
   * @param roles all roles of a person, of all projects
   * @throws InputException if administrator comes with reviewer or signer, or auditor with any
   *     other
   */
  public static void requireTogether(Set<UserRole> roles) {
    if (roles.contains(ADMINISTRATOR) && (roles.contains(REVIEWER) || roles.contains(SIGNER))) {
      throw new InputException(
          "roles: an administrator judges and signs nothing; make a second account");
    }
    if (roles.contains(AUDITOR) && roles.size() > 1) {
      throw new InputException("roles: an auditor has no other role; make a second account");
    }
  }

  /**
   * Returns roles in words, such as {@code reviewer, signer}.
   *
   * @param roles any
   */
  public static String words(Collection<UserRole> roles) {
    return roles.stream().sorted().map(UserRole::key).collect(Collectors.joining(", "));
  }
}
