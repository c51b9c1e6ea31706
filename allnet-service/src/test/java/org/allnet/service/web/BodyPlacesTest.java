package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.allnet.service.domain.Id;
import org.allnet.service.web.route.HttpFailure;
import org.junit.jupiter.api.Test;

final class BodyPlacesTest {

  private final BodyPlaces places = new BodyPlaces(9, 2);

  private int entered(Id.Account who) {
    return entered(places, who);
  }

  private static int entered(BodyPlaces places, Id.Account who) {
    for (int count = 0; ; count++) {
      try {
        places.enter(Optional.of(who));
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
    places.leave(Optional.of(ada));
    places.leave(Optional.of(ben));
    assertThatThrownBy(() -> places.enter(Optional.of(ada))).hasMessageContaining("much at once");
    places.enter(Optional.of(ben));
    places.enter(Optional.of(Id.Account.fresh()));
  }

  /** Neither takes the places of the other, and both are told the same. */
  @Test
  void strangers_haveTheirOwn() {
    places.enter(Optional.empty());
    places.enter(Optional.empty());
    String words = "Too much is sent at once. Try again.";
    assertThatThrownBy(() -> places.enter(Optional.empty()))
        .isInstanceOfSatisfying(
            HttpFailure.class, failure -> assertThat(failure.status()).isEqualTo(503))
        .hasMessage(words);
    for (int share : List.of(6, 2, 1)) {
      assertThat(entered(Id.Account.fresh())).isEqualTo(share);
    }
    assertThatThrownBy(() -> places.enter(Optional.of(Id.Account.fresh()))).hasMessage(words);
    places.leave(Optional.empty());
    places.enter(Optional.empty());
  }

  /** As security.md says. */
  @Test
  void placesOfTheService_takeFivePeople() {
    BodyPlaces all = new BodyPlaces(160, 24);
    assertThat(IntStream.range(0, 6).map(i -> entered(all, Id.Account.fresh())))
        .containsExactly(107, 36, 12, 4, 1, 0);
  }
}
