package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a repeated command says otherwise is data; programs put it into their words. */
class RunDifferenceTest {

  @Test
  void differences_areKeysWithBothValues() {
    RunOptions begun = TinyOptions.of(Path.of("/d"), 1, 2);

    assertThat(begun.differences(begun)).isEmpty();
    // Where the data set's name leads is asked of the run's folder.
    assertThat(TinyOptions.of(Path.of("/e"), 1, 5).differences(begun))
        .containsExactly(new RunOptions.Difference("epochs", "5", "2"));
  }
}
