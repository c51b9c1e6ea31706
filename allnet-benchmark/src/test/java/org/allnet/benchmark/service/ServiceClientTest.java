package org.allnet.benchmark.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Connections of the benchmark's client, with a server that closes what it has answered once. */
final class ServiceClientTest {

  private static final String ANSWER = "HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\n{}";

  /** As if it had been idle for as long as the service waits, and then one request too late. */
  private static void serve(ServerSocket server) {
    while (true) {
      try {
        Socket socket = server.accept();
        new Thread(() -> answerOnce(socket)).start();
      } catch (IOException e) {
        return; // the test is over
      }
    }
  }

  private static void answerOnce(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      int length = head(in);
      for (int i = 0; i < length; i++) {
        in.read();
      }
      socket.getOutputStream().write(ANSWER.getBytes(US_ASCII));
      in.read(); // the first letter of the next request
    } catch (IOException e) {
      // whoever asked is gone
    }
  }

  private static int head(BufferedReader in) throws IOException {
    int length = 0;
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return length;
  }

  @Test
  void others_takeNoConnectionOfManyQuestions() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread serving = new Thread(() -> serve(server));
      serving.setDaemon(true);
      serving.start();
      ServiceClient client =
          new ServiceClient(
              new Served("http://127.0.0.1:" + server.getLocalPort(), "key", "", "p", "r"));
      byte[] picture = {1, 2, 3};
      List<CompletableFuture<HttpResponse<String>>> asked =
          List.of(client.askLater(picture), client.askLater(picture));
      for (CompletableFuture<HttpResponse<String>> one : asked) {
        assertThat(one.join().statusCode()).isEqualTo(202);
      }
      assertThatThrownBy(() -> client.caseOf("c"))
          .as("was answered, and the connection not closed before")
          .hasMessageContaining("by 202 and not by 200");
      try (PictureClient handing = client.handingIn()) {
        assertThat(handing.ask(ServiceClient.form(List.of(picture), "S"))).isEqualTo("{}");
      }
    }
  }
}
