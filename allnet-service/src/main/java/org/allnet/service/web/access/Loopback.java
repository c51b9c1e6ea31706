package org.allnet.service.web.access;

import java.util.Set;

/** What names this machine to itself. */
public final class Loopback {

  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private Loopback() {}

  /**
   * Returns whether a name of a host means this machine, whatever a name server says.
   *
   * @param host without a port
   */
  public static boolean isName(String host) {
    return NAMES.contains(host);
  }

  /**
   * Returns whether a request from an address came from this machine.
   *
   * @param address as text
   */
  public static boolean isAddress(String address) {
    return address.startsWith("127.")
        || address.equals("::1")
        || address.equals("[::1]")
        || address.equals("0:0:0:0:0:0:0:1")
        || address.equals("[0:0:0:0:0:0:0:1]");
  }
}
