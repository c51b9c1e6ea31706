package org.allnet.service.web.oidc;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.allnet.service.domain.Identity;

/**
 * What a token says that was found to be good.
 *
 * @param identity who
 * @param entered when the person entered credentials at the provider, if that is said
 * @param expires from when on the token is worth nothing
 * @param claims all that it says
 */
public record Vouched(
    Identity identity, Optional<Instant> entered, Instant expires, Map<String, Object> claims) {

  /**
   * Returns a claim that is a text.
   *
   * @param name the claim
   * @return empty if it is missing, blank or no text
   */
  public Optional<String> text(String name) {
    return claims.get(name) instanceof String text && !text.isBlank()
        ? Optional.of(text.strip())
        : Optional.empty();
  }

  /** Leaves out the claims, so that no log has them. */
  @Override
  public String toString() {
    return "Vouched[...]";
  }
}
