package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Job;
import org.allnet.service.domain.JobTask;
import org.allnet.service.result.ReadCases;
import org.junit.jupiter.api.Test;

/** How far the model has come is told while it goes on, and to no more pages than may ask. */
final class ProgressFeedTest {

  private static final Actor TEST = new Actor.Service("test", "run-1");

  private static void queue(TestService service) throws Exception {
    new ReadCases(service.store, service.home.project(), TestService.PASSWORD); // has the model
    service.store.change(
        TEST,
        tx ->
            tx.jobs()
                .enqueue(
                    service.home.of().id(),
                    List.of(new JobTask.ClassifyCell(service.home.cell().id(), ReadCases.MODEL))));
  }

  private static String feed(TestService service) {
    return "/projects/%s/cases/%s/progress"
        .formatted(service.home.project().id().text(), service.home.of().id().text());
  }

  /** The head of a request of a browser, as it goes over the wire. */
  private static Socket asked(TestService service, String cookie) throws IOException {
    Socket socket = new Socket("127.0.0.1", service.server.port());
    socket.setSoTimeout(20_000);
    String head =
        "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nCookie: %s\r\n\r\n"
            .formatted(feed(service), cookie);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  private static String cookie(TestService service) throws Exception {
    Browser browser = service.browser();
    HttpResponse<String> answer =
        browser.send(
            browser
                .request("/log-in")
                .header("Origin", service.server.address().replaceFirst("/$", ""))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "login=reader&password=" + TestService.PASSWORD.replace(" ", "+"))));
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
  }

  private static BufferedReader lines(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static String until(BufferedReader lines, String begin) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(begin)) {
        return line;
      }
    }
    throw new IOException("no line begins with " + begin);
  }

  @Test
  void jobs_areToldAsTheyEnd() throws Exception {
    try (TestService service = TestService.start()) {
      queue(service);
      try (Socket socket = asked(service, cookie(service))) {
        BufferedReader lines = lines(socket);
        assertThat(lines.readLine()).startsWith("HTTP/1.1 200");
        assertThat(until(lines, "event:")).endsWith("progress");
        assertThat(until(lines, "data:")).contains("\"open\":1", "\"done\":0");
        service.store.change(
            TEST,
            tx -> {
              List<Job> jobs = tx.jobs().claim(JobTask.Work.MODELS, "w", 9, Duration.ofMinutes(1));
              jobs.forEach(tx.jobs()::complete);
            });
        assertThat(until(lines, "data:")).contains("\"open\":0", "\"done\":1");
        assertThat(until(lines, "event:")).endsWith("end");
      }
    }
  }

  @Test
  void onePerson_hasTwentyFeedsAtMost() throws Exception {
    List<Socket> open = new ArrayList<>();
    try (TestService service = TestService.start()) {
      queue(service);
      String cookie = cookie(service);
      for (int i = 0; i < 20; i++) {
        open.add(asked(service, cookie));
      }
      for (Socket socket : open) {
        assertThat(until(lines(socket), "event:")).endsWith("progress");
      }
      Socket refused = asked(service, cookie);
      open.add(refused);
      BufferedReader lines = lines(refused);
      assertThat(lines.readLine()).startsWith("HTTP/1.1 429");
      assertThat(until(lines, "Retry-After")).endsWith(" 10");
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }
}
