package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.service.domain.UserRole;
import org.allnet.service.web.access.LoginLimits;
import org.junit.jupiter.api.Test;

/** The first administrator, and people who are invited. */
final class SetUpTest {

  private static HttpResponse<String> setUp(Browser browser, String code) throws Exception {
    return browser.post(
        "/set-up",
        Map.of("code", code, "login", "root", "name", "Dr. Root", "password", "a long password"));
  }

  @Test
  void firstAdministrator_isMadeOnceByTheCode() throws Exception {
    try (TestService service = TestService.empty()) {
      String code = service.server.setUp().text().orElseThrow();
      assertThat(service.browser().get("/log-in").headers().firstValue("Location"))
          .contains("/set-up");
      assertThat(setUp(service.browser(), "").statusCode()).isEqualTo(403);
      assertThat(setUp(service.browser(), "0".repeat(32)).statusCode()).isEqualTo(403);
      HttpResponse<String> brief =
          service
              .browser()
              .post(
                  "/set-up",
                  Map.of("code", code, "login", "root", "name", "R", "password", "short"));
      assertThat(brief.statusCode()).as("a short password").isEqualTo(422);
      assertThat(brief.body())
          .as("the link has been left by then")
          .contains("value=\"" + code + "\"")
          .doesNotContain("value=\"short\"");

      Browser browser = service.browser();
      assertThat(setUp(browser, code).statusCode()).isEqualTo(303);
      assertThat(browser.get("/administration").statusCode()).isEqualTo(200);
      assertThat(setUp(service.browser(), code).statusCode()).as("once more").isEqualTo(403);
      assertThat(service.server.setUp().text()).isEmpty();
      assertThat(service.browser().get("/set-up").headers().firstValue("Location"))
          .contains("/log-in");
    }
  }

  @Test
  void emptyLogInsOfOthers_closeNoSetUp() throws Exception {
    try (TestService service = TestService.empty()) {
      for (int i = 0; i <= LoginLimits.OF_LOGIN; i++) {
        assertThat(
                service
                    .browser()
                    .post("/log-in", Map.of("login", " ", "password", "x"))
                    .statusCode())
            .isEqualTo(401);
        assertThat(setUp(service.browser(), "wrong").statusCode()).isEqualTo(403);
      }
      String code = service.server.setUp().text().orElseThrow();
      assertThat(setUp(service.browser(), code).statusCode()).isEqualTo(303);
    }
  }

  @Test
  void serviceWithAnAdministrator_hasNoCode() throws Exception {
    try (TestService service = TestService.start()) {
      assertThat(service.server.setUp().text()).isEmpty();

      Browser administrator = service.browser(UserRole.ADMINISTRATOR);
      HttpResponse<String> made =
          administrator.post("/administration/accounts", Map.of("login", "mia", "name", "Dr. Mia"));
      Matcher code = Pattern.compile("/welcome#code=([0-9a-f]{64})").matcher(made.body());
      assertThat(code.find()).isTrue();
      Map<String, String> form =
          Map.of("code", code.group(1), "password", "what nobody else knows");
      assertThat(
              service
                  .browser()
                  .post("/welcome", Map.of("code", "1".repeat(64), "password", "a long password"))
                  .statusCode())
          .isEqualTo(403);

      Browser mia = service.browser();
      assertThat(mia.post("/welcome", Map.of("code", code.group(1), "password", "short")).body())
          .contains("value=\"" + code.group(1) + "\"");
      assertThat(mia.post("/welcome", form).statusCode()).isEqualTo(303);
      assertThat(mia.get("/projects").body()).contains("Dr. Mia");
      assertThat(service.browser().post("/welcome", form).statusCode())
          .as("the link again")
          .isEqualTo(403);
      service.browser().logIn("mia", "what nobody else knows");
    }
  }

  @Test
  void wrongLinks_closeTheAddressForAWhile() throws Exception {
    try (TestService service = TestService.empty()) {
      Browser mia = service.browser();
      Map<String, String> form = Map.of("code", "1".repeat(64), "password", "a long password");
      for (int i = 0; i < 40; i++) {
        assertThat(mia.post("/welcome", form).statusCode()).isEqualTo(403);
      }
      HttpResponse<String> closed = mia.post("/welcome", form);
      assertThat(closed.statusCode()).isEqualTo(429);
      assertThat(closed.body()).contains("Too many links were wrong. Try again later.");
      assertThat(Long.parseLong(closed.headers().firstValue("Retry-After").orElseThrow()))
          .isBetween(1L, 900L);
    }
  }
}
