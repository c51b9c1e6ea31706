package org.allnet.service.domain;

import java.util.regex.Pattern;
import org.allnet.data.InputException;

/**
 * Who somebody is to a provider of log-ins (OpenID Connect). These two stay with a person; names
 * and addresses of mail change, and may be given to somebody else.
 *
 * @param issuer the provider's address
 * @param subject what the provider knows the person by
 */
public record Identity(String issuer, String subject) {

  private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7e]{1,255}");

  /**
   * Refuses what no provider gives.
   *
   * @throws InputException if issuer or subject is not 1 to 255 visible characters of ASCII
   */
  public Identity {
    require("issuer", issuer);
    require("subject at the provider", subject);
  }

  private static void require(String what, String text) {
    if (!PLAIN.matcher(text).matches()) {
      throw new InputException(what + ": give 1 to 255 visible characters of ASCII");
    }
  }
}
