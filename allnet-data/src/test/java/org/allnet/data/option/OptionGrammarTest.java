package org.allnet.data.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionGrammarTest {

  private record Meal(String dish, double salt, int eggs, List<Double> minutes) {

    Meal {
      OptionRange.require(salt >= 0, "salt", salt, "0 or more");
    }
  }

  private static final OptionGrammar<Meal> MEALS =
      OptionGrammar.<Meal>of("meal")
          .or("bread", s -> new Meal("bread", 0, 0, List.of()))
          .or(
              "omelette eggs=2 salt=0.5",
              s -> new Meal("omelette", s.number("salt", 1), s.whole("eggs"), List.of()))
          .or("stew minutes=10,20", s -> new Meal("stew", 0, 0, s.numbers("minutes")));

  @Test
  void read_aNameWithSettings_isWhatTheySay() {
    assertThat(MEALS.read(" BREAD ")).isEqualTo(new Meal("bread", 0, 0, List.of()));
    assertThat(MEALS.read("omelette eggs=3")).isEqualTo(new Meal("omelette", 1, 3, List.of()));
    assertThat(MEALS.read("omelette  salt=0.25 eggs=1"))
        .isEqualTo(new Meal("omelette", 0.25, 1, List.of()));
    assertThat(MEALS.read("stew minutes=5,1e1"))
        .isEqualTo(new Meal("stew", 0, 0, List.of(5.0, 10.0)));
  }

  @Test
  void readAll_noneOrBlank_isEmpty() {
    assertThat(MEALS.readAll(" none ")).isEmpty();
    assertThat(MEALS.readAll("")).isEmpty();
    assertThat(MEALS.readAll("bread, omelette eggs=1"))
        .extracting(Meal::dish)
        .containsExactly("bread", "omelette");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bred | meal 'bred' is unknown; did you mean 'bread', 'stew', 'omelette'?",
        "'' | meal '' is unknown; did you mean 'stew', 'bread', 'omelette'?",
        "bread 3 | meal 'bread 3': bread has no settings; write 'bread'",
        "omelette 3 | meal 'omelette 3': '3' is no setting; write it as in 'omelette eggs=2 salt=0.5'",
        "omelette eggs= | meal 'omelette eggs=': 'eggs=' is no setting; write it as in 'omelette eggs=2 salt=0.5'",
        "omelette egg=3 | meal 'omelette egg=3': omelette has no setting 'egg'; did you mean 'eggs', 'salt'?",
        "omelette | meal 'omelette': lacks 'eggs'; write it as in 'omelette eggs=2 salt=0.5'",
        "omelette eggs=two | meal 'omelette eggs=two': eggs 'two' is no whole number",
        "omelette eggs=1.5 | meal 'omelette eggs=1.5': eggs '1.5' is no whole number",
        "omelette eggs=1 eggs=2 | meal 'omelette eggs=1 eggs=2': says 'eggs' twice",
        "omelette eggs=1 salt=NaN | meal 'omelette eggs=1 salt=NaN': salt 'NaN' is no number",
        "omelette eggs=1 salt=-1 | meal 'omelette eggs=1 salt=-1': salt -1 is out of range; use 0 or more",
        "stew minutes=1,,2 | meal 'stew minutes=1,,2': minutes '1,,2' has a comma without a number beside it",
        "omelette eggs = 3 | meal 'omelette eggs = 3': 'eggs = 3' has a blank beside '='; write 'eggs=3'",
        "omelette Eggs= 3 salt =1 | meal 'omelette Eggs= 3 salt =1': 'Eggs= 3 salt =1' has a blank beside '='; write 'Eggs=3 salt=1'",
        "omelette, eggs=3 | meal 'omelette, eggs=3': settings follow their name, with blanks between and without commas",
        "eggs=3 | meal 'eggs=3': settings follow their name, with blanks between and without commas",
        "omelette eggs=1 salt=Infinite | meal 'omelette eggs=1 salt=Infinite': salt 'Infinite' is no number",
      })
  void read_nonsense_isRefusedInOneLine(String text, String message) {
    assertThatThrownBy(() -> MEALS.read(text))
        .isInstanceOf(OptionException.class)
        .hasMessage(message);
  }

  @Test
  void readDistinct_aNameTwice_isRefused() {
    assertThatThrownBy(() -> MEALS.readDistinct("bread, omelette eggs=1, bread"))
        .isInstanceOf(OptionException.class)
        .hasMessage("meal 'bread, omelette eggs=1, bread': says 'bread' twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bread,", "bread,, omelette eggs=1", ", bread", ","})
  void readAll_aCommaTooMany_isRefused(String text) {
    assertThatThrownBy(() -> MEALS.readAll(text))
        .isInstanceOf(OptionException.class)
        .hasMessage("meal '%s': has a comma without a name beside it; take that comma away", text);
  }

  @Test
  void read_ofAnOption_carriesItWithItsText() {
    OptionGrammar<Meal> grammar =
        OptionGrammar.<Meal>of("schedule")
            .or("soup salt=1", s -> new Meal("soup", s.number("salt"), 0, List.of()));
    for (String text : List.of("stew", "soup", "soup salt=-1", "soup salt=1 salt=2")) {
      assertThatThrownBy(() -> grammar.read(text))
          .isInstanceOfSatisfying(
              OptionException.class,
              failure -> {
                assertThat(failure.option()).contains(OptionName.SCHEDULE);
                assertThat(failure.value()).contains(text);
                assertThat(failure).hasMessageStartingWith("schedule '" + text + "'");
              });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "0.9, 0.9",
    "180, 180",
    "0.01, 0.01",
    "0.001, 1e-3",
    "1e-4, 1e-4",
    "0.00025, 2.5e-4",
    "-1e-5, -1e-5",
    "1e5, 1e5",
    "1000, 1000",
    "0.3334, 0.3334"
  })
  void number_isWrittenShort(double value, String text) {
    assertThat(OptionText.number(value)).isEqualTo(text);
  }

  @Test
  void number_anyNumber_readsAsTheSame() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 100_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (!Double.isNaN(value)) {
        assertThat(Double.parseDouble(OptionText.number(value))).isEqualTo(value);
      }
    }
    assertThat(Double.parseDouble(OptionText.number(-0.0))).isEqualTo(-0.0);
  }

  @Test
  void text_ofAName_readsAsTheSame() {
    OptionText text = OptionText.of("omelette").with("eggs", 3).with("salt", 1e-4);
    assertThat(text).hasToString("omelette eggs=3 salt=1e-4");
    assertThat(MEALS.read(text.toString())).isEqualTo(new Meal("omelette", 1e-4, 3, List.of()));
    assertThat(OptionText.of("stew").with("minutes", List.of(1.0, 0.25)))
        .hasToString("stew minutes=1,0.25");
  }
}
