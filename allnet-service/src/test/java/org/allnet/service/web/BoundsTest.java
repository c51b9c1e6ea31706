package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.UserRole;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.junit.jupiter.api.Test;

final class BoundsTest {

  /** Two at once are one person's; what is heavy waits until it is let go. */
  @Test
  void heavyPages_areRefusedOverHttp() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    PageSet heavy =
        () ->
            List.of(
                new Endpoint(
                    Route.page("/heavy", Access.signedIn(), "Takes long.").heavy(),
                    visit -> {
                      begun.countDown();
                      assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
                      visit.json("done");
                    }));
    try (TestService service = TestService.start();
        WebServer server = service.another(heavy)) {
      Browser browser = new Browser("http://127.0.0.1:" + server.port());
      browser.logIn(UserRole.REVIEWER.key(), TestService.PASSWORD);
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        answers.add(browser.later(browser.request("/heavy")));
      }
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      HttpResponse<String> third = browser.get("/heavy");
      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(third.headers().firstValue("Retry-After")).contains("5");
      assertThat(third.body()).contains("You ask for much at once already.");
      go.countDown();
      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      }
      assertThat(browser.get("/heavy").statusCode()).as("there is room again").isEqualTo(200);
    }
  }

  private final Id.Account ada = Id.Account.fresh();
  private final Id.Account ben = Id.Account.fresh();

  @Test
  void onePerson_takesNotAll() {
    Bounds bounds = new Bounds(3, 0, 2);
    bounds.enter(ada);
    bounds.enter(ada);
    assertThatThrownBy(() -> bounds.enter(ada))
        .isInstanceOfSatisfying(
            HttpFailure.class,
            failure -> {
              assertThat(failure.status()).isEqualTo(429);
              assertThat(failure.retryAfter()).isPresent();
            });
    bounds.enter(ben);
    bounds.leave(ada);
    bounds.enter(ada);
  }

  @Test
  void tooMany_areToldToComeLater() {
    Bounds bounds = new Bounds(1, 0, 2);
    bounds.enter(ada);
    assertThatThrownBy(() -> bounds.enter(ben))
        .isInstanceOfSatisfying(
            HttpFailure.class,
            failure -> {
              assertThat(failure.status()).isEqualTo(503);
              assertThat(failure.retryAfter()).isPresent();
            });
    bounds.leave(ada);
    bounds.enter(ben);
  }
}
