package org.allnet.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {

  @TempDir Path folder;

  private CsvTable read(String text) throws IOException {
    return Csv.read(Files.writeString(folder.resolve("t.csv"), text));
  }

  @Test
  void read_quotesLineEndsAndMark_areUnderstood() throws IOException {
    CsvTable table = read("\uFEFFa,b,c\r\n1,\"x, \"\"y\"\"\nz\",\r\n\n,,3");

    assertThat(table.header()).containsExactly("a", "b", "c");
    assertThat(table.rows()).containsExactly(List.of("1", "x, \"y\"\nz", ""), List.of("", "", "3"));
    assertThat(table.column("b")).isEqualTo(1);
    assertThat(table.findColumn("d")).isEmpty();
  }

  @Test
  void read_whatWasWritten_isTheSame() {
    List<List<String>> rows = List.of(List.of("1", ","), List.of("\"", "\r\n"), List.of("", "ü"));
    Path file = folder.resolve("w.csv");
    Csv.write(file, List.of("a", "b c"), rows);

    assertThat(Csv.read(file).header()).containsExactly("a", "b c");
    assertThat(Csv.read(file).rows()).isEqualTo(rows);
    Csv.write(file, List.of("one"), List.of(List.of(""), List.of("x")));
    assertThat(Csv.read(file).rows()).containsExactly(List.of(""), List.of("x"));
  }

  @Test
  void read_badText_namesFileAndLine() throws IOException {
    assertThatThrownBy(() -> read("a,b\n1,2\n3\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("t.csv")
        .hasMessageContaining("1 fields");
    assertThatThrownBy(() -> read("a\n\"open\n")).hasMessageContaining("never closed");
    assertThatThrownBy(() -> read("a\n\"x\"y\n")).hasMessageContaining("line 2");
    assertThatThrownBy(() -> read("")).hasMessageContaining("is empty");
    assertThatThrownBy(() -> read("a\n" + "x".repeat(2_000_000))).hasMessageContaining("longer");
    assertThatThrownBy(() -> read(",".repeat(20_000))).hasMessageContaining("columns");
  }

  @Test
  void read_notUtf8OrMissing_isRefused() throws IOException {
    Path file = folder.resolve("l.csv");
    Files.write(file, "a\nü\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> Csv.read(file)).hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> Csv.read(folder.resolve("none.csv")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none.csv");
  }

  @Test
  void column_missing_namesIt() throws IOException {
    CsvTable table = read("a,b\n");

    assertThatThrownBy(() -> table.column("image"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'image'")
        .hasMessageContaining("t.csv");
  }

  @Test
  void parse_textInMemory_isReadAsAFileIs() {
    CsvTable table = Csv.parse(Path.of("built-in"), "\uFEFFa,b\n1,\"x,y\"\n");

    assertThat(table.header()).containsExactly("a", "b");
    assertThat(table.rows()).containsExactly(List.of("1", "x,y"));
    assertThatThrownBy(() -> Csv.parse(Path.of("built-in"), "a,b\n1\n"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("built-in: ");
  }
}
