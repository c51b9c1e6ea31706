package org.allnet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.file.Csv;
import org.allnet.data.file.CsvReader;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.GrowingFile;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.SplitOptions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
  void option_asWritten_showsWhatWasWritten() {
    OptionValue given = OptionName.FOLDS.with(9.0);
    OptionException failure =
        new OptionException(
            given, Sentence.of("%s: use a smaller %s", given, OptionName.HOLD_OUT.with(9.0)));
    OptionException written = failure.asWritten("9");
    assertThat(written).hasMessage("folds 9: use a smaller hold-out 9.0").hasCause(failure);
    assertThat(written.option()).contains(OptionName.FOLDS);
    assertThat(written.value()).contains("9");
    assertThat(written.in("recipe fast").asWritten("9e0"))
        .hasMessage("recipe fast: folds 9e0: use a smaller hold-out 9.0");
    assertThat(failure.asWritten("9 or 10")).hasMessageStartingWith("folds '9 or 10': ");
    OptionException none = new OptionException("no option");
    assertThat(none.option()).isEmpty();
    assertThat(none.asWritten("9")).isSameAs(none);
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
  void within_aFile_isOfIt() {
    Path file = folder.resolve("m.safetensors");
    InputException part = new InputException(Sentence.of("its %s is odd", OptionName.CLASSES));
    InputException whole = part.within(file);
    assertThat(whole).hasMessage(file + ": its 'classes' is odd").hasCause(part);
    assertThat(whole.file()).contains(file.toString());
    assertThat(whole.sentence().options()).containsExactly(OptionName.CLASSES);
    assertThat(whole.within(file)).isSameAs(whole);
  }

  @Test
  void file_ofAVersionAndItsLine_isData() throws Exception {
    Path file = Files.writeString(folder.resolve("s.csv"), "image,allnet_format\na,1\nb,99\n");
    InputException failure =
        catchThrowableOfType(InputException.class, () -> Csv.read(file, FileFormat.SPLIT));
    assertThat(failure).hasMessageStartingWith(file + ": line 3: has format '99'");
    assertThat(failure.file()).contains(file.toString());
    assertThat(failure.line()).hasValue(3);
  }

  @Test
  void file_ofImagesThatAreNoFiles_isTheirName() {
    ImageDecoder small = new ImageDecoder(new DecodeLimits(3, 100));
    byte[] bytes = {1, 2, 3, 4};
    for (ThrowingCallable decoding :
        List.<ThrowingCallable>of(
            () -> small.decode(new ByteArrayInputStream(bytes), "c.png"),
            () -> small.decode(bytes, "c.png"),
            () -> small.decode(new byte[] {1, 2}, "c.png"),
            () -> small.decode(new BufferedInputStream(new FailingStream()), "c.png"))) {
      InputException failure = catchThrowableOfType(InputException.class, decoding);
      assertThat(failure.file()).contains("c.png");
      assertThat(failure).hasMessageStartingWith("c.png: ");
    }
  }

  private static final class FailingStream extends InputStream {

    @Override
    public int read() throws IOException {
      throw new IOException("the line is dead");
    }
  }

  @Test
  void file_thatCantBeWritten_isData() throws Exception {
    Path taken = Files.writeString(folder.resolve("taken"), "a file");
    Path below = taken.resolve("below.csv");
    for (ThrowingCallable writing :
        List.<ThrowingCallable>of(
            () -> AtomicFile.writeText(below, "x"), () -> GrowingFile.open(below, 0))) {
      RunException failure = catchThrowableOfType(RunException.class, writing);
      assertThat(failure.file()).contains(below.toString());
      assertThat(failure).hasMessageStartingWith(below + ": can't be written (");
      assertThat(failure.isInterrupt()).isFalse();
    }
  }

  @Test
  void interrupt_isData() {
    Interruption interruption = Interruption.ofThisThread();
    Thread.currentThread().interrupt();
    try {
      RunException failure =
          catchThrowableOfType(RunException.class, () -> interruption.check("counting"));
      assertThat(failure).hasMessage("interrupted while counting");
      assertThat(failure.isInterrupt()).isTrue();
      assertThat(failure.file()).isEmpty();
      RunException writing =
          catchThrowableOfType(
              RunException.class, () -> AtomicFile.writeText(folder.resolve("a.txt"), "x"));
      assertThat(writing.isInterrupt()).isTrue();
      assertThat(writing.file()).contains(folder.resolve("a.txt").toString());
    } finally {
      Thread.interrupted();
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
