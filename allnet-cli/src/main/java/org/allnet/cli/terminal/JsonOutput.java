package org.allnet.cli.terminal;

import org.allnet.data.file.Json;

/** Results for programs: JSON with two spaces of indent and a newline on every system. */
public final class JsonOutput {

  private JsonOutput() {}

  /**
   * Writes a value as JSON text.
   *
   * @param value maps, lists, strings, finite numbers and nulls
   * @return the text, without a newline at its end
   * @throws IllegalArgumentException if a number is not finite
   */
  public static String text(Object value) {
    String text = Json.indented(value);
    if (text.contains("NaN") && text.matches("(?s).*: ?\"?(NaN|-?Infinity)\"?[,\\s}].*")) {
      throw new IllegalArgumentException("a metric is not a number: " + text);
    }
    return text;
  }
}
