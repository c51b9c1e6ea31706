package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two versions of one entry in the list of changes are the trace of a merge. */
final class ChangelogTest {

  /** Entries that begin alike for so long are one entry twice. */
  private static final int ALIKE = 40;

  @Test
  void entries_areThereOnce() throws IOException {
    assertThat(twice(Files.readAllLines(Path.of("..", "CHANGELOG.md")))).isEmpty();
  }

  @Test
  void entryInTwoVersions_isFound() {
    String begin = "- `serve` starts a web service on one machine, ";

    assertThat(twice(List.of(begin + "with a folder.", "- Another.", begin + "with a database.")))
        .containsExactly(begin + "with a database.");
  }

  private static List<String> twice(List<String> lines) {
    Set<String> begins = new HashSet<>();
    List<String> found = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("- ") && line.length() > ALIKE && !begins.add(line.substring(0, ALIKE))) {
        found.add(line);
      }
    }
    return found;
  }
}
