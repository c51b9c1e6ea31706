package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.allnet.service.domain.UserRole;
import org.allnet.service.web.route.Face;
import org.allnet.service.web.route.Frame;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Verb;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What every page has and what none has, and what is told of failures. */
final class PagesTest {

  private static final Pattern INLINE =
      Pattern.compile(
          "<style|\\sstyle=|\\son[a-z]+=|<script(?![^>]*\\ssrc=)|javascript:|hx-on|//[a-z]+\\.[a-z]+/");

  private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]+)\"");

  /** By which labels, hints and headings are of something. */
  private static final Pattern REFERENCE =
      Pattern.compile("\\s(?:for|list|aria-(?:describedby|labelledby|controls))=\"([^\"]+)\"");

  private static TestService service;
  private static final Map<UserRole, Browser> BROWSERS = new EnumMap<>(UserRole.class);

  @BeforeAll
  static void start() throws Exception {
    service = TestService.start();
    for (UserRole role : UserRole.values()) {
      BROWSERS.put(role, service.browser(role));
    }
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static List<Route> pages() {
    return service.server.routes().stream()
        .filter(route -> route.face() == Face.PAGE && route.verb() == Verb.GET)
        .toList();
  }

  private static String path(Route route) {
    Map<String, String> ids = new HashMap<>(service.home.ids());
    return route.with(
        route.parameters().stream()
            .map(name -> ids.getOrDefault(name, UUID.randomUUID().toString()))
            .toArray(String[]::new));
  }

  @Test
  void everyPage_hasTheLabelAndNothingInline() throws Exception {
    for (Route route : pages()) {
      for (UserRole role : UserRole.values()) {
        HttpResponse<String> answer = BROWSERS.get(role).get(path(route));
        if (!answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
          continue;
        }
        String name = route + " as " + role;
        assertThat(answer.body()).as(name).contains(Frame.RESEARCH);
        assertThat(answer.body()).as(name).contains("Log out").contains("Dr. " + role.key());
        assertThat(answer.body()).as(name).contains("Times in ").doesNotContainPattern(INLINE);
        List<String> ids = values(ID, answer.body());
        assertThat(ids).as(name).doesNotHaveDuplicates();
        assertThat(ids).as("what %s refers to", name).containsAll(values(REFERENCE, answer.body()));
      }
    }
  }

  /** The words of some attributes. */
  private static List<String> values(Pattern attribute, String page) {
    return attribute
        .matcher(page)
        .results()
        .flatMap(found -> Arrays.stream(found.group(1).split(" ")))
        .toList();
  }

  /** htmx would otherwise run texts as code, add styles, ask other sites and keep pages. */
  @Test
  void everyPage_bindsHtmx() throws Exception {
    int pages = 0;
    for (Route route : pages()) {
      String body = BROWSERS.get(UserRole.REVIEWER).get(path(route)).body();
      if (body.contains("htmx.js")) {
        pages++;
        assertThat(body)
            .as("%s", route)
            .contains(
                "\"allowEval\":false",
                "\"selfRequestsOnly\":true",
                "\"historyCacheSize\":0",
                "\"includeIndicatorStyles\":false");
      }
    }
    assertThat(pages).isGreaterThan(10);
  }

  @Test
  void everyAnswer_tellsBrowsersWhatNotToDo() throws Exception {
    for (String path : List.of("/projects", "/log-in", "/nowhere", "/api/v1/nowhere")) {
      HttpResponse<String> answer = BROWSERS.get(UserRole.READER).get(path);
      Map<String, String> headers = new HashMap<>();
      answer.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));

      assertThat(headers)
          .as(path)
          .containsEntry("content-security-policy", SecurityHeaders.CONTENT_POLICY)
          .containsEntry("x-content-type-options", "nosniff")
          .containsEntry("x-frame-options", "DENY")
          .containsEntry("referrer-policy", "same-origin")
          .containsEntry("cache-control", "no-store")
          .containsKey("x-request-id")
          .doesNotContainKeys("server", "strict-transport-security");
    }
    assertThat(SecurityHeaders.CONTENT_POLICY)
        .contains("script-src 'self';", "object-src 'none'", "base-uri 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void missingPage_saysSoAndEchoesNothing() throws Exception {
    HttpResponse<String> page = BROWSERS.get(UserRole.READER).get("/%3Cscript%3Ex");
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("There is nothing at this address").doesNotContain("script>x");

    HttpResponse<String> problem = BROWSERS.get(UserRole.READER).get("/api/v1/nowhere");
    assertThat(problem.statusCode()).isEqualTo(404);
    assertThat(problem.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(problem.body())
        .matches(
            "\\{\"type\":\"about:blank\",\"status\":404,\"detail\":\"There is nothing at this address, or you may not see it.\",\"request\":\"[0-9a-f]{16}\"}");
  }

  @Test
  void wrongVerb_isNotAllowed() throws Exception {
    Browser browser = BROWSERS.get(UserRole.READER);
    assertThat(browser.send(browser.request("/projects").DELETE()).statusCode()).isEqualTo(405);
  }

  @Test
  void bodyThatIsTooLarge_isRefused() throws Exception {
    Browser browser = BROWSERS.get(UserRole.READER);
    String body = "csrf=" + "x".repeat(2_000_000);
    HttpResponse<String> answer =
        browser.send(
            browser
                .request("/log-out")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void assets_areFoundByNameAndNothingElseIs() throws Exception {
    Browser browser = service.browser();
    for (String name : List.of("app.css", "app.js", "htmx.js", "icon.svg")) {
      HttpResponse<String> answer = browser.get("/assets/x/" + name);
      assertThat(answer.statusCode()).as(name).isEqualTo(200);
      assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
    }
    for (String name :
        List.of("..%2fWebServer.class", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "none.css", "a.class")) {
      assertThat(browser.get("/assets/x/" + name).statusCode()).as(name).isIn(400, 404);
    }
    assertThat(browser.get("/assets/x/htmx.js").body()).contains("version:\"2.0.8\"");
  }
}
