package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.LoginSession;
import org.allnet.service.domain.UserRole;
import org.allnet.service.web.access.SignInSettings;
import org.allnet.service.web.access.Transport;
import org.junit.jupiter.api.Test;

/** What is between a browser and the service decides what may be sent. */
final class ProxyTest {

  private static final String CASES = "/api/v1/projects/%s/cases/%s";

  private static int asked(TestService service, String... headers) throws Exception {
    Browser nobody = service.browser();
    HttpRequest.Builder request =
        nobody
            .request(
                CASES.formatted(service.home.project().id().text(), service.home.of().id().text()))
            .header("Authorization", "Bearer " + service.key(UserRole.READER));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return nobody.send(request).statusCode();
  }

  @Test
  void keyBehindAProxy_isTakenOverHttpsAlone() throws Exception {
    try (TestService service = TestService.behindProxy()) {
      assertThat(asked(service)).as("no word of HTTPS").isEqualTo(403);
      assertThat(asked(service, "X-Forwarded-Proto", "http")).isEqualTo(403);
      assertThat(asked(service, "X-Forwarded-Proto", "https")).isEqualTo(200);

      Browser browser = service.browser();
      HttpResponse<String> answer =
          browser.send(
              browser
                  .request("/log-in")
                  .header("X-Forwarded-Host", "cells.example")
                  .header("Origin", "https://cells.example")
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "login=reader&password=" + TestService.PASSWORD.replace(" ", "+"))));
      assertThat(answer.statusCode()).isEqualTo(303);
      assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
          .matches("__Host-allnet=[0-9a-f]{64}; Path=/; Secure; HttpOnly; SameSite=Lax");
      assertThat(answer.headers().firstValue("Strict-Transport-Security"))
          .contains("max-age=31536000; includeSubDomains");
    }
  }

  @Test
  void keyOnThisMachine_isTaken() throws Exception {
    try (TestService service = TestService.start()) {
      assertThat(asked(service)).isEqualTo(200);
      assertThat(host(service, "localhost:1")).startsWith("HTTP/1.1 302");
      assertThat(host(service, "evil.example")).startsWith("HTTP/1.1 421");
      assertThat(host(service, "127.0.0.1.evil.example")).startsWith("HTTP/1.1 421");
    }
  }

  /** The first line that is answered to a request for a name of a host. */
  private static String host(TestService service, String host) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", service.server.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET /projects HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(host)
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }
  }

  @Test
  void addressBehindAProxy_isTheLastOne() {
    assertThat(Transport.PROXY.address("10.0.0.1", Optional.of("6.6.6.6, 192.0.2.7")))
        .isEqualTo("192.0.2.7");
    assertThat(Transport.PROXY.address("10.0.0.1", Optional.empty())).isEqualTo("10.0.0.1");
    assertThat(Transport.PROXY.origin("10.0.0.9:8080", Optional.of("cells.example.org")))
        .isEqualTo("https://cells.example.org");
    assertThat(Transport.LOOPBACK.origin("localhost:8080", Optional.of("evil.example.org")))
        .isEqualTo("http://localhost:8080");
    assertThat(Transport.TLS.address("192.0.2.7", Optional.of("6.6.6.6"))).isEqualTo("192.0.2.7");
  }

  @Test
  void plainHttpForOtherMachines_isRefused() {
    assertThatThrownBy(() -> settings("0.0.0.0", Transport.LOOPBACK))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("host 0.0.0.0: others could read passwords");
    assertThatThrownBy(() -> settings("cells.example", Transport.LOOPBACK))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> settings("0.0.0.0", Transport.TLS))
        .isInstanceOf(InputException.class)
        .hasMessage("certificate: there is none");
    assertThat(settings("0.0.0.0", Transport.PROXY).host()).isEqualTo("0.0.0.0");
  }

  @Test
  void addressThatIsPrinted_canBeOpened() {
    for (String all : new String[] {"0.0.0.0", "::", "[::]"}) {
      WebSettings settings = settings(all, Transport.PROXY);
      assertThat(settings.address(8080)).as(all).isEqualTo("https://localhost:8080");
      assertThat(settings.elsewhere(8080))
          .as(all)
          .hasValue(
              "A browser gets there by the proxy in front: put the proxy's name in place of localhost:8080.");
    }
    assertThat(settings("cells.example", Transport.PROXY).address(8080))
        .isEqualTo("https://cells.example:8080");
    WebSettings here = settings("::1", Transport.LOOPBACK);
    assertThat(here.address(80)).isEqualTo("http://[::1]:80");
    assertThat(here.elsewhere(80)).isEmpty();
  }

  private static WebSettings settings(String host, Transport transport) {
    return new WebSettings(
        host,
        0,
        transport,
        Optional.empty(),
        ZoneOffset.UTC,
        LoginSession.Limits.DEFAULT,
        new UploadLimits(1, 1, 1, Path.of("none")),
        1,
        SignInSettings.DEFAULT);
  }
}
