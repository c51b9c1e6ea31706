package org.allnet.service.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** One line of the log. */
final class LogLine {

  private static final int LONGEST_TRACE = 20_000;

  private static final SimpleFormatter MESSAGES = new SimpleFormatter();

  private LogLine() {}

  static String of(Instant at, String level, LogEvent event, LogFormat format) {
    String time = at.truncatedTo(ChronoUnit.MILLIS).toString();
    if (format == LogFormat.TEXT) {
      return time + " " + level + " " + event;
    }
    StringBuilder line = new StringBuilder(200);
    line.append("{\"time\":").append(LogText.quoted(time));
    line.append(",\"level\":").append(LogText.quoted(level));
    line.append(",\"event\":").append(LogText.quoted(event.name()));
    event
        .values()
        .forEach(
            (key, value) ->
                line.append(',')
                    .append(LogText.quoted(key))
                    .append(':')
                    .append(value instanceof String text ? LogText.quoted(text) : value));
    return line.append('}').toString();
  }

  /** What a library said, as an event. */
  static LogEvent event(LogRecord said) {
    Object[] parameters = said.getParameters();
    if (parameters != null && parameters.length == 1 && parameters[0] instanceof LogEvent event) {
      return event;
    }
    return LogEvent.of("message")
        .with("logger", Optional.ofNullable(said.getLoggerName()))
        .with("text", MESSAGES.formatMessage(said))
        .with("exception", Optional.ofNullable(said.getThrown()).map(LogLine::trace));
  }

  private static String trace(Throwable thrown) {
    StringBuilder trace = new StringBuilder();
    String before = "";
    for (Throwable one = thrown; one != null && trace.length() < LONGEST_TRACE; ) {
      trace.append(before).append(one);
      for (StackTraceElement line : one.getStackTrace()) {
        trace.append("\n\tat ").append(line);
      }
      before = "\nCaused by: ";
      one = one.getCause();
    }
    return trace.toString();
  }

  static String level(LogRecord said) {
    int level = said.getLevel().intValue();
    return level >= Level.SEVERE.intValue()
        ? "error"
        : level >= Level.WARNING.intValue() ? "warning" : "info";
  }
}
