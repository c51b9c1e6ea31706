package org.allnet.training.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.allnet.data.OptionException;
import org.junit.jupiter.api.Test;

class BalanceTest {

  private static final Balance PAPER = new Balance(6000, 5);

  @Test
  void perClass_thePapersOriginals_become6000OfEach() {
    assertThat(PAPER.perClass(new int[] {5818, 2711})).containsExactly(6000, 6000);
  }

  @Test
  void perClass_fewOriginals_growToTheLimitOfEach() {
    assertThat(PAPER.perClass(new int[] {52, 50})).containsExactly(250, 250);
    assertThat(PAPER.perClass(new int[] {1200, 1201})).containsExactly(6000, 6000);
  }

  @Test
  void perClass_limit_losesNoOriginal() {
    assertThat(PAPER.perClass(new int[] {7000, 3000})).containsExactly(7000, 7000);
    assertThat(PAPER.perClass(new int[] {1000, 20})).containsExactly(1000, 100);
  }

  @Test
  void perClass_withoutALimit_isWhatWasAskedFor() {
    assertThat(new Balance(150, 0).perClass(new int[] {7, 400})).containsExactly(150, 150);
    assertThat(new Balance(0, 0).perClass(new int[] {7, 400})).containsExactly(7, 400);
  }

  @Test
  void parse_oneOrTwoNumbers_orSaysWhatToWrite() {
    assertThat(Balance.parse("6000 per-original=5")).isEqualTo(PAPER);
    assertThat(Balance.parse(" 150 ")).isEqualTo(new Balance(150, 0));
    assertThat(PAPER.text()).isEqualTo("6000 per-original=5");
    assertThat(Balance.NONE.text()).isEqualTo("0");
    for (String wrong :
        new String[] {"", "many", "1 2 3", "1.5", "6000,5", "6000 5", "6000 per-class=5"}) {
      assertThatThrownBy(() -> Balance.parse(wrong))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining("per-class '" + wrong + "'")
          .hasMessageContaining("6000 per-original=5");
    }
    assertThatThrownBy(() -> Balance.parse("-1"))
        .isInstanceOf(OptionException.class)
        .hasMessage("per-class -1 is out of range; use 0 to 1000000");
  }
}
