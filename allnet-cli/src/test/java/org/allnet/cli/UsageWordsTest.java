package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong values of options are said in a user's words. */
final class UsageWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train d --set epochs|--set 'epochs': has no '='; write --set KEY=VALUE",
        "train d --epochs|--epochs: has no value; write --epochs N",
        "train d --epochs abc|--epochs 'abc': is no whole number; use one",
        "train d --seed 1.5|--seed '1.5': is no whole number; use one",
        "train d --hold-out 0,2|--hold-out '0,2': is no number with a decimal point; use one",
        "train d --lr fast|--lr 'fast': is no number with a decimal point; use one",
        "train d --protocol foo|--protocol 'foo' is unknown; use subject, image",
        "train d --epochs 2 --epochs 3|--epochs: is given twice; keep one",
        "predict --json=3 a b|--json '3': is no yes or no (true, false); use one",
        "predict|missing: MODEL, PATH",
        "dataset inspect|missing: PATH",
      })
  void run_wrongValue_namesTheOptionAndWhatToDo(String arguments, String line) {
    StringWriter err = new StringWriter();

    int code =
        new AllnetProgram(new PrintWriter(new StringWriter()), new PrintWriter(err), false)
            .run(arguments.split(" "));

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).startsWith("allnet: " + line + System.lineSeparator());
  }
}
