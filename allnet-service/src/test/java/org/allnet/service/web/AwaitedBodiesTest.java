package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a bare server, whose handler says the body that it was given. */
final class AwaitedBodiesTest {

  private static final String POST = "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    AwaitedBodies awaited = new AwaitedBodies(Duration.ofMillis(1500));
    awaited.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws IOException {
            begun.add(request.getHttpURI().getPath());
            try (InputStream in = Content.Source.asInputStream(request)) {
              byte[] body = in.readAllBytes();
              Content.Sink.write(
                  response,
                  true,
                  body.length + ":" + new String(body, StandardCharsets.US_ASCII),
                  callback);
            }
            return true;
          }
        });
    server.setHandler(awaited);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private Socket connect(String sent) throws IOException {
    Socket socket = new Socket("127.0.0.1", connector.getLocalPort());
    socket.setSoTimeout(10_000);
    send(socket, sent);
    return socket;
  }

  private static void send(Socket socket, String sent) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(sent.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  @Test
  void smallBody_isThereBeforeItsRequestBegins() throws Exception {
    try (Socket socket = connect(POST + "Content-Length: 6\r\n\r\nab")) {
      for (String part : new String[] {"c", "d", "e"}) {
        assertThat(begun.poll(20, TimeUnit.MILLISECONDS)).isNull();
        send(socket, part);
      }
      send(socket, "f");
      assertThat(answer(socket)).startsWith("HTTP/1.1 200").endsWith("6:abcdef");
    }
  }

  @Test
  void bodyThatIsThere_needsNoWaiting() throws Exception {
    try (Socket socket = connect(POST + "Content-Length: 3\r\n\r\nabc")) {
      assertThat(answer(socket)).endsWith("3:abc");
    }
    try (Socket socket = connect(POST + "Content-Length: 0\r\n\r\n")) {
      assertThat(answer(socket)).endsWith("0:");
    }
  }

  @Test
  void bodyThatNeverEnds_isRefusedWithoutAThread() throws Exception {
    try (Socket socket = connect(POST + "Content-Length: 6\r\n\r\nab")) {
      assertThat(answer(socket)).startsWith("HTTP/1.1 408");
    }
    assertThat(begun).isEmpty();
  }

  @Test
  void largeBody_isHandedOnAtOnce() throws Exception {
    int more = AwaitedBodies.SMALL + 1;
    try (Socket socket = connect(POST + "Content-Length: " + more + "\r\n\r\nab")) {
      assertThat(begun.poll(10, TimeUnit.SECONDS)).isNotNull();
      send(socket, "c".repeat(more - 2));
      assertThat(answer(socket)).startsWith("HTTP/1.1 200").contains(more + ":abc");
    }
  }
}
