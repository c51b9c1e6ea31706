package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.allnet.service.domain.Id;
import org.allnet.service.web.route.HttpFailure;
import org.junit.jupiter.api.Test;

final class BoundsTest {

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
