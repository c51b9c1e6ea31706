package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.allnet.service.domain.Id;
import org.allnet.service.web.route.HttpFailure;
import org.junit.jupiter.api.Test;

final class BodyPlacesTest {

  private final BodyPlaces places = new BodyPlaces(9);

  private int entered(Id.Account who) {
    return entered(places, who);
  }

  private static int entered(BodyPlaces places, Id.Account who) {
    for (int count = 0; ; count++) {
      try {
        places.enter(who);
      } catch (HttpFailure failure) {
        assertThat(failure.retryAfter()).isPresent();
        assertThat(failure.status()).isEqualTo(count == 0 ? 503 : 429);
        return count;
      }
    }
  }

  @Test
  void eachPerson_leavesSomeToTheNext() {
    Id.Account ada = Id.Account.fresh();
    Id.Account ben = Id.Account.fresh();
    assertThat(entered(ada)).as("6 are not fewer than twice the 3 that are left").isEqualTo(6);
    assertThat(entered(ben)).isEqualTo(2);
    assertThat(entered(Id.Account.fresh())).isEqualTo(1);
    assertThat(entered(Id.Account.fresh())).as("there is none").isZero();
    places.leave(ada);
    places.leave(ben);
    assertThatThrownBy(() -> places.enter(ada)).hasMessageContaining("much at once");
    places.enter(ben);
    places.enter(Id.Account.fresh());
  }

  /** As security.md says. */
  @Test
  void placesOfTheService_takeFivePeople() {
    BodyPlaces all = new BodyPlaces(160);
    assertThat(IntStream.range(0, 6).map(i -> entered(all, Id.Account.fresh())))
        .containsExactly(107, 36, 12, 4, 1, 0);
  }
}
