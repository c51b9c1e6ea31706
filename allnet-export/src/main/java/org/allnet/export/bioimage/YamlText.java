package org.allnet.export.bioimage;

import java.util.List;
import java.util.Map;
import org.allnet.data.file.Json;

/**
 * Maps, lists, texts and numbers as a YAML document in block style. Texts are written as JSON
 * writes them, which YAML 1.2 reads alike.
 */
final class YamlText {

  private static final String INDENT = "  ";

  private YamlText() {}

  /** {@return a document of a map whose values are maps, lists, texts, numbers or truth values} */
  static String of(Map<String, ?> map) {
    StringBuilder text = new StringBuilder();
    append(text, map, "");
    return text.toString();
  }

  private static void append(StringBuilder text, Map<?, ?> map, String indent) {
    map.forEach(
        (key, value) -> {
          text.append(indent).append(key).append(':');
          append(text, value, indent);
        });
  }

  private static void append(StringBuilder text, Object value, String indent) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      text.append('\n');
      append(text, map, indent + INDENT);
    } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
      text.append('\n');
      for (Object one : list) {
        StringBuilder item = new StringBuilder();
        append(item, (Map<?, ?>) one, indent + INDENT);
        text.append(indent).append("- ").append(item.substring(indent.length() + INDENT.length()));
      }
    } else {
      text.append(' ').append(Json.line(value)).append('\n');
    }
  }
}
