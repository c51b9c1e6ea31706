package org.allnet.service.web;

import java.security.KeyStore;

/**
 * By what the service shows a browser who it is.
 *
 * @param keys the certificate with its chain, and its private key
 * @param password opens the private key
 */
public record ServerCertificate(KeyStore keys, String password) {

  /** Leaves out the password, so that no log has it. */
  @Override
  public String toString() {
    return "ServerCertificate[...]";
  }
}
