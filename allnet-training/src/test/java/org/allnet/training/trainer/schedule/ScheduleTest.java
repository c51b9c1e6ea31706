package org.allnet.training.trainer.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.allnet.data.OptionException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

  private static final Offset<Double> CLOSE = Offset.offset(1e-12);

  @ParameterizedTest
  @CsvSource({
    "constant, 7, 10, 1",
    "cosine, 0, 10, 1",
    "cosine, 5, 10, 0.5",
    "cosine, 10, 10, 0",
    "cosine warm-up=0.5, 0, 8, 0.2",
    "cosine warm-up=0.5, 4, 8, 1",
    "cosine warm-up=0.5, 6, 8, 0.5",
    "steps factor=0.1 at=0.5, 4, 10, 1",
    "steps factor=0.1 at=0.5, 5, 10, 0.1",
    "'steps factor=0.1 at=0.333,0.667', 1, 6, 1",
    "'steps factor=0.1 at=0.333,0.667', 2, 6, 0.1",
    "'steps factor=0.1 at=0.333,0.667', 4, 6, 0.01",
    "one-cycle warm-up=0.5 start-divisor=10 end-divisor=100, 0, 8, 0.1",
    "one-cycle warm-up=0.5 start-divisor=10 end-divisor=100, 2, 8, 0.55",
    "one-cycle warm-up=0.5 start-divisor=10 end-divisor=100, 4, 8, 1",
    "one-cycle warm-up=0.5 start-divisor=10 end-divisor=100, 8, 8, 0.01",
  })
  void factor_atAStep_isAsComputedByHand(String text, long step, long steps, double expected) {
    assertThat(Schedule.parse(text).factor(step, steps)).isCloseTo(expected, CLOSE);
  }

  /** High where the rate is low: along half cosines, quarters of the way by cos 45 degrees. */
  @ParameterizedTest
  @CsvSource({
    "one-cycle, 0, 16, 0.95",
    "one-cycle, 1, 16, 0.935355339059",
    "one-cycle, 2, 16, 0.9",
    "one-cycle, 3, 16, 0.864644660941",
    "one-cycle, 4, 16, 0.85",
    "one-cycle, 7, 16, 0.864644660941",
    "one-cycle, 10, 16, 0.9",
    "one-cycle, 16, 16, 0.95",
    "one-cycle warm-up=0.5 start-divisor=10 end-divisor=100 high-momentum=0.9 low-momentum=0.8, 4, 8, 0.8",
    "constant, 3, 8, 0.7",
    "cosine, 3, 8, 0.7",
    "steps factor=0.1 at=0.5, 3, 8, 0.7",
  })
  void momentum_atAStep_isAsComputedByHand(String text, long step, long steps, double expected) {
    assertThat(Schedule.parse(text).momentum(step, steps, 0.7))
        .isCloseTo(expected, Offset.offset(1e-11));
  }

  @Test
  void parse_anyCase_isTheSame() {
    assertThat(Schedule.parse("COSINE")).isEqualTo(Schedule.parse("cosine"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "constant",
        "cosine warm-up=0.05",
        "steps factor=0.1 at=0.333,0.667",
        "one-cycle warm-up=0.3 start-divisor=10 end-divisor=1e4 high-momentum=0.9 low-momentum=0.8"
      })
  void text_isWhatWasRead(String text) {
    assertThat(Schedule.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linear",
        "cosine warm-up=1",
        "cosine 0.5",
        "steps factor=0.1",
        "steps factor=2 at=0.5",
        "one-cycle start-divisor=0",
        "one-cycle high-momentum=0.8 low-momentum=0.9",
        "one-cycle high-momentum=1",
        ""
      })
  void parse_nonsense_isRefused(String text) {
    assertThatThrownBy(() -> Schedule.parse(text))
        .isInstanceOf(OptionException.class)
        .hasMessageStartingWith("schedule '" + text + "'");
  }
}
