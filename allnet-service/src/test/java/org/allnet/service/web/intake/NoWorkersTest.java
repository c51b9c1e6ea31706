package org.allnet.service.web.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.allnet.data.file.Json;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.SetClock;
import org.allnet.service.web.Browser;
import org.allnet.service.web.TestService;
import org.allnet.service.web.route.WorkersNotice;
import org.allnet.service.work.TestPictures;
import org.junit.jupiter.api.Test;

/** A process that serves pages alone is asked for an answer at once. */
final class NoWorkersTest {

  private static final Actor TEST = new Actor.Service("test", "run-1");

  private static String words(TestService service) throws Exception {
    Browser browser = service.browser();
    HttpResponse<String> answer =
        browser.send(
            browser
                .request("/api/v1/projects/" + service.home.project().id().text() + "/classify")
                .header("Authorization", "Bearer " + service.key(UserRole.REVIEWER))
                .header("Content-Type", "image/png")
                .POST(HttpRequest.BodyPublishers.ofByteArray(TestPictures.png(1))));
    assertThat(answer.statusCode()).isEqualTo(501);
    assertThat(answer.headers().firstValue("Retry-After"))
        .as("it would never be answered here")
        .isEmpty();
    return answer.body();
  }

  @Test
  void answerAtOnce_saysWhetherAnybodyAnswers() throws Exception {
    SetClock clock = new SetClock();
    String nobody = "none that does was seen for three minutes";
    try (TestService service = TestService.start(clock)) {
      assertThat(words(service)).contains("This process asks no model", nobody);
      service.store.change(TEST, tx -> tx.workers().see("worker-9"));
      clock.pass(Duration.ofMinutes(2));
      assertThat(words(service)).contains("Hand the picture in: another process answers.");
      clock.pass(Duration.ofMinutes(2));
      assertThat(words(service)).as("it was killed").contains(nobody);
      service.store.change(TEST, tx -> tx.workers().see("worker-9"));
      service.store.change(TEST, tx -> tx.workers().forget("worker-9"));
      assertThat(words(service)).as("it has ended").contains(nobody);
    }
  }

  private static JsonNode handedIn(TestService service) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        ("--b\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\nS-1\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"pictures\"; filename=\"a.png\"\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(TestPictures.png(4));
    body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
    Browser browser = service.browser();
    HttpResponse<String> answer =
        browser.send(
            browser
                .request("/api/v1/projects/" + service.home.project().id().text() + "/pictures")
                .header("Authorization", "Bearer " + service.key(UserRole.REVIEWER))
                .header("Idempotency-Key", "one")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return Json.read(answer.body());
  }

  @Test
  void handIn_saysThatNobodyWorksOnIt() throws Exception {
    String nobody = "No process with workers was seen for three minutes.";
    try (TestService service = TestService.start(new SetClock())) {
      JsonNode taken = handedIn(service);
      assertThat(taken.path("notes").toString()).contains(nobody);
      String of = "/projects/%s/cases/%s";
      of = of.formatted(taken.path("project").asText(), taken.path("of").asText());
      Browser reviewer = service.browser(UserRole.REVIEWER);
      Browser operator = service.browser(UserRole.OPERATOR);
      assertThat(reviewer.get(of).body()).contains(nobody);
      assertThat(operator.get("/jobs").body()).contains(nobody);

      service.store.change(TEST, tx -> tx.workers().see("worker-9"));
      assertThat(handedIn(service).path("notes").toString())
          .as("the same again")
          .doesNotContain(nobody);
      assertThat(reviewer.get(of).body()).doesNotContain(nobody);
      assertThat(operator.get("/jobs").body()).contains("Waiting").doesNotContain(nobody);
    }
  }

  @Test
  void processThatWorks_hasNothingToSay() throws Exception {
    try (TestService service = TestService.start(new SetClock())) {
      assertThat(service.store.<Boolean>read(new WorkersNotice(false)::isNobody)).isTrue();
      assertThat(service.store.<Boolean>read(new WorkersNotice(true)::isNobody)).isFalse();
    }
  }
}
