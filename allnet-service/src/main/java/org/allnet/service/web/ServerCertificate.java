package org.allnet.service.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;

/**
 * By what the service shows a browser who it is.
 *
 * @param keys the certificate with its chain, and its private key
 * @param password opens the private key
 */
public record ServerCertificate(KeyStore keys, String password) {

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  /**
   * Reads a certificate and its key from two files in PEM.
   *
   * @param chain the certificate, then those that vouch for it
   * @param key the private key as PKCS #8, without a password
   * @throws InputException if a file can't be read or is none of these
   */
  public static ServerCertificate pem(Path chain, Path key) {
    try {
      Collection<? extends Certificate> certificates;
      try (InputStream in = Files.newInputStream(chain)) {
        certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
      }
      if (certificates.isEmpty()) {
        throw new InputException(chain + ": has no certificate");
      }
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, new char[0]);
      keys.setKeyEntry(
          "service", privateKey(key), new char[0], certificates.toArray(Certificate[]::new));
      return new ServerCertificate(keys, "");
    } catch (IOException | GeneralSecurityException e) {
      throw new InputException(
          "%s with %s: can't be used (%s)".formatted(chain, key, ForeignFailure.words(e)), e);
    }
  }

  /**
   * Reads a certificate and its key from one file.
   *
   * @param file a key store of PKCS #12
   * @param password opens it
   * @throws InputException if it can't be read
   */
  public static ServerCertificate keyStore(Path file, String password) {
    try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(file))) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, password.toCharArray());
      return new ServerCertificate(keys, password);
    } catch (IOException | GeneralSecurityException e) {
      throw new InputException(
          "%s: can't be opened (%s)".formatted(file, ForeignFailure.words(e)), e);
    }
  }

  private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new InputException(
          file
              + ": has no private key as PKCS #8; convert it with 'openssl pkcs8 -topk8 -nocrypt'");
    }
    byte[] bytes = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      } catch (InvalidKeySpecException e) {
        continue; // a key of another algorithm
      }
    }
    throw new InputException(file + ": is a key of none of " + String.join(", ", ALGORITHMS));
  }

  /** Leaves out the password, so that no log has it. */
  @Override
  public String toString() {
    return "ServerCertificate[...]";
  }
}
