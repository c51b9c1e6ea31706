package org.allnet.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.allnet.data.file.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a program of its own: it says where it is, and ends when it is told to. */
final class ServeCommandTest {

  @TempDir Path folder;

  private static ProcessBuilder serve(String... options) throws Exception {
    String[] words = new String[options.length + 7];
    words[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    words[1] = "-XX:TieredStopAtLevel=1";
    words[2] = "--enable-native-access=ALL-UNNAMED"; // as the manifest of allnet.jar says
    words[3] = "-cp";
    words[4] = System.getProperty("java.class.path");
    words[5] = "org.allnet.cli.Main";
    words[6] = "serve";
    System.arraycopy(options, 0, words, 7, options.length);
    return new ProcessBuilder(words);
  }

  @Test
  void service_isThereUntilItIsTerminated() throws Exception {
    Path log = folder.resolve("log");
    Process process =
        serve(
                "--folder", folder.resolve("s").toString(),
                "--port", "0",
                "--workers", "0",
                "--log", "json")
            .redirectError(log.toFile())
            .start();
    try (BufferedReader out = process.inputReader()) {
      String first = out.readLine();
      assertThat(first).matches("ALLNet is served at http://127\\.0\\.0\\.1:[0-9]+/");
      assertThat(out.readLine())
          .isEqualTo("There is no account yet. Make the first one here, once:");
      assertThat(out.readLine())
          .matches("  http://127\\.0\\.0\\.1:[0-9]+/set-up#code=[0-9a-f]{32}");
      String address = first.substring(first.indexOf("http"));
      HttpResponse<String> answer = sent(HttpRequest.newBuilder(URI.create(address + "readyz")));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      sent(
          HttpRequest.newBuilder(URI.create(address + "log-in"))
              .header("X-Allnet", "1")
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "login=mallory%0D%0A%7B%22event%22:%22logged-in%22%7D&password=secret-7")));

      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ends within 30 seconds").isTrue();
      assertLogged(Files.readAllLines(log));
    } finally {
      process.destroyForcibly();
    }
  }

  private static HttpResponse<String> sent(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Each line is an object; start, the failed log-in and the end are there, and nothing typed. */
  private static void assertLogged(List<String> lines) throws Exception {
    List<String> events = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("WARNING: ")) {
        continue; // newer Javas say some of their own
      }
      events.add(Json.read(line).get("event").textValue());
    }
    assertThat(events)
        .containsSubsequence(
            "service-started", "log-in-failed", "request", "service-stopping", "service-stopped")
        .doesNotContain("logged-in");
    assertThat(String.join("", lines)).doesNotContain("mallory", "secret-7", "code=");
  }

  @Test
  void otherMachines_needHttps() throws Exception {
    Process process =
        serve("--folder", folder.resolve("s").toString(), "--host", "0.0.0.0", "--port", "0")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine())
          .startsWith("allnet: --host 0.0.0.0: others could read passwords")
          .contains("--tls-certificate", "--behind-proxy");
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(2);
    } finally {
      process.destroyForcibly();
    }
  }
}
