package org.allnet.data.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtocolTest {

  @Test
  void ofKey_everyProtocol_isFoundByItsKeyAlone() {
    for (Protocol protocol : Protocol.values()) {
      assertThat(Protocol.ofKey(protocol.key())).contains(protocol);
    }
    assertThat(Protocol.ofKey("Subject")).isEmpty();
  }

  @Test
  void weakest_ofSeveral_isTheOneThatPromisesLeast() {
    assertThat(Protocol.weakest(List.of(Protocol.SUBJECT, Protocol.SUBJECT)))
        .isEqualTo(Protocol.SUBJECT);
    assertThat(
            Protocol.weakest(
                List.of(Protocol.IMAGE, Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT, Protocol.SUBJECT)))
        .isEqualTo(Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT);
    assertThat(Protocol.weakest(Arrays.asList(Protocol.IMAGE, null))).isEqualTo(Protocol.IMAGE);
    assertThat(Protocol.weakest(Arrays.asList(Protocol.SUBJECT, null))).isNull();
    assertThat(Protocol.weakest(List.of())).isNull();
    assertThat(Protocol.weakest(List.of(Protocol.SUBJECT, Protocol.PRESUMED_SUBJECT)))
        .isEqualTo(Protocol.PRESUMED_SUBJECT);
    assertThat(Protocol.weakest(List.of(Protocol.IMAGE, Protocol.PRESUMED_SUBJECT)))
        .isEqualTo(Protocol.IMAGE);
  }

  @Test
  void presumedSubjects_areKeptTogetherAndNamed() {
    assertThat(Protocol.PRESUMED_SUBJECT.imageLevel()).isFalse();
    assertThat(Protocol.PRESUMED_SUBJECT.presumed()).isTrue();
    assertThat(Protocol.PRESUMED_SUBJECT.marked()).isTrue();
    assertThat(Protocol.SUBJECT.marked()).isFalse();
  }
}
