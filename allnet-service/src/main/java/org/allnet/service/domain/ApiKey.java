package org.allnet.service.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a program shows instead of logging in. Only the hash of the secret is kept.
 *
 * @param id what it is known by
 * @param owner for whom it acts; it may never do more than the owner
 * @param label what it is for
 * @param secret the hash of the {@linkplain KeySecret secret}
 * @param scope what it may do at most
 * @param project the only project that it sees; empty if it sees all of the owner's
 * @param created when it was made
 * @param expires from when on it is worth nothing
 * @param used when it was last used; empty if never
 * @param revoked when it was taken back; empty if it was not
 */
public record ApiKey(
    Id.ApiKey id,
    Id.Account owner,
    String label,
    Hash secret,
    Set<Permission> scope,
    Optional<Id.Project> project,
    Instant created,
    Instant expires,
    Optional<Instant> used,
    Optional<Instant> revoked) {

  /** Copies {@code scope}, so that nothing changes it from outside. */
  public ApiKey {
    Names.require("API key", label);
    scope = Set.copyOf(scope);
  }

  /**
   * Returns whether it is worth something.
   *
   * @param now the time
   */
  public boolean isValid(Instant now) {
    return revoked.isEmpty() && now.isBefore(expires);
  }

  /**
   * Returns whether it may do something in a project.
   *
   * @param permission one about cases of a project
   * @param in the project
   * @param account the owner
   * @param now the time
   */
  public boolean may(Permission permission, Id.Project in, Account account, Instant now) {
    return isValid(now)
        && owner.equals(account.id())
        && scope.contains(permission)
        && project.map(in::equals).orElse(true)
        && account.may(permission, in);
  }

  /**
   * Returns whether it may do something in the whole service. A key of one project may not.
   *
   * @param permission one that is not about cases of a project
   * @param account the owner
   * @param now the time
   */
  public boolean may(Permission permission, Account account, Instant now) {
    return isValid(now)
        && owner.equals(account.id())
        && scope.contains(permission)
        && project.isEmpty()
        && account.may(permission);
  }
}
