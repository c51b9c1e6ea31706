package org.allnet.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.data.RunException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GrowingFileTest {

  @TempDir private Path folder;

  /** Another process: opens a file, says so, and waits until its input ends. */
  public static void main(String[] file) throws IOException {
    try (GrowingFile growing = GrowingFile.open(Path.of(file[0]), 0)) {
      growing.append(new byte[] {'a', 10});
      System.out.write('!');
      System.out.flush();
      while (System.in.read() >= 0) {
        // as long as the test wants
      }
    }
  }

  @Test
  void fileOfAnotherProcess_isRefusedAndKept() throws Exception {
    Path file = folder.resolve("tiles");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                GrowingFileTest.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.getInputStream().read()).isEqualTo('!');

      assertThatThrownBy(() -> GrowingFile.open(file, 0))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("is being written by another process");
      assertThat(file).hasContent("a\n");
    } finally {
      other.getOutputStream().close();
      other.waitFor();
    }
    try (GrowingFile growing = GrowingFile.open(file, 2)) {
      growing.append(new byte[] {'b'});
    }
    assertThat(Files.readString(file)).isEqualTo("a\nb");
  }
}
