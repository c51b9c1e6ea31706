package org.allnet.service.web.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import org.allnet.data.file.Json;

/**
 * Where a provider takes what, as it says itself.
 *
 * @param authorization where people log in
 * @param token where a code is exchanged
 * @param keys where the keys are that verify tokens
 * @param logOut where people log out; empty if nowhere
 * @param post whether the secret of the service is sent in the body, since the header is not taken
 * @param namesItself whether each return of a person names the issuer (RFC 9207)
 */
record ProviderDocument(
    String authorization,
    String token,
    String keys,
    Optional<String> logOut,
    boolean post,
    boolean namesItself) {

  /**
   * Reads a document.
   *
   * @throws IOException if it is another provider's, or names an address that is not safe
   */
  static ProviderDocument read(String text, OidcSettings settings) throws IOException {
    JsonNode root = Json.read(text);
    if (!root.path("issuer").asText().equals(settings.issuer())) {
      throw new IOException("its document is of another issuer than the one that was named");
    }
    JsonNode methods = root.path("token_endpoint_auth_methods_supported");
    return new ProviderDocument(
        address(root, "authorization_endpoint", settings),
        address(root, "token_endpoint", settings),
        address(root, "jwks_uri", settings),
        root.hasNonNull("end_session_endpoint")
            ? Optional.of(address(root, "end_session_endpoint", settings))
            : Optional.empty(),
        has(methods, "client_secret_post") && !has(methods, "client_secret_basic"),
        root.path("authorization_response_iss_parameter_supported").asBoolean());
  }

  private static boolean has(JsonNode list, String name) {
    for (JsonNode one : list) {
      if (one.asText().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static String address(JsonNode root, String name, OidcSettings settings)
      throws IOException {
    String address = root.path(name).asText();
    if (!settings.isSafe(address)) {
      throw new IOException("its document has no safe address as " + name);
    }
    return address;
  }
}
