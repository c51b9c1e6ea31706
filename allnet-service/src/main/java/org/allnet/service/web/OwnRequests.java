package org.allnet.service.web;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.allnet.service.web.access.Transport;
import org.allnet.service.web.route.Caller;
import org.allnet.service.web.route.Verb;

/**
 * Tells whether a request that changes something was sent by a page of ours, or by another site
 * through the browser of somebody who is logged in.
 */
final class OwnRequests {

  private final Transport transport;

  OwnRequests(Transport transport) {
    this.transport = transport;
  }

  /** Whether another site can't have had this request sent. */
  boolean isOwn(Context context, Verb verb, Optional<Caller> caller) {
    if (!verb.isChanging()) {
      return true;
    }
    String origin = context.header("Origin");
    String site = context.header("Sec-Fetch-Site");
    boolean sameOrigin = origin != null && origin.equals(expected(context));
    if ((origin != null && !sameOrigin) || (site != null && !site.equals("same-origin"))) {
      return false;
    }
    // Browsers ask before they send such a header to another site, and are told no.
    if (context.header("HX-Request") != null || context.header("X-Allnet") != null) {
      return true;
    }
    if (caller.isPresent() && caller.get() instanceof Caller.Person person) {
      return context.isFormUrlencoded()
          && isSame(Optional.ofNullable(context.formParam("csrf")).orElse(""), person.formToken());
    }
    return sameOrigin || site != null;
  }

  private String expected(Context context) {
    return transport.origin(
        String.valueOf(context.host()), Optional.ofNullable(context.header("X-Forwarded-Host")));
  }

  private static boolean isSame(String said, String token) {
    return MessageDigest.isEqual(
        said.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }
}
