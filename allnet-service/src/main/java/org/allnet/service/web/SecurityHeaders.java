package org.allnet.service.web;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import org.allnet.service.web.access.Transport;

/**
 * What each answer tells the browser not to do. Nothing of the pages is inline, so no exception is
 * needed.
 */
final class SecurityHeaders {

  static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
          + " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none';"
          + " object-src 'none'; frame-ancestors 'none'";

  private SecurityHeaders() {}

  static void add(Context context, Transport transport) {
    of(transport).forEach(context::header);
  }

  /** All of them, also for answers that the server makes by itself. */
  static Map<String, String> of(Transport transport) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Security-Policy", CONTENT_POLICY);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Frame-Options", "DENY");
    // Not 'no-referrer': by that browsers hide the origin of forms, which the gate compares.
    headers.put("Referrer-Policy", "same-origin");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    headers.put("Cache-Control", "no-store");
    if (transport.isSecure()) {
      headers.put("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
    return headers;
  }
}
