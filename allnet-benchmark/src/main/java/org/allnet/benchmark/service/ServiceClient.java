package org.allnet.benchmark.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.RunException;
import org.allnet.data.file.Json;

/** Asks a service as programs and browsers do. Thread-safe once logged in. */
final class ServiceClient {

  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]+)\"");
  private static final Duration READY_WITHIN = Duration.ofMinutes(3);
  private static final Duration LONGEST = Duration.ofSeconds(120);
  private static final String DASHES = "-".repeat(2);
  private static final String BOUNDARY = "allnet-bench-boundary";

  private final Served served;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
          .build();

  /**
   * Asks many questions at once, and keeps as many connections. A client of Java takes the one that
   * has waited longest: a later judgement might get it just when the service closes it, and what is
   * posted is not sent again.
   */
  private final HttpClient many =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  ServiceClient(Served served) {
    this.served = served;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(served.address() + path)).timeout(LONGEST);
  }

  /** Logs in as a browser does. */
  void logIn() {
    Matcher csrf = CSRF.matcher(send(request("/log-in").build()).body());
    String body =
        "login=%s&password=%s&csrf=%s"
            .formatted(
                Served.LOGIN,
                URLEncoder.encode(served.password(), StandardCharsets.UTF_8),
                csrf.find() ? csrf.group(1) : "");
    HttpResponse<String> answer =
        send(
            request("/log-in")
                .header("Origin", served.address())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    require(answer, 303);
  }

  /** {@return whether the service is there and says that it can do its work} */
  private boolean isReady() {
    try {
      return client
              .send(request("/readyz").build(), HttpResponse.BodyHandlers.ofString())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false; // it does not listen yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException("benchmark: was interrupted", e);
    }
  }

  /**
   * Waits until the service says that it is ready, model and all.
   *
   * @throws RunException if that takes minutes
   */
  void awaitReady() {
    long end = System.nanoTime() + READY_WITHIN.toNanos();
    while (!isReady()) {
      if (System.nanoTime() > end) {
        throw new RunException("the service was not ready within " + READY_WITHIN);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException("benchmark: was interrupted", e);
    }
  }

  /** {@return the address of the reading} */
  String readingPath() {
    return "/projects/" + served.project() + "/readings/" + served.reading();
  }

  /** {@return where cells of the reading are asked for} */
  String gallery(String query) {
    return readingPath() + "/cells" + query;
  }

  /** Asks a page's own address for JSON. */
  JsonNode json(String path) {
    HttpResponse<String> answer = send(request(path).header("Accept", "application/json").build());
    return read(require(answer, 200));
  }

  /** Sends JSON as a page's script does. */
  void post(String path, String json) {
    require(
        send(
            request(path)
                .header("Origin", served.address())
                .header("X-Allnet", "1")
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build()),
        200);
  }

  /** {@return where pictures are sent to for an answer that is waited for} */
  URI classifyAddress() {
    return URI.create(served.address() + "/api/v1/projects/" + served.project() + "/classify");
  }

  /** {@return the key by which programs ask} */
  String key() {
    return served.key();
  }

  private HttpRequest classify(byte[] image) {
    return HttpRequest.newBuilder(classifyAddress())
        .timeout(LONGEST)
        .header("Authorization", "Bearer " + served.key())
        .header("Content-Type", "image/png")
        .POST(HttpRequest.BodyPublishers.ofByteArray(image))
        .build();
  }

  /** Does not wait for the answer about a picture. */
  CompletableFuture<HttpResponse<String>> askLater(byte[] image) {
    return many.sendAsync(classify(image), HttpResponse.BodyHandlers.ofString());
  }

  /** {@return a client that hands forms of pictures in} */
  PictureClient handingIn() {
    return new PictureClient(
        URI.create(served.address() + "/api/v1/projects/" + served.project() + "/pictures"),
        served.key(),
        "multipart/form-data; boundary=" + BOUNDARY,
        202);
  }

  /** A form that hands pictures in. */
  static byte[] form(List<byte[]> images, String subject) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    text(body, "Content-Disposition: form-data; name=\"subject\"\r\n\r\n" + subject);
    for (int i = 0; i < images.size(); i++) {
      part(
          body,
          "Content-Disposition: form-data; name=\"pictures\"; filename=\"cell-"
              + i
              + ".png\"\r\nContent-Type: image/png\r\n\r\n");
      body.writeBytes(images.get(i));
      body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    body.writeBytes((DASHES + BOUNDARY + DASHES + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return body.toByteArray();
  }

  private static void part(ByteArrayOutputStream body, String head) {
    body.writeBytes((DASHES + BOUNDARY + "\r\n" + head).getBytes(StandardCharsets.UTF_8));
  }

  private static void text(ByteArrayOutputStream body, String field) {
    part(body, field + "\r\n");
  }

  /** How far a case has come. */
  JsonNode caseOf(String id) {
    HttpResponse<String> answer =
        send(
            request("/api/v1/projects/" + served.project() + "/cases/" + id)
                .header("Authorization", "Bearer " + served.key())
                .build());
    return read(require(answer, 200));
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new RunException(
          "the service broke off at %s (%s)".formatted(request.uri().getPath(), e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException("benchmark: was interrupted", e);
    }
  }

  static String require(HttpResponse<String> answer, int status) {
    if (answer.statusCode() != status) {
      throw new RunException(
          "the service answered %s by %d and not by %d: %s"
              .formatted(
                  answer.uri().getPath(),
                  answer.statusCode(),
                  status,
                  answer.body().lines().findFirst().orElse("")));
    }
    return answer.body();
  }

  static JsonNode read(String text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      throw new RunException("the service answered what is no JSON", e);
    }
  }
}
