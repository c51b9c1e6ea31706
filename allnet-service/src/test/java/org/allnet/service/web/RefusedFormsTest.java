package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.allnet.service.domain.UserRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Forms that are refused come back as they were sent: one that fell back to what is usual would be
 * sent again and do something else. What is done is said.
 */
final class RefusedFormsTest {

  private static TestService service;
  private static Browser admin;

  @BeforeAll
  static void start() throws Exception {
    service = TestService.start();
    admin = service.browser(UserRole.ADMINISTRATOR);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void key_staysBoundToItsProject() throws Exception {
    Browser reviewer = service.browser(UserRole.REVIEWER);
    String project = service.home.project().id().text();
    Map<String, String> form = new HashMap<>();
    form.put("label", "scanner");
    form.put("scope", "see");
    form.put("project", project);
    form.put("days", "7");
    form.put("password", "wrong horse");
    HttpResponse<String> wrong = reviewer.post("/account/keys", form);
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body())
        .contains("<option value=\"" + project + "\" selected")
        .contains("name=\"scope\" value=\"see\" checked")
        .contains("value=\"scanner\"", "max=\"365\" value=\"7\"")
        .doesNotContain("wrong horse");
  }

  @Test
  void newProject_keepsItsRules() throws Exception {
    Map<String, String> form = new HashMap<>();
    form.put("name", "Home");
    form.put("classes", "blast\nblast");
    form.put("names", "on");
    form.put("reason", "on");
    form.put("retention", "400");
    HttpResponse<String> twice = admin.post("/administration/projects", form);
    assertThat(twice.statusCode()).as(twice.body()).isEqualTo(422);
    assertThat(twice.body())
        .contains("name=\"names\" checked", "name=\"reason\" checked", "value=\"400\"");
  }

  @Test
  void rules_areSaidToBeKept() throws Exception {
    String path = "/administration/projects/" + service.foreign.project().id().text();
    HttpResponse<String> kept = admin.post(path, Map.of("retention", "30"));
    assertThat(kept.headers().firstValue("Location")).hasValue(path + "?kept=rules");
    assertThat(admin.get(path + "?kept=rules").body()).contains("The rules are kept.");
    HttpResponse<String> none = admin.post(path, Map.of("retention", "soon"));
    assertThat(none.statusCode()).isEqualTo(422);
    assertThat(none.body()).contains("value=\"soon\"");
  }

  @Test
  void newPassword_isSaidToBeKept() throws Exception {
    Browser reader = service.browser(UserRole.READER);
    String old = TestService.PASSWORD;
    HttpResponse<String> changed =
        reader.post("/account/password", Map.of("old", old, "new", old + "!"));
    String next = changed.headers().firstValue("Location").orElseThrow();
    assertThat(reader.get(next).body()).contains("The password is changed.");
  }

  /** Two administrators have the page of a person open. */
  @Test
  void rolesOfAnOldPage_takeNothingBack() throws Exception {
    String path = "/administration/accounts/" + service.stranger.id().text();
    String is = "reviewer%40" + service.foreign.project().id().text();
    String more = "reader%40" + service.home.project().id().text();
    assertThat(admin.get(path).body())
        .contains("name=\"was\" value=\"" + is.replace("%40", "@") + "\"");
    assertThat(
            admin
                .postForm(path + "/roles", "was=" + is + "&role=" + is + "&role=" + more)
                .statusCode())
        .isEqualTo(303);
    HttpResponse<String> old =
        admin.postForm(path + "/roles", "was=" + is + "&role=" + is + "&role=operator");
    assertThat(old.statusCode()).isEqualTo(409);
    assertThat(old.body())
        .contains("somebody changed the roles since")
        .contains("value=\"" + more.replace("%40", "@") + "\" checked")
        .doesNotContain("value=\"operator\" checked");
    assertThat(
            service
                .store
                .read(tx -> tx.accounts().get(service.stranger.id()))
                .orElseThrow()
                .memberships())
        .containsKey(service.home.project().id());
  }
}
