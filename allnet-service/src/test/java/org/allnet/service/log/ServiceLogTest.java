package org.allnet.service.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.allnet.data.file.Json;
import org.junit.jupiter.api.Test;

final class ServiceLogTest {

  private static final Instant AT = Instant.parse("2026-11-28T22:30:00.123456Z");

  /** Line ends of three kinds, a terminal's escape, a sign that turns the text, quotes, a null. */
  private static final String HOSTILE =
      "x\",\"level\":\"info\"}\r\n{\"event\":\"logged-in\"}\u2028\u0085\u001b[2J\u202egnp\0\\";

  private static String line(LogEvent event, LogFormat format) {
    return LogLine.of(AT, "warning", event, format);
  }

  @Test
  void json_isOneObjectALine() throws Exception {
    LogEvent event =
        LogEvent.of("request").with("route", "GET /projects/{project}").with("status", 404);

    assertThat(line(event, LogFormat.JSON))
        .isEqualTo(
            "{\"time\":\"2026-11-28T22:30:00.123Z\",\"level\":\"warning\",\"event\":\"request\","
                + "\"route\":\"GET /projects/{project}\",\"status\":404}");
  }

  @Test
  void text_isOneLine() {
    assertThat(
            line(LogEvent.of("job-failed").with("attempt", 2).with("reason", "no"), LogFormat.TEXT))
        .isEqualTo("2026-11-28T22:30:00.123Z warning job-failed attempt=2 reason=\"no\"");
  }

  @Test
  void hostileTexts_stayOneText() throws Exception {
    LogEvent event = LogEvent.of("job-failed").with("reason", HOSTILE);

    for (LogFormat format : LogFormat.values()) {
      assertThat(line(event, format)).matches("[ -~]+");
    }
    JsonNode read = Json.read(line(event, LogFormat.JSON));
    assertThat(read.get("reason").textValue()).isEqualTo(HOSTILE);
    assertThat(read.get("level").textValue()).isEqualTo("warning");
    assertThat(read.size()).isEqualTo(4);
  }

  @Test
  void whatALibrarySays_isOneLineToo() throws Exception {
    LogRecord said = new LogRecord(Level.SEVERE, "lost {0}");
    said.setParameters(new Object[] {"a\nb"});
    said.setLoggerName("org.eclipse.jetty");
    said.setThrown(new IllegalStateException("c\nd"));

    JsonNode read =
        Json.read(LogLine.of(AT, LogLine.level(said), LogLine.event(said), LogFormat.JSON));

    assertThat(read.get("level").textValue()).isEqualTo("error");
    assertThat(read.get("text").textValue()).isEqualTo("lost a\nb");
    assertThat(read.get("exception").textValue()).contains("IllegalStateException: c\nd\n\tat ");
  }
}
