package org.allnet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.allnet.data.split.Protocol;
import org.junit.jupiter.api.Test;

/** What metrics of a model may claim of how people were kept apart. */
class KeptApartTest {

  private static Provenance provenance(Protocol protocol, List<String> earlier) {
    return Provenance.of("cells", "ff")
        .split(protocol, "0", Map.of())
        .begunWith(earlier, List.of())
        .fold(1, 5)
        .seed(7)
        .epoch(3)
        .madeBy(Map.of(), "2026-01-01T00:00:00Z")
        .build();
  }

  @Test
  void keptApart_unknownPeople_isUnknownForNamed() {
    for (Protocol protocol : Protocol.values()) {
      assertThat(provenance(protocol, List.of()).keptApart()).contains(protocol);
    }
    List<String> earlier = List.of("other cells");
    assertThat(provenance(Protocol.SUBJECT, earlier).keptApart()).isEmpty();
    assertThat(provenance(Protocol.SUBJECT, earlier).keptApartKey()).isEqualTo("unknown");
    assertThat(provenance(Protocol.IMAGE, earlier).keptApart()).contains(Protocol.IMAGE);
    assertThat(provenance(Protocol.PRESUMED_SUBJECT, earlier).keptApart())
        .as("its metrics still have to say that nobody named the subjects")
        .contains(Protocol.PRESUMED_SUBJECT);
    assertThat(provenance(Protocol.PRESUMED_SUBJECT, earlier).keptApartKey())
        .isEqualTo("presumed-subject");
  }
}
