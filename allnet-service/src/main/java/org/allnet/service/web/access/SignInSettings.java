package org.allnet.service.web.access;

import java.util.Optional;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.service.domain.UserRole;
import org.allnet.service.web.oidc.OidcSettings;

/**
 * How people prove who they are.
 *
 * @param oidc a provider at which they may log in
 * @param localAccounts whether accounts with passwords log in also once somebody manages accounts
 *     through the provider
 * @param secondFactor whoever has one of these roles and a password needs a second factor
 */
public record SignInSettings(
    Optional<OidcSettings> oidc, boolean localAccounts, Set<UserRole> secondFactor) {

  /** Passwords alone; who wants a second factor has one. */
  public static final SignInSettings DEFAULT = new SignInSettings(Optional.empty(), true, Set.of());

  /**
   * Refuses what would shut everybody out.
   *
   * @throws InputException if local accounts shall not log in, and there is no provider
   */
  public SignInSettings {
    secondFactor = Set.copyOf(secondFactor);
    if (!localAccounts && oidc.isEmpty()) {
      throw new InputException("local accounts: can't be switched off without a provider");
    }
  }
}
