package org.allnet.service.log;

import java.lang.System.Logger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened in the process, and what is known of it. No secret, password, name of a
 * person, name of a file or address of a page with its ids may be a value.
 *
 * <pre>{@code
 * LogEvent.of("job-failed").with("attempt", 2).with("reason", "no picture").warn();
 * }</pre>
 */
public final class LogEvent {

  private static final Logger LOG = System.getLogger("org.allnet.service");

  private final String name;
  private final Map<String, Object> values = new LinkedHashMap<>();

  private LogEvent(String name) {
    this.name = name;
  }

  /**
   * Begins an event.
   *
   * @param name what happened, such as {@code log-in-failed}
   */
  public static LogEvent of(String name) {
    return new LogEvent(name);
  }

  /**
   * Adds a text.
   *
   * @param key what it is
   * @param value the text; may hold anything, which is written so that it stays one text
   */
  public LogEvent with(String key, String value) {
    values.put(key, value);
    return this;
  }

  /**
   * Adds a text if there is one.
   *
   * @param key what it is
   * @param value the text
   */
  public LogEvent with(String key, Optional<String> value) {
    value.ifPresent(text -> with(key, text));
    return this;
  }

  /**
   * Adds a number.
   *
   * @param key what it is, with its unit
   * @param value the number
   */
  public LogEvent with(String key, long value) {
    values.put(key, value);
    return this;
  }

  /** Logs it as something usual. */
  public void info() {
    if (!ServiceLog.write("info", this)) {
      LOG.log(Logger.Level.INFO, "{0}", this);
    }
  }

  /** Logs it as something that somebody should look at. */
  public void warn() {
    if (!ServiceLog.write("warning", this)) {
      LOG.log(Logger.Level.WARNING, "{0}", this);
    }
  }

  /** {@return what happened} */
  String name() {
    return name;
  }

  /** {@return what is known of it: texts and whole numbers} */
  Map<String, Object> values() {
    return values;
  }

  /** {@return name and values in one line} */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(name);
    values.forEach(
        (key, value) ->
            line.append(' ')
                .append(key)
                .append('=')
                .append(value instanceof String text ? LogText.quoted(text) : value));
    return line.toString();
  }
}
