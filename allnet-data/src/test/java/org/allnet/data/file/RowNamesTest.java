package org.allnet.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as R writes them. */
final class RowNamesTest {

  private static CsvTable read(String... lines) {
    return Csv.parse(Path.of("r.csv"), String.join("\n", lines) + "\n");
  }

  @Test
  void writeTable_blanksAndRowNames_areRead() {
    CsvTable table = read("\"image\" \"prob all\"", "\"1\" \"a b.png\" 0.25", "\"2\" \"c.png\" NA");
    assertThat(table.header()).containsExactly("image", "prob all");
    assertThat(table.rows()).containsExactly(List.of("a b.png", "0.25"), List.of("c.png", "NA"));
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void writeTable_separatorAndRowNames_areRead(String by) {
    CsvTable table =
        read(
            "\"image\"" + by + "\"label\"",
            "\"1\"" + by + "\"a.png\"" + by + "\"all\"",
            "\"2\"" + by + "\"b.png\"" + by + "\"\"");
    assertThat(table.rows()).containsExactly(List.of("a.png", "all"), List.of("b.png", ""));
  }

  @Test
  void writeCsv_emptyNameAboveRowNames_isAColumn() {
    CsvTable table = read("\"\",\"image\",\"label\"", "\"1\",\"a.png\",\"all\"");
    assertThat(table.rows().get(0).get(table.column("image"))).isEqualTo("a.png");
  }

  /** A field too many may as well be a comma within a name. */
  @Test
  void otherNamesOfRows_areRefusedWithAHint() {
    assertThatThrownBy(() -> read("image,label", "1,5.png,all", "2,5.png,all"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has 3 fields; the header has 2")
        .hasMessageContaining("row.names = FALSE");
    assertThatThrownBy(
            () -> read("\"image\",\"label\"", "\"1\",\"a.png\",\"all\"", "\"7\",\"b.png\",\"hem\""))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("r.csv: line 3: has 3 fields");
    assertThatThrownBy(() -> read("\"image\",\"label\"", "\"x\",\"a.png\",\"all\""))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("row.names = FALSE");
  }

  @Test
  void emptyFieldBeyondTheHeader_isStillPassedOver() {
    assertThat(read("id,image", "1,\"a.png\",", "2,\"b.png\",").rows())
        .containsExactly(List.of("1", "a.png"), List.of("2", "b.png"));
  }
}
