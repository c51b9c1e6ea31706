package org.allnet.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

  @Test
  void distance_ofWords_isThatOfLevenshtein() {
    assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Spelling.distance("", "abc")).isEqualTo(3);
    assertThat(Spelling.distance("same", "same")).isZero();
  }

  @Test
  void nearest_namesTheThreeThatAreMostAlike() {
    assertThat(Spelling.nearest("epoch", List.of("batch", "loss", "lr", "epochs", "average")))
        .isEqualTo("did you mean 'epochs', 'batch', 'loss'?");
  }
}
