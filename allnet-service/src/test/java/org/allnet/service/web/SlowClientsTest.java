package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.service.domain.UserRole;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Verb;
import org.eclipse.jetty.server.Connector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that send slowly, or what is no request at all. */
final class SlowClientsTest {

  /** More than there are threads. */
  private static final int SLOW = 300;

  private static TestService service;

  @BeforeAll
  static void start() throws Exception {
    service = TestService.start();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static Socket connect(String sent) throws IOException {
    Socket socket = new Socket("127.0.0.1", service.server.port());
    socket.setSoTimeout(10_000);
    socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  @Test
  void slowClients_keepNobodyElseWaiting() throws Exception {
    Browser person = service.browser(UserRole.REVIEWER);
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW; i++) {
        slow.add(connect("GET /projects HTTP/1.1\r\nHost: localhost\r\nX-Slow: "));
        slow.add(
            connect(
                "POST /log-in HTTP/1.1\r\nHost: localhost\r\nX-Allnet: 1\r\nContent-Length: 500\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n\r\nlogin="));
      }
      for (String path : List.of("/livez", "/projects", "/log-in")) {
        HttpResponse<String> answer =
            person.send(person.request(path).timeout(Duration.ofSeconds(5)));
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
      }
      // Bodies have their own places, of which slow ones must take none.
      Browser another = service.browser();
      another.get("/log-in");
      Map<String, String> said = Map.of("login", "reviewer", "password", TestService.PASSWORD);
      assertThat(another.post("/log-in", said).statusCode()).isEqualTo(303);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  /** Each keeps a thread, so that one person's must leave some of them to all others. */
  @Test
  void slowUploadsOfOne_leaveRoomForOthers() throws Exception {
    Browser another = service.browser(UserRole.AUDITOR);
    String head =
        "POST /api/v1/projects/%s/pictures HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
            .formatted(service.home.project().id().text(), service.key(UserRole.REVIEWER));
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 170; i++) {
        slow.add(
            connect(
                head
                    + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 500000\r\n\r\n--b\r\n"));
      }
      // The last ones are refused, so that all places are taken which the person gets.
      BufferedReader refused =
          new BufferedReader(
              new InputStreamReader(slow.get(169).getInputStream(), StandardCharsets.ISO_8859_1));
      assertThat(refused.readLine()).startsWith("HTTP/1.1 429");
      assertThat(refused.lines().takeWhile(line -> !line.isEmpty()))
          .anyMatch(line -> line.equalsIgnoreCase("Retry-After: 2"));
      assertThat(another.post("/log-out", Map.of()).statusCode()).isEqualTo(303);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  /** The server waits for half a minute, which is shortened here. */
  @Test
  void stalledBody_isTooSlowToo() throws Exception {
    String key = service.key(UserRole.REVIEWER);
    String path = "/api/v1/projects/" + service.home.project().id().text() + "/classify";
    try (Socket socket =
        connect(
            "POST "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + key
                + "\r\nContent-Type: image/png\r\nContent-Length: 90000\r\n\r\nab")) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      while (socket.getInputStream().available() == 0) {
        for (Connector connector : service.server.jetty().getConnectors()) {
          connector.getConnectedEndPoints().forEach(one -> one.setIdleTimeout(200));
        }
        Thread.sleep(20);
      }
      assertThat(in.readLine()).startsWith("HTTP/1.1 408");
      assertThat(in.lines()).last().asString().contains("came too slowly");
    }
  }

  private static String answer(String sent) throws IOException {
    try (Socket socket = connect(sent)) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** What is not there when a thread is given to a request could come as slowly as they like. */
  @Test
  void strangersBody_isSmallOrRefused() throws Exception {
    String head =
        "POST /log-in HTTP/1.1\r\nHost: localhost\r\nX-Allnet: 1\r\nConnection: close\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\n";
    assertThat(answer(head + "Content-Length: 16385\r\n\r\nlogin="))
        .startsWith("HTTP/1.1 413")
        .contains("larger than the service takes");
    assertThat(answer(head + "Transfer-Encoding: chunked\r\n\r\n6\r\nlogin=\r\n"))
        .startsWith("HTTP/1.1 413");
    assertThat(answer(head + "Content-Length: 3000000000\r\n\r\nlogin="))
        .as("more than an int holds")
        .startsWith("HTTP/1.1 413");
  }

  /** It would be kept in memory, however much comes. */
  @Test
  void bodyOfUnknownSize_isRefusedIfItIsKept() throws Exception {
    String head =
        "POST /api/v1/projects/%s/%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Authorization: Bearer %s\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
    String project = service.home.project().id().text();
    String key = service.key(UserRole.ADMINISTRATOR);
    assertThat(answer(head.formatted(project, "webhooks", key)))
        .startsWith("HTTP/1.1 411")
        .contains("Say how long the body is");
    assertThat(answer(head.formatted(project, "classify", service.key(UserRole.REVIEWER))))
        .as("is read up to a bound; this service asks no model")
        .startsWith("HTTP/1.1 501");
  }

  /** Less than 20 bytes a second. */
  @Test
  void slowBody_isRefusedInOneLine() throws Exception {
    String key = service.key(UserRole.REVIEWER);
    String path = "/api/v1/projects/" + service.home.project().id().text() + "/classify";
    try (Socket socket =
        connect(
            "POST "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + key
                + "\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "2\r\nab\r\n")) {
      OutputStream out = socket.getOutputStream();
      // Its slowness is what is tried; the rate is looked at when something comes.
      for (int i = 0; i < 8 && socket.getInputStream().available() == 0; i++) {
        Thread.sleep(1000);
        out.write("2\r\ncd\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      assertThat(in.readLine()).startsWith("HTTP/1.1 408");
      assertThat(in.lines()).last().asString().contains("came too slowly");
    }
  }

  @Test
  void whatIsNoRequest_isAnsweredInOurWords() throws Exception {
    for (String sent :
        List.of(
            "GARBAGE\r\n\r\n",
            "GET /%2e%2e/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
            "GET /livez HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n")) {
      String answer = answer(sent);
      assertThat(answer).as(sent).startsWith("HTTP/1.1 400");
      assertThat(answer.toLowerCase(Locale.ROOT))
          .as(sent)
          .doesNotContain("jetty", "java", "server:", "<h")
          .contains("content-security-policy: default-src 'none'")
          .contains("x-content-type-options: nosniff", "cache-control: no-store");
    }
  }

  @Test
  void head_tellsNoMoreThanGet() throws Exception {
    Browser nobody = service.browser();
    Browser person = service.browser(UserRole.REVIEWER);
    for (Route route : service.server.routes()) {
      if (route.verb() != Verb.GET || !route.parameters().isEmpty()) {
        continue;
      }
      boolean open = route.access() instanceof Access.Anyone;
      int stranger = head(nobody, route.path());
      assertThat(stranger)
          .as("%s", route)
          .isEqualTo(nobody.get(route.path()).statusCode())
          .matches(status -> open || status == 302 || status == 401);
      if (!open) {
        assertThat(head(person, route.path())).as("%s", route).isIn(401, 403, 405);
      }
    }
    String foreign = "/projects/" + service.foreign.project().id().text();
    assertThat(head(person, foreign)).isEqualTo(404);
  }

  private static int head(Browser browser, String path) throws Exception {
    return browser
        .send(browser.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()))
        .statusCode();
  }
}
