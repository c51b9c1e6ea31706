package org.allnet.benchmark.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.allnet.data.RunException;
import org.junit.jupiter.api.Test;

/** The benchmark's own arithmetic, with a server whose answers are known. */
final class LoopsTest {

  @Test
  void percentiles_areNearestRanks() {
    Latencies ten = Latencies.of(new double[] {10, 9, 8, 7, 6, 5, 4, 3, 2, 1});
    assertThat(ten.percentile(50)).isEqualTo(5);
    assertThat(ten.percentile(95)).isEqualTo(10);
    assertThat(ten.percentile(90)).isEqualTo(9);
    assertThat(Latencies.of(new double[] {3}).percentile(99)).isEqualTo(3);
    assertThatThrownBy(() -> Latencies.of(new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void goals_areMetAtTheirTargets() {
    assertThat(Goal.atMost("a", "x", 50, 50, "ms").met()).isTrue();
    assertThat(Goal.atMost("a", "x", 50.1, 50, "ms").met()).isFalse();
    assertThat(Goal.atLeast("b", "x", 9.7, 9.7, "1/s").met()).isTrue();
    assertThat(Goal.atLeast("b", "x", 9.6, 9.7, "1/s").met()).isFalse();
    assertThat(Goal.atMost("c", "no number", Double.NaN, 1, "").met()).isFalse();
  }

  @Test
  void closedLoop_asksAtLeastOnceEach() {
    AtomicInteger asked = new AtomicInteger();
    Loops.Closed found = Loops.closed(3, Duration.ofMillis(1), number -> asked.incrementAndGet());
    assertThat(found.latencies().count()).isEqualTo(asked.get()).isGreaterThanOrEqualTo(3);
    assertThatThrownBy(
            () ->
                Loops.closed(
                    2,
                    Duration.ofMillis(1),
                    number -> {
                      throw new IllegalStateException("no answer");
                    }))
        .hasMessage("no answer");
  }

  /** Of ten: 200, 503 with a time, 503 without, 429 with a time, 500, and so on. */
  @Test
  void openLoop_tellsRefusalsFromLosses() throws Exception {
    List<Integer> statuses = List.of(200, 503, 503, 429, 500);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          int number = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
          if (number % 5 == 1 || number % 5 == 3) {
            exchange.getResponseHeaders().add("Retry-After", "1");
          }
          exchange.sendResponseHeaders(statuses.get(number % 5), -1);
          exchange.close();
        });
    server.start();
    try {
      HttpClient client = HttpClient.newHttpClient();
      long start = System.nanoTime();
      Loops.Open found =
          Loops.open(
              100, Duration.ofMillis(100), number -> ask(client, server.getAddress(), number));
      assertThat(found.asked()).isEqualTo(10);
      assertThat(found.answered()).isEqualTo(2);
      assertThat(found.refused()).isEqualTo(4);
      assertThat(found.lost()).isEqualTo(4);
      assertThat(found.latencies()).hasSize(2);
      assertThat(System.nanoTime() - start).as("at its rate").isGreaterThan(90_000_000L);
    } finally {
      server.stop(0);
    }
  }

  private static CompletableFuture<HttpResponse<String>> ask(
      HttpClient client, InetSocketAddress address, int number) {
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + "/" + number))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /**
   * Bodies that come back; 503 at a body of a single byte, the connection's end at an empty one.
   */
  @Test
  void pictureClient_keepsItsConnection() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Set<Integer> ports = ConcurrentHashMap.newKeySet();
    server.createContext(
        "/ask",
        exchange -> {
          ports.add(exchange.getRemoteAddress().getPort());
          byte[] body = exchange.getRequestBody().readAllBytes();
          byte[] said =
              (exchange.getRequestHeaders().getFirst("Authorization")
                      + ": "
                      + new String(body, UTF_8))
                  .getBytes(UTF_8);
          if (body.length == 0) {
            throw new IOException("ends");
          }
          exchange.sendResponseHeaders(body.length == 1 ? 503 : 200, said.length);
          exchange.getResponseBody().write(said);
          exchange.close();
        });
    server.start();
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/ask");
    try (PictureClient client = new PictureClient(address, "secret")) {
      assertThat(client.ask("a cell \u00e9".getBytes(UTF_8)))
          .isEqualTo("Bearer secret: a cell \u00e9");
      assertThatThrownBy(() -> client.ask(new byte[] {65}))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("/ask by 'HTTP/1.1 503")
          .hasMessageEndingWith("Bearer secret: A");
      assertThat(client.ask(new byte[70_000])).hasSize(70_015);
      assertThat(client.ask(new byte[1_100_000])).hasSize(1_100_015);
      assertThat(ports).hasSize(1);
      assertThatThrownBy(() -> client.ask(new byte[0]))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("broke off at /ask");
      assertThat(client.ask(new byte[] {66, 66})).endsWith("BB");
      assertThat(ports).as("a new connection after the old one broke").hasSize(2);
      Loops.Closed found =
          Loops.each(
              3,
              Duration.ofMillis(1),
              () -> new PictureClient(address, ""),
              List.of(new byte[] {66, 66}));
      assertThat(found.latencies().count()).isGreaterThanOrEqualTo(3);
      assertThat(ports).as("one of each client").hasSize(5);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void mostOfAPart_isOfThatPartAlone() {
    List<Double> values = List.of(1.0, 9.0, 3.0, 2.0);
    assertThat(ServiceLoads.most(values, 0.75, 1)).isEqualTo(2);
    assertThat(ServiceLoads.most(values, 0.25, 0.5)).isEqualTo(9);
    assertThat(ServiceLoads.most(List.of(), 0, 1)).isZero();
  }

  @Test
  void report_tellsWhatWasMissed() {
    ServiceReport report =
        new ServiceReport(
            "machine",
            "model",
            List.of(
                Goal.atMost("d1", "upload", 61.25, 50, "ms"),
                Goal.atLeast("b16", "answers", 12, 11, "1/s")),
            Map.of("load", 2.0),
            List.of("quiet"));
    assertThat(report.met()).isFalse();
    assertThat(report.lines())
        .anyMatch(line -> line.startsWith("d1") && line.endsWith("missed"))
        .anyMatch(line -> line.startsWith("b16") && line.endsWith("met"))
        .contains("note: quiet");
    Map<?, ?> first = (Map<?, ?>) ((List<?>) report.asMap().get("goals")).get(0);
    assertThat(first.get("value")).isEqualTo(61.25);
    assertThat(first.get("at_most")).isEqualTo(50.0);
    assertThat(first.get("met")).isEqualTo(false);
  }
}
