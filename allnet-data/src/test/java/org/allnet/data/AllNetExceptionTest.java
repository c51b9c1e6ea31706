package org.allnet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.data.file.Csv;
import org.allnet.data.file.CsvReader;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.SplitOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program reads from a failure without looking into its message. */
class AllNetExceptionTest {

  @TempDir Path folder;

  @Test
  void option_outOfRange_isData() {
    OptionException failure =
        catchThrowableOfType(
            OptionException.class, () -> new SplitOptions(Protocol.SUBJECT, 1, 0, 7));
    assertThat(failure.option()).contains(OptionName.FOLDS);
    assertThat(failure.value()).contains("1");
    assertThat(failure.advised()).isEmpty();
    assertThat(failure).hasMessage("folds 1 is out of range; use 2 to 50");
  }

  @Test
  void option_inAPlace_keepsItsData() {
    OptionException inner = OptionException.unknown(OptionName.DEVICE, "tpu", "cpu or cuda");
    OptionException outer = inner.in("recipe fast");
    assertThat(outer)
        .hasMessage("recipe fast: device 'tpu' is unknown; use cpu or cuda")
        .hasCause(inner);
    assertThat(outer.option()).contains(OptionName.DEVICE);
    assertThat(outer.value()).contains("tpu");
  }

  @Test
  void advised_areTheOtherOptions() {
    OptionValue given = OptionName.FOLDS.with(9);
    OptionException failure =
        new OptionException(
            given, Sentence.of("%s is too many; use a smaller %s", given, OptionName.HOLD_OUT));
    assertThat(failure.advised()).containsExactly(OptionName.HOLD_OUT);
    assertThat(new OptionException("no option").option()).isEmpty();
  }

  @Test
  void file_thatIsNotThere_isData() {
    Path file = folder.resolve("none.csv");
    InputException failure = catchThrowableOfType(InputException.class, () -> Csv.read(file));
    assertThat(failure.file()).contains(file.toString());
    assertThat(failure.line()).isEmpty();
    assertThat(failure.subject()).isEmpty();
  }

  @Test
  void line_ofARow_isData() throws Exception {
    Path file = Files.writeString(folder.resolve("a.csv"), "a,b\n1,2\n1,2,3\n");
    InputException failure = catchThrowableOfType(InputException.class, () -> Csv.read(file));
    assertThat(failure.file()).contains(file.toString());
    assertThat(failure.line()).hasValue(3);
    assertThat(failure).hasMessageStartingWith(file + ": line 3: ");
    try (CsvReader reader = CsvReader.open(file)) {
      assertThat(reader.problem("wrong").line()).hasValue(1);
    }
  }

  @Test
  void subject_isData() {
    InputException failure = InputException.in("cell.png", "is of two subjects").ofSubject("P1");
    assertThat(failure.subject()).contains("P1");
    assertThat(failure.file()).contains("cell.png");
    assertThat(failure).hasMessage("cell.png: is of two subjects");
  }
}
