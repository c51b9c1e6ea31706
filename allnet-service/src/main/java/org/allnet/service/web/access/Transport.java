package org.allnet.service.web.access;

import java.util.Optional;

/** What is between a browser and this process. */
public enum Transport {
  /** Plain HTTP on this machine alone. */
  LOOPBACK("http", false),
  /** HTTPS that this process speaks itself. */
  TLS("https", true),
  /** A proxy in front speaks HTTPS, and says who asks. */
  PROXY("https", true);

  private final String scheme;
  private final boolean secure;

  Transport(String scheme, boolean secure) {
    this.scheme = scheme;
    this.secure = secure;
  }

  /** {@return what addresses begin with for a browser} */
  public String scheme() {
    return scheme;
  }

  /** {@return whether nobody on the way can read what is sent} */
  public boolean isSecure() {
    return secure;
  }

  /**
   * {@return the name of the session's cookie; with the prefix that browsers take from a secure
   * place alone, if this is one}
   */
  public String cookie() {
    return secure ? "__Host-allnet" : "allnet";
  }

  /**
   * Returns from where a request comes.
   *
   * @param peer the address at the other end of the connection
   * @param forwarded what the header {@code X-Forwarded-For} says, if there is one
   * @return behind a proxy the last address that it added, which nobody else can make up; else the
   *     peer
   */
  public String address(String peer, Optional<String> forwarded) {
    if (this != PROXY || forwarded.isEmpty()) {
      return peer;
    }
    String all = forwarded.get();
    return all.substring(all.lastIndexOf(',') + 1).strip();
  }

  /**
   * Returns where the service is for a browser.
   *
   * @param host what the header {@code Host} says
   * @param forwardedHost what the header {@code X-Forwarded-Host} says, if there is one
   * @return scheme and host; behind a proxy the host that the proxy was asked for
   */
  public String origin(String host, Optional<String> forwardedHost) {
    return scheme + "://" + (this == PROXY ? forwardedHost.orElse(host) : host);
  }
}
