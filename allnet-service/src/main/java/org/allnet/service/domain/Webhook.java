package org.allnet.service.domain;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.allnet.data.InputException;

/**
 * Where a program wants to be told what happens in a project.
 *
 * @param id what it is known by
 * @param project whose events it gets
 * @param address where they are sent
 * @param created when it was made; what happened before is not sent
 * @param removed since when nothing is sent, if it was removed
 */
public record Webhook(
    Id.Webhook id, Id.Project project, URI address, Instant created, Optional<Instant> removed) {

  private static final int LONGEST = 500;
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]-]{1,253}");

  /**
   * Returns the address that a text says.
   *
   * @param text what somebody typed
   * @throws InputException if it is no address of a web server, holds a password, or is too long
   */
  public static URI address(String text) {
    URI uri;
    try {
      uri = new URI(text.strip());
    } catch (URISyntaxException e) {
      throw new InputException(
          "address: is none; give one such as https://lis.example.org/allnet", e);
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (text.length() > LONGEST
        || !(scheme.equals("https") || scheme.equals("http"))
        || uri.getHost() == null
        || !HOST.matcher(uri.getHost()).matches()) {
      throw new InputException("address: is none; give one such as https://lis.example.org/allnet");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new InputException(
          "address: has a name, a password or a part behind '#'; leave it out");
    }
    return uri;
  }
}
