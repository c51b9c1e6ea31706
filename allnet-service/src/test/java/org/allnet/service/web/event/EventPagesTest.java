package org.allnet.service.web.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.file.Json;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Delivery;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.JobTask;
import org.allnet.service.domain.UserRole;
import org.allnet.service.domain.Webhook;
import org.allnet.service.store.Jobs;
import org.allnet.service.web.ApiDocument;
import org.allnet.service.web.Browser;
import org.allnet.service.web.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The feed of events and the pages of webhooks. */
final class EventPagesTest {

  private static final Pattern SECRET = Pattern.compile("whsec_[A-Za-z0-9+/]{43}=");
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Actor TEST = new Actor.Service("test", "run-1");

  private static TestService service;

  @BeforeAll
  static void start() throws Exception {
    service = TestService.start();
    service.store.change(
        TEST,
        tx -> {
          tx.jobs().enqueue(service.home.of().id(), List.of(task("a model")));
          tx.jobs().claim(JobTask.Work.MODELS, "w", 9, LEASE).forEach(tx.jobs()::complete);
        });
  }

  private static JobTask task(String model) {
    return new JobTask.ClassifyCell(service.home.cell().id(), Hash.of(model));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static HttpResponse<String> asked(UserRole role, String method, String path, String body)
      throws Exception {
    Browser nobody = service.browser();
    return nobody.send(
        nobody
            .request(path)
            .header("Authorization", "Bearer " + service.key(role))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  private static String home() {
    return "/api/v1/projects/" + service.home.project().id().text();
  }

  private static JsonNode feed(String query) throws Exception {
    HttpResponse<String> answer = asked(UserRole.READER, "GET", home() + "/events" + query, "");
    assertThat(answer.statusCode()).isEqualTo(200);
    return Json.read(answer.body());
  }

  /** A request that leaves a line in the audit log. */
  private static HttpResponse<String> audited(Callable<HttpResponse<String>> request)
      throws Exception {
    long before = service.store.head().count();
    HttpResponse<String> answer = request.call();
    assertThat(service.store.head().count()).as(answer.body()).isGreaterThan(before);
    return answer;
  }

  @Test
  void feed_goesOnFromACursor() throws Exception {
    JsonNode all = feed("");
    ApiDocument.of(service)
        .call(
            UserRole.READER,
            "getProjectsByProjectEvents",
            Map.of("project", service.home.project().id().text()));
    int next = all.get("next").intValue();
    assertThat(next).isEqualTo(all.get("events").size());
    assertThat(all.get("more").booleanValue()).isFalse();
    JsonNode event = all.get("events").get(0);
    assertThat(event.get("type").textValue()).isEqualTo("case.answered");
    assertThat(event.get("data").get("pseudonym").textValue()).isEqualTo("S-Home");
    assertThat(event.get("data").get("case").textValue()).isEqualTo(service.home.of().id().text());
    assertThat(event.get("data").get("synthetic").booleanValue()).isFalse();
    assertThat(event.get("data").get("modelSynthetic").booleanValue()).isFalse();
    assertThat(feed("?after=" + next).get("events")).isEmpty();
    assertThat(feed("?after=" + next).get("next").intValue()).isEqualTo(next);
  }

  @Test
  void page_showsTheSecretOnce() throws Exception {
    Browser browser = service.browser(UserRole.ADMINISTRATOR);
    String path = "/administration/projects/" + service.home.project().id().text() + "/webhooks";
    assertThat(browser.get(path).statusCode()).isEqualTo(200);
    HttpResponse<String> made =
        audited(() -> browser.post(path, Map.of("address", "https://127.0.0.1:9/in")));

    Matcher secret = SECRET.matcher(made.body());
    assertThat(secret.find()).as(made.body()).isTrue();
    String page = browser.get(path).body();
    assertThat(page).contains("https://127.0.0.1:9/in").doesNotContainPattern(SECRET);
    Matcher remove = Pattern.compile(path + "/([0-9a-f-]{36})/remove").matcher(page);
    assertThat(remove.find()).isTrue();
    String own = path + "/" + remove.group(1);
    String retry = own + "/events/" + dead(remove.group(1)).text() + "/retry";
    assertThat(browser.get(path).body()).contains(retry, "the answer was 500");
    assertThat(audited(() -> browser.post(retry, Map.of())).statusCode()).isEqualTo(303);
    assertThat(browser.get(path).body()).doesNotContain(retry);
    assertThat(audited(() -> browser.post(own + "/remove", Map.of())).statusCode()).isEqualTo(303);
    assertThat(browser.get(path).body()).doesNotContain(own);
    HttpResponse<String> inside = browser.post(path, Map.of("address", "https://10.0.0.1/<b>"));
    assertThat(inside.statusCode()).isEqualTo(422);
    HttpResponse<String> metadata =
        browser.post(path, Map.of("address", "https://169.254.169.254/latest"));
    assertThat(metadata.statusCode()).isEqualTo(422);
    assertThat(metadata.body()).contains("inside of this network");
  }

  @Test
  void api_makesRemovesAndSendsAgain() throws Exception {
    String path = home() + "/webhooks";
    String address = "{\"address\":\"https://127.0.0.1:9/api\"}";
    HttpResponse<String> made = audited(() -> asked(UserRole.ADMINISTRATOR, "POST", path, address));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    String id = Json.read(made.body()).get("id").textValue();
    assertThat(Json.read(made.body()).get("secret").textValue()).matches(SECRET);
    HttpResponse<String> listed = asked(UserRole.ADMINISTRATOR, "GET", path, "");
    assertThat(listed.body()).contains(id).doesNotContain("whsec_");
    assertThat(asked(UserRole.REVIEWER, "GET", path, "").statusCode()).isEqualTo(403);

    // Under another project's address it is not there.
    String foreign =
        "/api/v1/projects/" + service.foreign.project().id().text() + "/webhooks/" + id;
    assertThat(asked(UserRole.ADMINISTRATOR, "DELETE", foreign, "").statusCode()).isEqualTo(404);
    String event = dead(id).text();
    String dead = path + "/" + id + "/dead";
    assertThat(asked(UserRole.ADMINISTRATOR, "GET", dead, "").body())
        .contains(event, "the answer was 500");
    Map<String, String> of =
        Map.of("project", service.home.project().id().text(), "webhook", id, "event", event);
    ApiDocument.of(service)
        .call(UserRole.ADMINISTRATOR, "getProjectsByProjectWebhooksByWebhookDead", of);
    String again = dead + "/" + event;
    assertThat(audited(() -> asked(UserRole.ADMINISTRATOR, "POST", again, "")).statusCode())
        .isEqualTo(204);
    assertThat(asked(UserRole.ADMINISTRATOR, "GET", dead, "").body()).doesNotContain(event);
    String gone = path + "/" + id;
    assertThat(audited(() -> asked(UserRole.ADMINISTRATOR, "DELETE", gone, "")).statusCode())
        .isEqualTo(204);
    assertThat(asked(UserRole.ADMINISTRATOR, "GET", path, "").body()).doesNotContain(id);
  }

  /** Has an event that the webhook's receiver never took. */
  private static Id.Event dead(String webhook) {
    Id.Project in = service.home.project().id();
    return service.store.write(
        TEST,
        tx -> {
          Webhook hook = tx.webhooks().get(in, new Id.Webhook(Id.parse(webhook))).orElseThrow();
          Id.Case of = service.home.of().id();
          tx.jobs().enqueue(of, List.of(task("another model")));
          for (int i = 0; i < Jobs.MOST_ATTEMPTS; i++) {
            tx.jobs()
                .claim(JobTask.Work.MODELS, "w", 9, LEASE)
                .forEach(job -> tx.jobs().fail(job, "no", Duration.ZERO));
          }
          Delivery due =
              tx.webhooks().due().stream()
                  .filter(one -> one.webhook().id().equals(hook.id()))
                  .findFirst()
                  .orElseThrow();
          Delivery claimed = tx.webhooks().claim(due, LEASE).orElseThrow();
          tx.webhooks().failed(claimed, "the answer was 500", Optional.empty());
          return claimed.event().id();
        });
  }
}
