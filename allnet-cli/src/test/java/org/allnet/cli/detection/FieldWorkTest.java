package org.allnet.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FieldWorkTest {

  private static List<Integer> ends(String... files) {
    return FieldWork.ends(Stream.of(files).map(Path::of).toList());
  }

  @Test
  void folder_endsBehindItsLastFile() {
    assertThat(ends("a/1.png", "a/2.png", "b/1.png")).containsExactly(2, 3);
    assertThat(ends("a/1.png", "b/1.png", "a/2.png", "c/1.png")).containsExactly(3, 4);
    assertThat(ends("1.png", "b/1.png", "./2.png")).containsExactly(3);
    assertThat(ends()).isEmpty();
  }
}
