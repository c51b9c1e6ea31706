package org.allnet.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.allnet.cli.comparison.RepeatsCommand;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** A failure of a command says as data which option is wrong, and what was typed for it. */
class WrongOptionsTest {

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments(
            new EvaluateCommand(), "m.safetensors --data d --max-error 0.1", "max-error", "0.1"),
        arguments(
            new EvaluateCommand(), "m.safetensors --data d --validation v", "validation", "v"),
        arguments(new EvaluateCommand(), "m.safetensors", "data", null),
        arguments(new PredictCommand(), "m.safetensors cell.bmp --overwrite", "overwrite", null),
        arguments(new RepeatsCommand(), "runs/a", "run", "runs/a"),
        arguments(new TrainCommand(), "d --epochs 3 --set epochs=4 --out r", "epochs", "3"),
        arguments(
            new TrainCommand(),
            "d --augment training-folds --set per-class=0 --out r",
            "augment",
            "training-folds"));
  }

  /** {@return what a command throws} */
  private static OptionException failure(Object command, String words) {
    CommandLine line = new CommandLine(command);
    OptionException[] thrown = new OptionException[1];
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, of, parsed) -> {
          thrown[0] = (OptionException) failure;
          return 2;
        });
    line.execute(words.split(" "));
    return thrown[0];
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void oneWrongOption_isData(Object command, String words, String setting, String value) {
    OptionException failure = failure(command, words);
    assertThat(failure.setting()).contains(setting);
    assertThat(failure.option()).isEqualTo(OptionName.named(setting));
    assertThat(failure.value().orElse(null)).isEqualTo(value);
  }

  @Test
  void twoWrongOptions_areNoSingleOne() {
    OptionException failure =
        failure(new EvaluateCommand(), "m.safetensors --data d --max-error 0.1 --set-error 0.2");
    assertThat(failure.setting()).isEmpty();
    assertThat(failure).hasMessageStartingWith("--max-error, --set-error can't act with MODEL");
  }

  @Test
  void folderInPlaceOfAModel_isData(@TempDir Path folder) {
    OptionException failure = failure(new ModelDescribeCommand(), folder.toString());
    assertThat(failure.setting()).contains("model");
    assertThat(failure.value()).contains(folder.toString());
  }

  @Test
  void foreignSetWithoutAName_isData() {
    OptionException failure =
        catchThrowableOfType(OptionException.class, () -> ForeignSets.find(List.of("cells/pbc")));
    assertThat(failure.setting()).contains("foreign");
    assertThat(failure.value()).contains("cells/pbc");
  }
}
