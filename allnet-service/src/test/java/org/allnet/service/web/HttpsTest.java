package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.allnet.data.InputException;
import org.allnet.service.Service;
import org.allnet.service.ServiceOperation;
import org.allnet.service.ServiceSettings;
import org.allnet.service.domain.LoginSession;
import org.allnet.service.store.MemoryFolder;
import org.allnet.service.web.access.SignInSettings;
import org.allnet.service.web.access.Transport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that speaks HTTPS itself, by a key store and by two files in PEM. */
final class HttpsTest {

  private static final String PASSWORD = "of the store";

  @TempDir(factory = MemoryFolder.class)
  static Path folder;

  private static Path store;
  private static KeyStore keys;

  @BeforeAll
  static void make() throws Exception {
    store = folder.resolve("keys.p12");
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "service",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
    keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
  }

  private static Path pem(String name, String kind, byte[] bytes) throws Exception {
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
            .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)));
  }

  private static HttpResponse<String> asked(
      ServerCertificate certificate, String host, Optional<String> elsewhere) throws Exception {
    Path home = folder.resolve("of-" + host);
    WebSettings web =
        new WebSettings(
            host,
            0,
            Transport.TLS,
            Optional.of(certificate),
            ZoneOffset.UTC,
            LoginSession.Limits.DEFAULT,
            ServiceSettings.uploads(home),
            2,
            SignInSettings.DEFAULT);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (Service service =
        Service.start(
            new ServiceSettings(
                home,
                ServiceSettings.database(home),
                web,
                List.of(),
                0,
                ServiceOperation.DEFAULT))) {
      assertThat(service.elsewhere()).isEqualTo(elsewhere);
      return HttpClient.newBuilder()
          .sslContext(context)
          .build()
          .send(
              HttpRequest.newBuilder(URI.create(service.address() + "set-up")).build(),
              HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void keyStore_isSpokenWith() throws Exception {
    HttpResponse<String> answer =
        asked(ServerCertificate.keyStore(store, PASSWORD), "127.0.0.1", Optional.empty());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
  }

  @Test
  void filesInPem_areSpokenWith() throws Exception {
    Path chain = pem("chain.pem", "CERTIFICATE", keys.getCertificate("service").getEncoded());
    Path key =
        pem("key.pem", "PRIVATE KEY", keys.getKey("service", PASSWORD.toCharArray()).getEncoded());

    Optional<String> elsewhere =
        Optional.of("On another machine, put this machine's name in place of localhost.");
    assertThat(asked(ServerCertificate.pem(chain, key), "0.0.0.0", elsewhere).statusCode())
        .as("by the address that is printed")
        .isEqualTo(200);
  }

  @Test
  void filesThatAreNone_areRefusedByName() throws Exception {
    Path chain = pem("chain2.pem", "CERTIFICATE", keys.getCertificate("service").getEncoded());
    Path old = pem("old.pem", "EC PRIVATE KEY", new byte[40]);
    assertThatThrownBy(() -> ServerCertificate.pem(chain, old))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("old.pem: has no private key as PKCS #8");
    assertThatThrownBy(() -> ServerCertificate.keyStore(store, "wrong"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("keys.p12: can't be opened");
    assertThatThrownBy(() -> ServerCertificate.pem(old, old)).isInstanceOf(InputException.class);
  }
}
