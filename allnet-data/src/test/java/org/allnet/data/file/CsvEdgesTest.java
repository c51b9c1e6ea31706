package org.allnet.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of CSV at the ends of what is read: one column, one comment, odd bytes, much too large. */
class CsvEdgesTest {

  private static final Path MEMORY = Path.of("x.csv");

  @TempDir Path folder;

  private static CsvTable parse(String text) {
    return Csv.parse(MEMORY, text);
  }

  @Test
  void oneQuotedColumn_isNoLineInQuotes() {
    CsvTable table = parse("\"image\"\n\"a.png\"\n");

    assertThat(table.header()).containsExactly("image");
    assertThat(table.rows()).containsExactly(List.of("a.png"));
  }

  /** Nobody knows whether it is a header: whoever asks for its columns is told what is there. */
  @ParameterizedTest
  @ValueSource(strings = {"#", "# nothing", "# nothing\n", "#\r"})
  void oneCommentAlone_isTheHeader(String text) {
    CsvTable table = parse(text);

    assertThat(table.header()).containsExactly(text.strip());
    assertThat(table.rows()).isEmpty();
  }

  /** The line of the separator and comments count as lines of the file. */
  @Test
  void lineOfTheSeparator_countsBeforeComments() {
    assertThatThrownBy(() -> parse("sep=;\n# one\n# two\nimage;label\na.png\n"))
        .hasMessageContaining("line 5: has 1 field; the header has 2");
  }

  @Test
  void nul_isRefusedWithItsLine() {
    assertThatThrownBy(() -> parse("a,b\n1,2\n3,\0\n"))
        .hasMessageContaining("line 3: holds a NUL character");
    assertThatThrownBy(() -> parse("\0a,b\n1,2\n")).hasMessageContaining("is no text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void badByte_isOnItsLineWhateverEndsLines(String end) throws IOException {
    Path file = folder.resolve("latin.csv");
    String text = String.join(end, "image,label", "a.png,all", "é.png,all", "b.png,hem", "");
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> Csv.read(file)).hasMessageContaining("is not UTF-8 text in line 3;");
  }

  /** UTF-16 is found by its first bytes; where it breaks is not looked for. */
  @Test
  void badByteOfUtf16_isAtOrAfterALine() throws IOException {
    Path file = folder.resolve("wide.csv");
    byte[] text = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE);
    byte[] odd = Arrays.copyOf(text, text.length + 1);
    odd[text.length] = 'x';
    Files.write(file, odd);

    assertThatThrownBy(() -> Csv.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file.toString());
  }

  /** Sparse files: nothing of them is read. */
  @Test
  void tooLargeFile_isRefusedUnread() throws IOException {
    Path file = folder.resolve("large.csv");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((256L << 20) + 1);
      assertThatThrownBy(() -> Csv.read(file)).hasMessageContaining("is larger than 256 MB");
      sparse.setLength((1L << 30) + 1);
      assertThatThrownBy(() -> CsvReader.open(file)).hasMessageContaining("is larger than 1 GiB");
    }
  }

  @Test
  void folderOrMissingFile_isNamedAsWhatItIs() {
    assertThatThrownBy(() -> CsvReader.open(folder))
        .hasMessage(folder + ": is a folder, no such file; give a CSV file");
    assertThatThrownBy(() -> CsvReader.open(folder.resolve("none.csv")))
        .hasMessage(folder.resolve("none.csv") + ": no such file; give a CSV file");
  }

  @Test
  void missingColumn_isAskedForByAllItsNames() {
    CsvTable table = parse("a,b\n");

    assertThatThrownBy(() -> table.column("image"))
        .hasMessage(
            "x.csv: has no column 'image'; its columns are a, b; call the one that is meant 'image'");
    assertThatThrownBy(() -> table.column("image", "file", "path"))
        .hasMessageEndingWith("call the one that is meant 'image' or file, path");
  }

  @ParameterizedTest
  @CsvSource(
      value = {"',5'|0.5", "'.5'|0.5", "'-,25'|-0.25", "'5,'|5"},
      delimiter = '|')
  void decimalComma_atAnEnd_isReadAsAPointIs(String text, double expected) {
    assertThat(Decimal.parse(text)).map(Decimal::value).contains(expected);
  }

  @Test
  void textOfRows_isWhatAFileHolds() {
    byte[] text = Csv.text(List.of(List.of("image", "label"), List.of("a, b.png", "all")));

    assertThat(new String(text, StandardCharsets.UTF_8))
        .isEqualTo("image,label\n\"a, b.png\",all\n");
  }
}
