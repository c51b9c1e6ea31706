package org.allnet.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of folders and classes, cut between their words. */
final class NameCutTest {

  @ParameterizedTest
  @CsvSource({
    "Early_Pre,Early|Pre",
    "ALL (train),ALL|train",
    "hem+all,hem|all",
    "EarlyPreB,Early|Pre|B",
    "ALLField,ALL|Field",
    "_img_,img",
    "one,one",
    "AbNormal cells,AbNormal|cells",
  })
  void words_areBetweenMarksAndWhereJoined(String name, String words) {
    assertThat(NameCut.words(name)).containsExactly(words.split("\\|"));
  }

  @Test
  void cuts_areAtEachMarkFromTheFront() {
    assertThat(NameCut.of("a_bC (d)"))
        .isEqualTo(
            List.of(
                new NameCut("a", "bC (d)"),
                new NameCut("a_b", "C (d)"),
                new NameCut("a_bC", "d)"),
                new NameCut("a_bC (d", "")));
    assertThat(NameCut.of("word")).isEmpty();
  }
}
