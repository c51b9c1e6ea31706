package org.allnet.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

/** Results for programs: JSON with two spaces of indent and a newline on every system. */
public final class JsonOutput {

  private static final ObjectWriter WRITER = writer();

  private JsonOutput() {}

  private static ObjectWriter writer() {
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(indent);
    return new ObjectMapper().writer(printer);
  }

  /**
   * Writes a value as JSON text.
   *
   * @param value maps, lists, strings, numbers and nulls; a number that is not finite is refused
   * @return the text, without a newline at its end
   */
  public static String text(Object value) {
    try {
      String text = WRITER.writeValueAsString(value);
      if (text.contains("NaN") && text.matches("(?s).*: ?\"?(NaN|-?Infinity)\"?[,\\s}].*")) {
        throw new IllegalArgumentException("a metric is not a number: " + text);
      }
      return text;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not writable as JSON: " + e.getOriginalMessage(), e);
    }
  }
}
