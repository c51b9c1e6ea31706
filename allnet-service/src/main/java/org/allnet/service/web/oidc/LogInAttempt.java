package org.allnet.service.web.oidc;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.allnet.service.domain.Hash;

/**
 * A browser on its way to the provider and back. What ties the way back to it is kept here, and the
 * browser gets none of it but the state.
 *
 * @param state comes back with the browser
 * @param nonce comes back in the token
 * @param verifier proves to the provider that the code is exchanged by who asked for it (PKCE)
 * @param browser the hash of what the browser has to show when it comes back
 * @param back where it comes back to
 * @param next where the person wanted to go
 * @param asked what is confirmed; empty for a log-in
 * @param begun when it was sent
 */
public record LogInAttempt(
    String state,
    String nonce,
    String verifier,
    Hash browser,
    String back,
    String next,
    Optional<AskedAct> asked,
    Instant begun) {

  /** {@return what the provider is told of the verifier} */
  String challenge() {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /** Leaves out the secrets, so that no log has them. */
  @Override
  public String toString() {
    return "LogInAttempt[...]";
  }
}
