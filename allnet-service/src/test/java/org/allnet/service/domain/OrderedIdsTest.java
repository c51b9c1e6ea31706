package org.allnet.service.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class OrderedIdsTest {

  /** As text, which is how databases compare them. */
  @Test
  void ids_growAndAreOfVersion7() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      UUID id = OrderedIds.next();
      assertThat(id.version()).isEqualTo(7);
      assertThat(id.variant()).isEqualTo(2);
      ids.add(id.toString());
    }
    assertThat(ids).isSorted();
    assertThat(new HashSet<>(ids)).hasSize(10_000);
  }

  /** The first 48 bits of RFC 9562's example (appendix A.6) are 017f22e279b0: 1645557742000 ms. */
  @Test
  void time_isInTheFirstBits() {
    UUID id = OrderedIds.of((1_645_557_742_000L << 12) + 0xcc3, 0x18c4dc0c0c07398fL);
    assertThat(id).hasToString("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  }
}
