package org.allnet.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file says of its version, in JSON and CSV. */
class FileFormatTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private static JsonNode json(String text) throws JsonProcessingException {
    return JSON.readTree(text);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("table.csv"), text);
  }

  @ParameterizedTest
  @EnumSource(FileFormat.class)
  void json_ofTheNewestVersion_isReadAndLosesTheKey(FileFormat format) throws IOException {
    ObjectNode marked = format.mark((ObjectNode) json("{\"b\": 2}"));
    assertThat(marked.toString()).isEqualTo("{\"format\":%d,\"b\":2}".formatted(format.newest()));
    assertThat(format.take(marked, new FilePlace("f", 0))).isEqualTo(format.newest());
    assertThat(marked.toString()).isEqualTo("{\"b\":2}");
  }

  @ParameterizedTest
  @EnumSource(FileFormat.class)
  void json_newerVersion_isRefusedWithAdvice(FileFormat format) throws IOException {
    int next = format.newest() + 1;
    JsonNode node = json("{\"format\": " + next + "}");
    assertThatThrownBy(() -> format.take(node, new FilePlace("x.json", 0)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("x.json: has format " + next + ", and this program reads ")
        .hasMessageContaining(" up to format " + format.newest() + "; update ALLNet")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "\"one\"", "-1", "0", "1.5", "null", "true", "[1]", "{\"a\":1}"})
  void json_ofNoVersion_isRefusedClearly(String hostile) throws IOException {
    JsonNode node = json("{\"format\": " + hostile + "}");
    assertThatThrownBy(() -> FileFormat.SEAL.take(node, new FilePlace("seal.json", 0)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("seal.json: format " + hostile + " is no version")
        .hasMessageContaining("put the run's own file back");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e9", "1000000000", "99999999999999999999999999", "1e999"})
  void json_ofAnAbsurdVersion_isRefusedAsNewer(String hostile) throws IOException {
    JsonNode node = json("{\"format\": " + hostile + "}");
    assertThatThrownBy(() -> FileFormat.RUN.take(node, new FilePlace("run.json", 0)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("run.json: has format ")
        .hasMessageContaining("update ALLNet, or begin a new run");
  }

  @Test
  void guide_listsEachFormatWithItsNewestVersion() throws IOException {
    List<Integer> listed =
        Files.readAllLines(Path.of("../docs/file-formats.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> Integer.valueOf(line.split(" \\| ")[2].strip()))
            .toList();
    assertThat(listed).isEqualTo(Stream.of(FileFormat.values()).map(FileFormat::newest).toList());
  }

  @Test
  void json_noVersionOrNoObject_isRefused() throws IOException {
    JsonNode none = json("{\"b\": 2}");
    assertThatThrownBy(() -> FileFormat.MODEL.take(none, new FilePlace("m", 0)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("m: says no format, so it is of a build before the first release")
        .hasMessageEndingWith("; train the model anew");
    for (String text : List.of("[]", "1", "null", "")) {
      JsonNode node = json(text);
      assertThatThrownBy(() -> FileFormat.MODEL.take(node, new FilePlace("m", 0)))
          .isInstanceOf(InputException.class)
          .hasMessage("m: is no JSON object; train the model anew");
    }
  }

  @Test
  void csv_sortedCutAndFromPandas_keepsItsVersion() throws IOException {
    for (String text :
        List.of(
            "image,x,allnet_format\nb,2,1\na,1,1\n",
            "allnet_format,image,x\n1,b,2\n1,a,1\n",
            "image,allnet_format,x\nb,1.0,2\na,,1\n",
            "image;x;Allnet Format\nb;2;1,0\na;1;NA\n",
            "image,x\nb,2\na,1\n")) {
      CsvTable table = Csv.read(file(text), FileFormat.SPLIT);
      assertThat(table.version()).as(text).isEqualTo(1);
      assertThat(table.header()).as(text).containsExactly("image", "x");
      assertThat(table.rows()).as(text).containsExactly(List.of("b", "2"), List.of("a", "1"));
    }
  }

  @Test
  void csv_foreignFormatColumn_isAnOrdinaryColumn() throws IOException {
    for (String word : List.of("bmp", "2", "-1", "")) {
      Path file = file("image,format\na," + word + "\n");
      CsvTable table = Csv.read(file, FileFormat.PREDICTIONS);
      assertThat(table.header()).containsExactly("image", "format");
      assertThat(table.rows()).containsExactly(List.of("a", word));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "-1", "0", "1.5", "1e-9", "bmp", "Infinity-"})
  void csv_ofNoVersion_isRefusedWithItsLine(String hostile) throws IOException {
    Path first = file("image,allnet_format\na," + hostile + "\n");
    assertThatThrownBy(() -> CsvReader.open(first, FileFormat.PREDICTIONS))
        .isInstanceOf(InputException.class)
        .hasMessage(
            first
                + ": line 2: format '"
                + hostile
                + "' is no version, which are whole numbers from 1; the file is altered, write the file anew");
    Path later = file("image,allnet_format\na,1\nb," + hostile + "\n");
    assertThatThrownBy(() -> Csv.read(later, FileFormat.PREDICTIONS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("table.csv: line 3: format '" + hostile);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "2.0", "1e9", "1000000000", "1e999"})
  void csv_newerVersion_isRefusedBeforeItsColumns(String newer) throws IOException {
    Path file = file("nothing,known,here,allnet_format\na,b,c," + newer + "\n");
    assertThatThrownBy(() -> CsvReader.open(file, FileFormat.SPLIT))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "%s: line 2: has format '%s', and this program reads splits up to format 1; update ALLNet"
                .formatted(file, newer));
  }

  @Test
  void csv_thatOnlyAllnetWrites_needsAVersion() throws IOException {
    Path none = file("image,sha256\na,b\n");
    assertThatThrownBy(() -> Csv.read(none, FileFormat.RUN_IMAGES))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(none + ": says no format");
    Path empty = file("image,sha256,allnet_format\na,b,\n");
    assertThatThrownBy(() -> Csv.read(empty, FileFormat.RUN_IMAGES))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(empty + ": line 2: says no format");
  }

  @Test
  void csv_shortRowsOrTwoFormatColumns_areRefused() throws IOException {
    Path shorter = file("image,x,allnet_format\na,1\n");
    assertThatThrownBy(() -> Csv.read(shorter, FileFormat.SPLIT))
        .hasMessageContaining("line 2: has 2 fields; the header has 3");
    Path twice = file("image,allnet_format,allnet_format\na,1,1\n");
    assertThatThrownBy(() -> Csv.read(twice, FileFormat.SPLIT))
        .hasMessageContaining("line 1: two columns are called 'allnet_format'; keep one");
    assertThatCode(() -> Csv.read(file("image,allnet_format\n"), FileFormat.SPLIT))
        .doesNotThrowAnyException();
  }
}
