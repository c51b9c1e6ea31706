package org.allnet.service.web.oidc;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.InputException;

/**
 * A provider at which people log in, and how it is asked.
 *
 * @param issuer the provider's address, exactly as it names itself
 * @param client what the provider knows this service by
 * @param secret proves to the provider that it is this service; empty for a client without one
 * @param scopes what the provider is asked for
 * @param audience for whom tokens of programs have to be; empty if the API takes none
 * @param roles which claims give which roles
 * @param newAccounts whether the first log-in of somebody makes an account
 * @param renewal for how long what the provider said of a person counts
 */
public record OidcSettings(
    String issuer,
    String client,
    Optional<String> secret,
    Set<String> scopes,
    Optional<String> audience,
    RoleRules roles,
    boolean newAccounts,
    Renewal renewal) {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Refuses what can't be safe.
   *
   * @throws InputException if {@code issuer} is no address of HTTPS, or of HTTP on this machine; if
   *     the client has no name; or if {@code openid} is not among the scopes
   */
  public OidcSettings {
    scopes = Set.copyOf(scopes);
    if (!isSafe(issuer, issuer) || issuer.contains("?") || issuer.contains("#")) {
      throw new InputException(
          "issuer: give the provider's address with https://, without ? and #; http:// is for a provider on this machine alone");
    }
    if (client.isBlank()) {
      throw new InputException("client: is empty; give what the provider knows this service by");
    }
    if (!scopes.contains("openid")) {
      throw new InputException("scopes: openid is missing");
    }
  }

  /**
   * Has what the provider says count for the usual time.
   *
   * @param issuer the provider's address, exactly as it names itself
   * @param client what the provider knows this service by
   * @param secret proves to the provider that it is this service; empty for a client without one
   * @param scopes what the provider is asked for
   * @param audience for whom tokens of programs have to be; empty if the API takes none
   * @param roles which claims give which roles
   * @param newAccounts whether the first log-in of somebody makes an account
   * @throws InputException if one of these can't be safe
   */
  public OidcSettings(
      String issuer,
      String client,
      Optional<String> secret,
      Set<String> scopes,
      Optional<String> audience,
      RoleRules roles,
      boolean newAccounts) {
    this(issuer, client, secret, scopes, audience, roles, newAccounts, Renewal.DEFAULT);
  }

  /** Whether nobody on the way can read or change what comes from an address. */
  boolean isSafe(String address) {
    return isSafe(address, issuer);
  }

  private static boolean isSafe(String address, String issuer) {
    URI uri;
    try {
      uri = URI.create(address);
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getScheme() == null) {
      return false;
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    // A provider elsewhere has no business on this machine.
    return scheme.equals("https")
        || (scheme.equals("http")
            && LOOPBACK.contains(uri.getHost())
            && issuer.startsWith("http://"));
  }

  /** {@return the name of the provider's host, for people} */
  public String host() {
    return String.valueOf(URI.create(issuer).getHost());
  }

  /** {@return where a provider describes itself} */
  public String discovery() {
    return (issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer)
        + "/.well-known/openid-configuration";
  }

  /** Leaves out the secret, so that no log has it. */
  @Override
  public String toString() {
    return "OidcSettings[" + issuer + "]";
  }
}
