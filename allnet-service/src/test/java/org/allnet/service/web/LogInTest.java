package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.file.Json;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.PasswordHash;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.SetClock;
import org.allnet.service.web.access.LoginLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sessions: how they begin, and all ways in which they end. */
final class LogInTest {

  private static final Actor TEST = new Actor.Service("test", "run-2");
  private static final SetClock CLOCK = new SetClock();
  private static TestService service;

  @BeforeAll
  static void start() throws Exception {
    service = TestService.start(CLOCK);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static boolean isIn(Browser browser) throws Exception {
    return browser.get("/projects").statusCode() == 200;
  }

  private static HttpResponse<String> logIn(Browser browser, String login, String password)
      throws Exception {
    return browser.post("/log-in", Map.of("login", login, "password", password));
  }

  @Test
  void logIn_setsAHiddenCookieOfTheSession() throws Exception {
    HttpResponse<String> answer =
        logIn(service.browser(), UserRole.READER.key(), TestService.PASSWORD);

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
        .matches("allnet=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Lax");
  }

  @Test
  void secretThatABrowserBroughtAlong_isNotTaken() throws Exception {
    Browser browser = service.browser();
    String planted = "ab".repeat(32);
    HttpResponse<String> answer =
        browser.send(
            browser
                .request("/log-in")
                .header("Cookie", "allnet=" + planted)
                .header("Origin", service.server.address())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    java.net.http.HttpRequest.BodyPublishers.ofString(
                        "login=reader&password=" + TestService.PASSWORD.replace(" ", "+"))));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
        .startsWith("allnet=")
        .doesNotContain(planted);
  }

  @Test
  void secondLogIn_endsTheSessionBefore() throws Exception {
    Browser browser = service.browser(UserRole.SIGNER);
    long before = sessions(UserRole.SIGNER);
    browser.logIn(UserRole.SIGNER.key(), TestService.PASSWORD);

    assertThat(sessions(UserRole.SIGNER)).isEqualTo(before);
  }

  private static long sessions(UserRole role) {
    return service.store.read(tx -> tx.sessions().of(service.person(role).id())).size();
  }

  @Test
  void wrongPasswordAndUnknownLogin_areToldAlike() throws Exception {
    HttpResponse<String> wrong =
        logIn(service.browser(), UserRole.READER.key(), "not the password");
    HttpResponse<String> unknown = logIn(service.browser(), "nobody", "not the password");

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains("Login and password don");
    assertThat(unknown.body()).contains("Login and password don");
  }

  @Test
  void hostileLogin_isShownAsTextAlone() throws Exception {
    assertThat(logIn(service.browser(), "\"><script>alert(1)</script>", "x").body())
        .doesNotContain("<script>alert");
  }

  @Test
  void tooManyFailures_closeALoginForAWhile() throws Exception {
    String login = UserRole.OPERATOR.key();
    for (int i = 0; i < LoginLimits.OF_LOGIN; i++) {
      assertThat(logIn(service.browser(), login, "wrong " + i).statusCode()).isEqualTo(401);
    }
    HttpResponse<String> right = logIn(service.browser(), login, TestService.PASSWORD);
    assertThat(right.statusCode()).isEqualTo(429);
    assertThat(right.headers().firstValue("Retry-After").map(Long::parseLong).orElse(0L))
        .isBetween(1L, LoginLimits.WINDOW.toSeconds());
    assertThat(logIn(service.browser(), UserRole.AUDITOR.key(), TestService.PASSWORD).statusCode())
        .as("others")
        .isEqualTo(303);

    CLOCK.pass(LoginLimits.WINDOW);
    assertThat(logIn(service.browser(), login, TestService.PASSWORD).statusCode()).isEqualTo(303);
  }

  @Test
  void logOut_endsTheSessionOnTheServer() throws Exception {
    Browser browser = service.browser(UserRole.READER);
    long before = sessions(UserRole.READER);
    HttpResponse<String> answer = browser.post("/log-out", Map.of());

    assertThat(answer.headers().firstValue("Clear-Site-Data")).isPresent();
    assertThat(isIn(browser)).isFalse();
    assertThat(sessions(UserRole.READER)).isEqualTo(before - 1);
  }

  @Test
  void sessionWithoutRequests_endsAfterHalfAnHour() throws Exception {
    Browser browser = service.browser(UserRole.REVIEWER);
    CLOCK.pass(Duration.ofMinutes(29));
    assertThat(isIn(browser)).as("after 29 minutes").isTrue();
    CLOCK.pass(Duration.ofMinutes(29));
    assertThat(isIn(browser)).as("29 minutes after the last request").isTrue();
    CLOCK.pass(Duration.ofMinutes(30));
    HttpResponse<String> late = browser.get("/projects");
    assertThat(late.statusCode()).as("half an hour after the last request").isEqualTo(302);
    assertThat(late.headers().firstValue("Clear-Site-Data"))
        .as("pictures of cells that the browser kept")
        .contains("\"cache\"");
  }

  /** Two tabs that nobody looks at would otherwise keep each other logged in. */
  @Test
  void whatPagesAskByThemselves_keepsNoSession() throws Exception {
    Browser browser = service.browser(UserRole.REVIEWER);
    String progress =
        "/projects/%s/cases/%s/progress"
            .formatted(service.home.project().id().text(), service.home.of().id().text());
    CLOCK.pass(Duration.ofMinutes(20));
    assertThat(asked(browser, progress).statusCode()).isEqualTo(200);
    JsonNode known = Json.read(asked(browser, "/session").body());
    assertThat(known.path("left").asLong()).isEqualTo(Duration.ofMinutes(10).toMillis());
    assertThat(known.path("account").asText())
        .isEqualTo(service.person(UserRole.REVIEWER).id().text());
    CLOCK.pass(Duration.ofMinutes(10));
    assertThat(asked(browser, "/session").statusCode()).isEqualTo(401);
    assertThat(isIn(browser)).isFalse();

    Browser busy = service.browser(UserRole.REVIEWER);
    CLOCK.pass(Duration.ofMinutes(20));
    JsonNode kept = Json.read(busy.json("/session", "").body());
    assertThat(kept.path("left").asLong()).isEqualTo(Duration.ofMinutes(30).toMillis());
    assertThat(kept.path("csrf").asText()).matches("[0-9a-f]{64}");
    CLOCK.pass(Duration.ofMinutes(20));
    assertThat(isIn(busy)).isTrue();
  }

  private static HttpResponse<String> asked(Browser browser, String path) throws Exception {
    return browser.send(browser.request(path).header("Accept", "application/json"));
  }

  @Test
  void sessionWithRequests_endsAfterTwelveHours() throws Exception {
    Browser browser = service.browser(UserRole.REVIEWER);
    for (int i = 1; i < 36; i++) {
      CLOCK.pass(Duration.ofMinutes(20));
      assertThat(isIn(browser)).as("after %d minutes", 20 * i).isTrue();
    }
    CLOCK.pass(Duration.ofMinutes(20));
    assertThat(isIn(browser)).as("after twelve hours").isFalse();
  }

  @Test
  void newPassword_endsTheOtherSessions() throws Exception {
    Browser here = service.browser(UserRole.SIGNER);
    Browser elsewhere = service.browser(UserRole.SIGNER);
    assertThat(
            here.post("/account/password", Map.of("old", "wrong", "new", "another good one"))
                .statusCode())
        .isEqualTo(401);
    assertThat(isIn(elsewhere)).isTrue();

    assertThat(
            here.post(
                    "/account/password",
                    Map.of("old", TestService.PASSWORD, "new", "another good one"))
                .statusCode())
        .isEqualTo(303);
    assertThat(isIn(here)).as("where it was changed").isTrue();
    assertThat(isIn(elsewhere)).as("elsewhere").isFalse();
    assertThat(logIn(service.browser(), "signer", TestService.PASSWORD).statusCode())
        .isEqualTo(401);
    service.store.change(
        TEST,
        tx ->
            tx.accounts()
                .changePassword(
                    service.person(UserRole.SIGNER).id(),
                    PasswordHash.of(
                        TestService.PASSWORD.toCharArray(), 2, new java.util.Random(1))));
  }

  @Test
  void administrator_endsSessionsAndDisables() throws Exception {
    Browser stranger = service.browser();
    stranger.logIn("stranger", TestService.PASSWORD);
    Browser administrator = service.browser(UserRole.ADMINISTRATOR);
    String path = "/administration/accounts/" + service.stranger.id().text();

    administrator.post(path + "/sessions/end", Map.of());
    assertThat(isIn(stranger)).as("after the sessions ended").isFalse();
    stranger.logIn("stranger", TestService.PASSWORD);
    administrator.post(path + "/disable", Map.of());
    assertThat(isIn(stranger)).as("after the account was disabled").isFalse();
    assertThat(logIn(stranger, "stranger", TestService.PASSWORD).statusCode()).isEqualTo(401);
  }

  @Test
  void logIn_isInTheAuditLog() throws Exception {
    service.browser(UserRole.AUDITOR);

    assertThat(
            service.store.read(tx -> tx.audit().of(service.person(UserRole.AUDITOR).id())).stream()
                .map(entry -> entry.event().act()))
        .contains(Act.LOGGED_IN);
  }

  @Test
  void nextPage_isOneOfOursOrNone() throws Exception {
    for (String next :
        new String[] {
          "https://elsewhere.example", "//elsewhere.example", "/\\elsewhere", "javascript:x"
        }) {
      HttpResponse<String> answer =
          service
              .browser()
              .post(
                  "/log-in",
                  Map.of("login", "auditor", "password", TestService.PASSWORD, "next", next));
      assertThat(answer.headers().firstValue("Location")).as(next).contains("/projects");
    }
    HttpResponse<String> own =
        service
            .browser()
            .post(
                "/log-in",
                Map.of("login", "auditor", "password", TestService.PASSWORD, "next", "/audit"));
    assertThat(own.headers().firstValue("Location")).contains("/audit");
  }

  private static String ledOn(String path) throws Exception {
    Browser browser = service.browser();
    String asked = browser.get(path).headers().firstValue("Location").orElse("");
    Map<String, String> form = fields(browser.get(asked).body());
    assertThat(form).as("%s by %s", path, asked).containsKey("next");
    return browser
        .post(
            "/log-in",
            Map.of("login", "auditor", "password", TestService.PASSWORD, "next", form.get("next")))
        .headers()
        .firstValue("Location")
        .orElse("");
  }

  private static Map<String, String> fields(String page) {
    Matcher next = Pattern.compile("name=\"next\" value=\"([^\"]*)\"").matcher(page);
    return next.find() ? Map.of("next", next.group(1).replace("&amp;", "&")) : Map.of();
  }

  @Test
  void logIn_leadsToWhatWasAskedFor() throws Exception {
    String result = "/projects/" + "a".repeat(32) + "/cases/" + "b".repeat(32) + "/result";
    assertThat(ledOn(result + "?version=1")).isEqualTo(result + "?version=1");
    assertThat(ledOn("/audit?before=40&word=a+b%2Fc")).isEqualTo("/audit?before=40&word=a+b%2Fc");
    assertThat(ledOn("/audit")).isEqualTo("/audit");
    assertThat(ledOn(result + ".pdf?version=1")).isEqualTo(result + ".pdf?version=1");
  }

  /** A part of a page is asked for after the session has ended. */
  @Test
  void partOfAPage_leadsBackToThePage() throws Exception {
    Map<String, String> byPage =
        Map.of(
            "https://any.example/audit?before=40#end", "/log-in?next=%2Faudit%3Fbefore%3D40",
            "https://any.example//elsewhere.example", "/log-in",
            "no address", "/log-in",
            "", "/log-in");
    for (Map.Entry<String, String> page : byPage.entrySet()) {
      Browser browser = service.browser();
      HttpResponse<String> answer =
          browser.send(
              browser
                  .request("/audit")
                  .header("HX-Request", "true")
                  .header("HX-Current-URL", page.getKey()));
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("HX-Redirect"))
          .as(page.getKey())
          .hasValue(page.getValue());
    }
  }

  /** Who sends a form, or asks for a file, after the session has ended comes back to the page. */
  @Test
  void endedSession_leadsBackToThePage() throws Exception {
    Browser nobody = service.browser();
    String here = service.server.address();
    String page = "/projects/" + "a".repeat(32) + "/cases/" + "b".repeat(32) + "/result";
    String next = "/log-in?next=" + page.replace("/", "%2F") + "%3Fversion%3D2";
    HttpRequest.Builder form = nobody.request("/projects/x/cases");
    form.POST(HttpRequest.BodyPublishers.noBody()).header("Origin", here);
    HttpResponse<String> sent =
        nobody.send(form.header("Referer", here + page + "?version=2#reason"));
    assertThat(sent.statusCode()).isEqualTo(401);
    assertThat(sent.body()).contains("href=\"" + next + "\"");
    String export = page.replace("/result", "/export.zip");
    HttpResponse<String> file =
        nobody.send(nobody.request(export).header("Referer", here + page + "?version=2"));
    assertThat(file.headers().firstValue("Location")).as("a file is no page").hasValue(next);
    HttpResponse<String> part =
        nobody.send(
            nobody
                .request("/projects")
                .header("HX-Request", "true")
                .header("HX-Current-URL", here + page + "?version=2"));
    assertThat(part.headers().firstValue("HX-Redirect")).hasValue(next);
    for (String other : List.of("https://elsewhere.example/a", here + ".example/a", "none")) {
      HttpResponse<String> answer = nobody.send(nobody.request(export).header("Referer", other));
      assertThat(answer.headers().firstValue("Location")).as(other).hasValue("/log-in");
    }
  }

  /** Both tabs went to the log-in as the session ended; the form of the second is from before. */
  @Test
  void secondTab_logsInToo() throws Exception {
    Browser browser = service.browser(UserRole.AUDITOR);
    String form = "login=auditor&password=" + TestService.PASSWORD.replace(" ", "+");
    HttpResponse<String> again = browser.send(posted(browser, form, service.server.address()));
    assertThat(again.statusCode()).as(again.body()).isEqualTo(303);
    assertThat(browser.send(posted(browser, form, "https://elsewhere.example")).statusCode())
        .isEqualTo(403);
  }

  private static HttpRequest.Builder posted(Browser browser, String form, String origin) {
    return browser
        .request("/log-in")
        .header("Origin", origin)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form + "&csrf="));
  }

  @Test
  void queryThatIsNoneOfOurs_isLeftOut() throws Exception {
    for (String query : new String[] {"a=//elsewhere", "a=b\r\nSet-Cookie: c", "a#b", "?", ""}) {
      HttpResponse<String> answer =
          service
              .browser()
              .post(
                  "/log-in",
                  Map.of(
                      "login",
                      "auditor",
                      "password",
                      TestService.PASSWORD,
                      "next",
                      "/audit?" + query));
      assertThat(answer.headers().firstValue("Location")).as(query).hasValue("/audit");
    }
    assertThat(ledOn("/audit?before=" + "%20".repeat(1000))).as("too long").isEqualTo("/audit");
  }
}
