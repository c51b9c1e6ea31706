package org.allnet.service.web;

import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.service.domain.LoginSession;
import org.allnet.service.domain.PasswordHash;
import org.allnet.service.web.access.Loopback;
import org.allnet.service.web.access.SignInSettings;
import org.allnet.service.web.access.Transport;

/**
 * Where and how the pages are served.
 *
 * @param host the name or address of this machine on which to listen
 * @param port 0 to 65535; 0 for any that is free
 * @param transport what is between a browser and this process
 * @param certificate by which this process speaks HTTPS, if it does
 * @param zone in which times are shown
 * @param sessions how long sessions last
 * @param uploads how much one request may bring
 * @param passwordIterations how often new passwords are hashed; fewer than the default in tests
 *     alone
 * @param signIn how people prove who they are
 */
public record WebSettings(
    String host,
    int port,
    Transport transport,
    Optional<ServerCertificate> certificate,
    ZoneId zone,
    LoginSession.Limits sessions,
    UploadLimits uploads,
    int passwordIterations,
    SignInSettings signIn) {

  /** What means all addresses of this machine: a browser can open none of them. */
  private static final Set<String> ALL = Set.of("0.0.0.0", "::", "[::]", "0:0:0:0:0:0:0:0");

  /**
   * Refuses what would send passwords in the open.
   *
   * @throws InputException if plain HTTP is asked for on anything but this machine itself, or there
   *     is no such port
   */
  public WebSettings {
    if (transport == Transport.LOOPBACK && !Loopback.isName(host)) {
      throw new InputException(
          "host "
              + host
              + ": others could read passwords and pictures on the way; give a certificate, or say that a proxy in front speaks HTTPS");
    }
    if (transport == Transport.TLS && certificate.isEmpty()) {
      throw new InputException("certificate: there is none");
    }
    if (port < 0 || port > 65535) {
      throw new InputException("port: " + port + "; give 0 to 65535");
    }
  }

  /**
   * Returns the address for a browser on this machine, or of the host that was given.
   *
   * @param listening the port on which the pages are served
   */
  public String address(int listening) {
    return transport.scheme() + "://" + shown() + ":" + listening;
  }

  private String shown() {
    if (ALL.contains(host)) {
      return "localhost";
    }
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  /**
   * Returns how a browser gets to the pages that the address alone does not lead to.
   *
   * @param listening the port on which the pages are served
   * @return empty if the address says all
   */
  public Optional<String> elsewhere(int listening) {
    if (transport == Transport.PROXY) {
      return Optional.of(
          "A browser gets there by the proxy in front: put the proxy's name in place of %s:%d."
              .formatted(shown(), listening));
    }
    return ALL.contains(host)
        ? Optional.of("On another machine, put this machine's name in place of localhost.")
        : Optional.empty();
  }

  /**
   * Returns the settings for this machine alone.
   *
   * @param port 0 to 65535; 0 for any that is free
   * @param uploads how much one request may bring
   * @throws InputException if there is no such port
   */
  public static WebSettings loopback(int port, UploadLimits uploads) {
    return new WebSettings(
        "127.0.0.1",
        port,
        Transport.LOOPBACK,
        Optional.empty(),
        ZoneId.systemDefault(),
        LoginSession.Limits.DEFAULT,
        uploads,
        PasswordHash.ITERATIONS,
        SignInSettings.DEFAULT);
  }
}
