package org.allnet.service.web.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.SetClock;
import org.allnet.service.web.Browser;
import org.allnet.service.web.TestService;
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
}
