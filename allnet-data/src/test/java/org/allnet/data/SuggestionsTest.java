package org.allnet.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {

  @Test
  void distance_ofWords_isThatOfLevenshtein() {
    assertThat(Suggestions.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
    assertThat(Suggestions.distance("same", "same")).isZero();
  }

  @Test
  void nearest_namesTheThreeThatAreMostAlike() {
    assertThat(Suggestions.nearest("epoch", List.of("batch", "loss", "lr", "epochs", "average")))
        .isEqualTo("did you mean 'epochs', 'batch', 'loss'?");
  }
}
