package org.allnet.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide to the service lists the events of its log and its metrics, and no others. */
final class DocumentedNamesTest {

  private static final Path GUIDE = Path.of("../docs/service.md");

  /** What is called to begin an event, up to the end of its first argument. */
  private static final Pattern EVENT =
      Pattern.compile("(?:LogEvent\\.of|\\blog)\\(((?:[^,();]|\\([^()]*\\))*)[,)]");

  private static final Pattern METRIC = Pattern.compile("\\.builder\\(\\s*\"([a-z._]+)\"");
  private static final Pattern TEXT = Pattern.compile("\"([a-z-]+)\"");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  @Test
  void tableOfTheLog_namesEachEvent() throws IOException {
    TreeSet<String> events =
        EVENT
            .matcher(sources())
            .results()
            .flatMap(call -> TEXT.matcher(call.group(1)).results())
            .map(text -> text.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(events).contains("service-started", "webhook-given-up").hasSizeGreaterThan(20);
    assertThat(listed("## The log")).isEqualTo(events);
  }

  @Test
  void tableOfMetrics_namesEachMetric() throws IOException {
    TreeSet<String> metrics =
        METRIC
            .matcher(sources())
            .results()
            .map(call -> call.group(1))
            .filter(name -> name.contains("."))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(metrics).contains("http.server.request.duration", "allnet.job.duration");
    assertThat(listed("## Metrics")).isEqualTo(metrics);
  }

  /** What the first column of a section's table quotes. */
  private static TreeSet<String> listed(String heading) throws IOException {
    return Files.readString(GUIDE)
        .split("\n" + heading + "\n", 2)[1]
        .split("\n## ", 2)[0]
        .lines()
        .filter(line -> line.startsWith("| `"))
        .flatMap(line -> QUOTED.matcher(line.split("\\|")[1]).results())
        .map(quoted -> quoted.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("LogEvent.java"))
          .sorted()
          .map(DocumentedNamesTest::text)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
