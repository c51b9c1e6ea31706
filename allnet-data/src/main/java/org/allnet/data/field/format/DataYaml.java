package org.allnet.data.field.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.InputException;
import org.allnet.data.field.FieldPart;
import org.allnet.data.file.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * The few keys of a {@code data.yaml} that say what a YOLO set consists of: {@code names}, {@code
 * nc}, {@code train}, {@code val}, {@code test} and {@code kpt_shape}. Lists may be in brackets, in
 * lines with dashes, or numbered. Other keys are passed over; anchors, tags and documents in one
 * another are no part of such a file and are refused if a key needs them.
 *
 * @param names the classes by their numbers
 * @param places the folders or files of each part, of training, validation and test
 * @param keypoints whether labels hold points behind their boxes
 */
record DataYaml(List<String> names, Map<FieldPart, List<String>> places, boolean keypoints) {

  private static final Pattern NUMBERED = Pattern.compile("(\\d{1,6})\\s*:(?:\\s+(.*)|$)");

  /** The parts by their keys, in the order in which they are read. */
  private static final Map<String, FieldPart> PARTS = parts();

  /**
   * Reads a file.
   *
   * @param file the file
   * @return null if it has no names, and so is another program's
   * @throws InputException if it is broken
   */
  static @Nullable DataYaml read(Path file) {
    Map<String, Value> values = values(file);
    Value names = values.get("names");
    if (names == null) {
      return null;
    }
    List<String> classes = names(file, names);
    Value count = values.get("nc");
    if (count != null && !count.text().isEmpty()) {
      if (!count.text().equals(String.valueOf(classes.size()))) {
        throw InputException.at(
            file,
            count.line(),
            "nc is %s, but names has %d; correct one of them"
                .formatted(count.text(), classes.size()));
      }
    }
    Map<FieldPart, List<String>> places = new EnumMap<>(FieldPart.class);
    for (Map.Entry<String, FieldPart> part : PARTS.entrySet()) {
      Value value = values.get(part.getKey());
      if (value != null) {
        List<String> all =
            value.isList() ? List.copyOf(value.items().values()) : List.of(value.text());
        places.put(part.getValue(), all.stream().filter(place -> !isNull(place)).toList());
      }
    }
    return new DataYaml(classes, places, values.containsKey("kpt_shape"));
  }

  private static Map<String, FieldPart> parts() {
    Map<String, FieldPart> parts = new LinkedHashMap<>();
    parts.put("train", FieldPart.TRAINING);
    parts.put("val", FieldPart.VALIDATION);
    parts.put("valid", FieldPart.VALIDATION);
    parts.put("test", FieldPart.TEST);
    return parts;
  }

  private static boolean isNull(String text) {
    return text.isEmpty() || text.equals("~") || text.equals("null");
  }

  private static List<String> names(Path file, Value value) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<Integer, String> item : value.items().entrySet()) {
      String name = FileNames.text(item.getValue());
      if (item.getKey() != names.size() || name.isEmpty()) {
        throw InputException.at(
            file,
            value.line(),
            "names has no class %d; number the classes from 0 without a gap"
                .formatted(names.size()));
      }
      if (names.contains(name)) {
        throw InputException.at(
            file, value.line(), "names has '%s' twice; rename one".formatted(name));
      }
      names.add(name);
    }
    if (names.isEmpty()) {
      throw InputException.at(
          file, value.line(), "names holds no class; write such as names: [WBC, RBC]");
    }
    return names;
  }

  /**
   * A value.
   *
   * @param text if it is one text
   * @param items if it is a list or numbered, by number
   */
  private record Value(long line, String text, TreeMap<Integer, String> items) {

    boolean isList() {
      return !items.isEmpty();
    }

    void add(Path file, String item) {
      Matcher numbered = NUMBERED.matcher(item);
      boolean isNumbered = numbered.matches();
      int number = isNumbered ? Integer.parseInt(numbered.group(1)) : items.size();
      String value = isNumbered ? Objects.requireNonNullElse(numbered.group(2), "").strip() : item;
      if (items.putIfAbsent(number, unquoted(value)) != null) {
        throw InputException.at(file, line, "number " + number + " is there twice; correct it");
      }
    }
  }

  private static Map<String, Value> values(Path file) {
    Map<String, Value> values = new LinkedHashMap<>();
    @Nullable Value open = null;
    @Nullable StringBuilder flow = null;
    long number = 0;
    for (String raw : LabelText.lines(file)) {
      number++;
      String line = withoutComment(raw);
      if (line.isBlank() || line.strip().equals("---")) {
        continue;
      }
      if (flow != null && open != null) {
        flow.append(' ').append(line.strip());
        if (closes(flow)) {
          flow(file, open, flow.toString());
          flow = null;
        }
        continue;
      }
      boolean inner = Character.isWhitespace(line.charAt(0)) || line.startsWith("- ");
      if (inner) {
        if (open != null && open.text().isEmpty()) {
          String item = line.strip();
          open.add(file, item.startsWith("- ") ? item.substring(2).strip() : item);
        }
        continue;
      }
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw InputException.at(
            file, number, "is no 'key: value'; write the file as YOLO's data.yaml");
      }
      String text = line.substring(colon + 1).strip();
      boolean list = text.startsWith("[") || text.startsWith("{");
      open = new Value(number, list ? "" : unquoted(text), new TreeMap<>());
      values.put(unquoted(line.substring(0, colon).strip()), open);
      if (list) {
        flow = new StringBuilder(text);
        if (closes(flow)) {
          flow(file, open, text);
          flow = null;
        }
      }
    }
    if (flow != null) {
      throw InputException.at(file, number, "ends within a list; close it with ]");
    }
    return values;
  }

  private static boolean closes(CharSequence flow) {
    char close = flow.charAt(0) == '[' ? ']' : '}';
    return flow.charAt(flow.length() - 1) == close;
  }

  private static void flow(Path file, Value value, String text) {
    for (String item : items(text.substring(1, text.length() - 1))) {
      value.add(file, item);
    }
  }

  /** The parts between commas that are in no quotes. */
  private static List<String> items(String text) {
    List<String> items = new ArrayList<>();
    StringBuilder item = new StringBuilder();
    char quote = 0;
    for (char c : text.toCharArray()) {
      if (quote == 0 && c == ',') {
        items.add(item.toString().strip());
        item.setLength(0);
        continue;
      }
      if (c == '"' || c == '\'') {
        quote = quote == 0 ? c : quote == c ? 0 : quote;
      }
      item.append(c);
    }
    items.add(item.toString().strip());
    items.removeIf(String::isEmpty);
    return items;
  }

  private static String withoutComment(String line) {
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' || c == '\'') {
        quote = quote == 0 ? c : quote == c ? 0 : quote;
      } else if (c == '#' && quote == 0 && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
        return line.substring(0, i).stripTrailing();
      }
    }
    return line.stripTrailing();
  }

  private static String unquoted(String text) {
    boolean quoted =
        text.length() >= 2
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(text.length() - 1) == text.charAt(0);
    if (!quoted) {
      return text;
    }
    String inner = text.substring(1, text.length() - 1);
    return text.charAt(0) == '\''
        ? inner.replace("''", "'")
        : inner.replace("\\\"", "\"").replace("\\\\", "\\");
  }
}
