package org.allnet.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.TreeNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one way to read and write JSON. */
class JsonTest {

  /**
   * Cells of an image.
   *
   * @param cells how many
   */
  record Counted(int cells) {}

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"{\"cells\":1,\"cells\":2}", "{\"cells\":1} {}", "{\"cells\":"})
  void read_ofAnOwnText_isStrict(String text) throws IOException {
    assertThatThrownBy(() -> Json.read(text)).isInstanceOf(JsonProcessingException.class);
    Path file = Files.writeString(folder.resolve("a.json"), text);
    assertThatThrownBy(() -> Json.read(file)).isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void as_nullForANumber_isRefused() throws IOException {
    assertThat(Json.as(Json.read("{\"cells\":3}"), Counted.class)).isEqualTo(new Counted(3));
    assertThatThrownBy(() -> Json.as(Json.read("{\"cells\":null}"), Counted.class))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void strict_ofADepth_refusesDeeperOnes() throws IOException {
    assertThat(Json.strict(2, 10).readTree("[[1]]")).hasSize(1);
    assertThatThrownBy(() -> Json.strict(2, 10).readTree("[[[1]]]"))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void write_lineOrIndented_hasItsForm() {
    assertThat(Json.line(new Counted(3))).isEqualTo("{\"cells\":3}");
    assertThat(Json.indented(Map.of("a", List.of(1, 2)))).isEqualTo("{\n  \"a\" : [ 1, 2 ]\n}");
    assertThat(Json.object().put("b", 1).setAll(Json.object(new Counted(3))).toString())
        .isEqualTo("{\"b\":1,\"cells\":3}");
  }

  @Test
  void exact_copiesEachDigit() throws IOException {
    String text = "[1.10,0.12345678901234567890]";
    Path file = Files.writeString(folder.resolve("a.json"), text);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonParser parser = Json.exact(file);
        JsonGenerator json = Json.generator(out)) {
      TreeNode tree = parser.readValueAsTree();
      json.writeTree(tree);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(text);
  }

  @Test
  void foreign_keyTwice_isRead() throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), "{\"cells\":1,\"cells\":2}");
    try (JsonParser parser = Json.foreign(file)) {
      TreeNode tree = parser.readValueAsTree();
      assertThat(tree.get("cells").toString()).isEqualTo("2");
    }
  }
}
