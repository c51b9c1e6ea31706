package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A command that writes a file for each image, as a process that is told to end. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process there isn't told, it is killed")
class StoppedCommandTest {

  @TempDir Path folder;

  @Test
  @Timeout(120)
  void stoppedHalfWay_saysSoAndLeavesWholeFiles() throws Exception {
    Path cells = manyCells();
    Path out = folder.resolve("out");
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dallnet.engine=" + System.getProperty("allnet.engine"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "segment",
                cells.toString(),
                "--out",
                out.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile())
            .start();
    while (pictures(out).isEmpty() && process.isAlive()) {
      Thread.sleep(5);
    }

    process.destroy();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(err, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(said).isEqualTo(130);
    assertThat(said.lines().filter(line -> line.startsWith("stopped")))
        .containsExactly(
            "stopped; what was finished is in "
                + out
                + "; the same command with --overwrite makes all of it anew");
    assertThat(files(out)).noneMatch(file -> file.toString().endsWith(".tmp"));
    assertThat(pictures(out)).isNotEmpty();
  }

  /** Some synthetic cells under many names: enough for seconds of work. */
  private Path manyCells() throws IOException {
    Path synthetic = folder.resolve("synthetic");
    Ran made =
        Ran.allnet(
            "dataset",
            "synthesize",
            synthetic,
            "--subjects",
            "4",
            "--cells",
            "10",
            "--size",
            "300");
    assertThat(made.exitCode()).as(made.err()).isZero();
    Path cells = Files.createDirectory(folder.resolve("cells"));
    int number = 0;
    for (Path picture : ending(".bmp", synthetic)) {
      for (int copy = 0; copy < 20; copy++) {
        Files.copy(picture, cells.resolve("cell" + number++ + ".bmp"));
      }
    }
    assertThat(number).isEqualTo(1600);
    return cells;
  }

  private static List<Path> pictures(Path out) throws IOException {
    return ending(".png", out);
  }

  private static List<Path> ending(String end, Path out) throws IOException {
    return files(out).stream().filter(file -> file.toString().endsWith(end)).toList();
  }

  private static List<Path> files(Path out) throws IOException {
    if (!Files.isDirectory(out)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(out)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (NoSuchFileException tried) {
      return List.of(); // the command tries whether it can make the folder, and removes it
    }
  }
}
