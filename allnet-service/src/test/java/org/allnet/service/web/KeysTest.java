package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.service.domain.ApiKey;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.UserRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keys of programs, from their page to their end. */
final class KeysTest {

  private static final Pattern SECRET = Pattern.compile("alln_[0-9a-f]{64}");

  private static TestService service;

  @BeforeAll
  static void start() throws Exception {
    service = TestService.start();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static HttpResponse<String> make(Browser browser, String scope, String password)
      throws Exception {
    return browser.post(
        "/account/keys",
        Map.of("label", "scanner", "scope", scope, "days", "30", "password", password));
  }

  private static int cases(String secret) throws Exception {
    Browser nobody = service.browser();
    String path = "/api/v1/projects/" + service.home.project().id().text() + "/cases";
    return nobody
        .send(nobody.request(path).header("Authorization", "Bearer " + secret))
        .statusCode();
  }

  @Test
  void key_isShownOnceWorksAndIsTakenBack() throws Exception {
    Browser browser = service.browser(UserRole.REVIEWER);
    HttpResponse<String> made = make(browser, "see", TestService.PASSWORD);
    Matcher secret = SECRET.matcher(made.body());
    assertThat(secret.find()).as(made.body()).isTrue();
    assertThat(browser.get("/account").body()).doesNotContainPattern(SECRET);
    assertThat(cases(secret.group())).isEqualTo(200);

    ApiKey key =
        service.store.read(tx -> tx.apiKeys().of(service.person(UserRole.REVIEWER).id())).get(0);
    assertThat(key.scope()).containsExactly(Permission.SEE);
    String revoke = "/account/keys/" + key.id().text() + "/revoke";
    assertThat(service.browser(UserRole.SIGNER).post(revoke, Map.of()).statusCode())
        .as("somebody else")
        .isEqualTo(404);
    assertThat(cases(secret.group())).isEqualTo(200);
    assertThat(browser.post(revoke, Map.of()).statusCode()).isEqualTo(303);
    assertThat(cases(secret.group())).isEqualTo(401);
  }

  @Test
  void keyWithoutTheScope_isRefused() throws Exception {
    HttpResponse<String> made =
        make(service.browser(UserRole.REVIEWER), "judge", TestService.PASSWORD);
    Matcher secret = SECRET.matcher(made.body());
    assertThat(secret.find()).isTrue();

    assertThat(cases(secret.group())).isEqualTo(403);
  }

  @Test
  void keyThatSigns_isNotMade() throws Exception {
    Browser browser = service.browser(UserRole.SIGNER);
    assertThat(browser.get("/account/new-key").body())
        .contains("value=\"see\"")
        .doesNotContain("value=\"sign\"", "value=\"amend\"");
    assertThat(make(browser, "sign", TestService.PASSWORD).statusCode()).isEqualTo(422);
  }

  @Test
  void keyWithoutThePassword_isNotMade() throws Exception {
    HttpResponse<String> answer = make(service.browser(UserRole.READER), "see", "not the password");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).doesNotContainPattern(SECRET);
  }

  @Test
  void keysThatAreNone_areRefusedAlike() throws Exception {
    assertThat(cases("alln_" + "0".repeat(64))).isEqualTo(401);
    assertThat(cases("alln_short")).isEqualTo(401);
    assertThat(cases("")).isEqualTo(401);
  }
}
