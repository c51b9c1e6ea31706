package org.allnet.service.web;

import io.javalin.http.Context;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.allnet.service.web.access.LogInPages;
import org.allnet.service.web.access.Transport;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Caller;
import org.allnet.service.web.route.Route;

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
  boolean isOwn(Context context, Route route, Optional<Caller> caller) {
    if (!route.verb().isChanging()) {
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
    boolean isFromHere = sameOrigin || site != null;
    if (isFromHere && route.access() instanceof Access.Anyone) {
      return true; // the person may have logged in elsewhere in this browser since the form came
    }
    if (caller.isPresent() && caller.get() instanceof Caller.Person person) {
      return context.isFormUrlencoded()
          && isSame(Optional.ofNullable(context.formParam("csrf")).orElse(""), person.formToken());
    }
    return isFromHere;
  }

  /** The page of ours from which a request was sent, as a path; empty if that is not known. */
  Optional<String> page(Context context) {
    Optional<String> script = Optional.ofNullable(context.header("HX-Current-URL")); // ours alone
    return script
        .or(
            () ->
                Optional.ofNullable(context.header("Referer"))
                    .filter(address -> address.startsWith(expected(context) + "/")))
        .map(OwnRequests::behindHost)
        .map(page -> LogInPages.next(Optional.of(page)))
        .filter(page -> !page.isEmpty());
  }

  /** The path of an address with what it asks for; empty text if it is none. */
  private static String behindHost(String address) {
    try {
      URI page = new URI(address);
      String path = Optional.ofNullable(page.getRawPath()).orElse("");
      return page.getRawQuery() == null ? path : path + "?" + page.getRawQuery();
    } catch (URISyntaxException e) {
      return "";
    }
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
