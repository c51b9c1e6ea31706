package org.allnet.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.data.RunException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path folder;

  @Test
  void write_diskFullHalfWay_keepsTheOldFileAndLeavesNothingBehind() throws IOException {
    Path file = folder.resolve("model.safetensors");
    AtomicFile.writeText(file, "old");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("model.safetensors: can't be written")
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("free space");
    assertThat(file).hasContent("old");
    try (var entries = Files.list(folder)) {
      assertThat(entries).containsExactly(file);
    }
  }

  @Test
  void write_newFileInNewFolder_isWhole() {
    Path file = folder.resolve("a/b/c.txt");
    AtomicFile.writeText(file, "äöü");
    AtomicFile.writeText(file, "second");
    assertThat(file).hasContent("second");
  }

  @Test
  void write_whereAFileStandsInTheWay_saysWhich() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> AtomicFile.writeText(file.resolve("below.txt"), "x"))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("below.txt");
  }
}
