package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is true of several fold models is said once. */
final class FoldNotesTest {

  @Test
  void lines_nameTheFoldModelsOfASentence() {
    FoldNotes notes = new FoldNotes(3);
    notes.add(1, "no temperature");
    notes.add(1, "no band");
    notes.add(2, "no temperature");
    notes.add(3, "no temperature");
    notes.add(3, "no band");
    notes.add(3, "no sets");

    assertThat(notes.lines())
        .containsExactly(
            "all fold models: no temperature",
            "fold models 1, 3: no band",
            "fold model 3: no sets");
    assertThat(new FoldNotes(2).lines()).isEmpty();
  }
}
