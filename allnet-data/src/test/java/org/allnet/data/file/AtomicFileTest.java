package org.allnet.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.data.RunException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path folder;

  /** The unfinished file is made into a folder that holds something, which can't be deleted. */
  @Test
  void write_failsLeavingAFile_tellsFirstFailure() {
    Path file = folder.resolve("model.safetensors");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      try (var entries = Files.list(folder)) {
                        Path unfinished = entries.findFirst().orElseThrow();
                        Files.delete(unfinished);
                        Files.createDirectories(unfinished.resolve("something"));
                      }
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("No space left on device")
        .cause()
        .satisfies(
            first ->
                assertThat(first.getSuppressed())
                    .hasOnlyElementsOfType(DirectoryNotEmptyException.class));
  }

  @Test
  void write_diskFull_keepsTheOldFileAlone() throws IOException {
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

  /** Other threads go on writing until the process has ended. */
  @Test
  void deleteUnfinished_untilTheEnd_nothingIsBegun() throws Exception {
    Thread writer = new Thread(() -> AtomicFile.writeText(folder.resolve("late.txt"), "late"));

    AtomicFile.deleteUnfinished(
        () -> {
          writer.start();
          while (writer.getState() != Thread.State.BLOCKED && writer.isAlive()) {
            Thread.onSpinWait();
          }
          assertThat(folder).isEmptyDirectory();
        });

    writer.join();
    assertThat(folder.resolve("late.txt")).hasContent("late");
  }

  @Test
  void deleteUnfinished_leavesWhatIsFinished() throws IOException {
    Path file = folder.resolve("model.safetensors");
    AtomicFile.writeText(file, "old");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      AtomicFile.deleteUnfinished(() -> {});
                      assertThat(folder).isDirectoryContaining(file::equals);
                      assertThat(folder.toFile().list()).hasSize(1);
                    }))
        .isInstanceOf(RunException.class);

    assertThat(file).hasContent("old");
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

  @Test
  void write_throughALink_keepsTheLink() throws IOException {
    Path real = folder.resolve("real.csv");
    AtomicFile.writeText(real, "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), Path.of("real.csv"));
    Path second = Files.createSymbolicLink(folder.resolve("second.csv"), link);

    AtomicFile.writeText(second, "new");
    assertThat(real).hasContent("new");
    assertThat(Files.isSymbolicLink(link) && Files.isSymbolicLink(second)).isTrue();

    Path ahead = Files.createSymbolicLink(folder.resolve("ahead.csv"), Path.of("deep/later.csv"));
    AtomicFile.writeText(ahead, "there");
    assertThat(folder.resolve("deep/later.csv")).hasContent("there");
    Path loop = folder.resolve("loop.csv");
    Files.createSymbolicLink(loop, loop);
    assertThatThrownBy(() -> AtomicFile.writeText(loop, "x"))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("too many links");
  }

  @Test
  void write_intoAPipeOrDevice_leavesItWhatItIs() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process reader = new ProcessBuilder("cat", pipe.toString()).start();

    AtomicFile.writeText(pipe, "through the pipe");

    assertThat(reader.inputReader().readLine()).isEqualTo("through the pipe");
    assertThat(Files.isRegularFile(pipe)).isFalse();
    AtomicFile.writeText(Path.of("/dev/null"), "x");
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
  }
}
