package org.allnet.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TracesTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String OTHER = "11112222333344445555666677778888";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final String HEADER = "00-" + TRACE + "-" + SPAN + "-01";

  @Test
  void header_isReadAndWritten() {
    assertThat(TraceParent.parse(HEADER)).contains(new TraceParent(TRACE, SPAN, true));
    assertThat(TraceParent.parse(HEADER).orElseThrow().text()).isEqualTo(HEADER);
    assertThat(TraceParent.parse("00-" + TRACE + "-" + SPAN + "-02").orElseThrow().sampled())
        .isFalse();
    // A later version may say more.
    assertThat(TraceParent.parse("01-" + TRACE + "-" + SPAN + "-01-more")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-a\nb"
      })
  void otherTexts_beginANewTrace(String text) {
    assertThat(TraceParent.parse(text)).isEmpty();
  }

  @Test
  void request_isCurrentUntilItEnds() {
    try (Traces.Begun request = Traces.request("GET", "/", Optional.of(HEADER))) {
      request.ended("http.response.status_code", 200, false);
      assertThat(Traces.current()).contains(new TraceParent(TRACE, SPAN, true));
    }
    assertThat(Traces.current()).isEmpty();
  }

  @Test
  void spans_comeToTheCollector() throws Exception {
    List<byte[]> bodies = new CopyOnWriteArrayList<>();
    List<String> types = new CopyOnWriteArrayList<>();
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          types.add(exchange.getRequestHeaders().getFirst("Content-Type"));
          bodies.add(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    try {
      Traces.send(URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/"));
      TraceParent own;
      try (Traces.Begun request =
          Traces.request("POST", "/projects/{project}", Optional.of(HEADER))) {
        own = Traces.current().orElseThrow();
        request.ended("http.response.status_code", 500, true);
      }
      Traces.jobs("classify-cell", Optional.of(own.text()), Instant.now(), 3);
      // Whoever began this one does not keep it.
      Traces.jobs("find-cells", Optional.of("00-" + OTHER + "-" + SPAN + "-00"), Instant.now(), 1);
      Traces.end();

      assertThat(own.traceId()).isEqualTo(TRACE);
      assertThat(own.spanId()).isNotEqualTo(SPAN);
      StringBuilder sent = new StringBuilder();
      bodies.forEach(body -> sent.append(HexFormat.of().formatHex(body)));
      assertThat(types).containsOnly("application/x-protobuf");
      assertThat(sent.toString())
          .contains(TRACE, SPAN, own.spanId())
          .contains(hex("POST /projects/{project}"), hex("classify-cell"), hex("allnet"))
          .doesNotContain(OTHER, hex("find-cells"));
    } finally {
      Traces.end();
      collector.stop(0);
    }
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
