package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks the service as a browser does: with cookies, and with what forms send along. */
public final class Browser {

  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]+)\"");

  private final String address;
  private final HttpClient client;
  private String csrf = "";

  Browser(String address) {
    this(
        address,
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .build());
  }

  private Browser(String address, HttpClient client) {
    this.address = address;
    this.client = client;
  }

  /** The same browser, with its cookies and its forms, which a proxy leads to another process. */
  Browser at(WebServer other) {
    Browser same = new Browser("http://127.0.0.1:" + other.port(), client);
    same.csrf = csrf;
    return same;
  }

  /** A request to a path, to which a test may add what it wants. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(20));
  }

  /** Sends a request, and remembers what forms of the page would send. */
  public HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    Matcher found = CSRF.matcher(answer.body());
    if (found.find()) {
      csrf = found.group(1);
    }
    return answer;
  }

  /** Sends a request and waits for no answer. */
  CompletableFuture<HttpResponse<String>> later(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Asks for a page. */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  /** Sends a form as a page of the service does. */
  public HttpResponse<String> post(String path, Map<String, String> fields)
      throws IOException, InterruptedException {
    String body =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return postForm(path, body);
  }

  /** Sends a form of which a name may have several values, encoded as browsers do. */
  public HttpResponse<String> postForm(String path, String body)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Origin", address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body + "&csrf=" + csrf)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Sends JSON as a script of a page does. */
  public HttpResponse<String> json(String path, String body)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Origin", address)
            .header("X-Allnet", "1")
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Logs in, and reads the first page. */
  public void logIn(String login, String password) throws IOException, InterruptedException {
    HttpResponse<String> answer = post("/log-in", Map.of("login", login, "password", password));
    assertThat(answer.statusCode()).as("log-in of %s: %s", login, answer.body()).isEqualTo(303);
    get("/projects");
  }
}
