package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.allnet.testing.TiledTiff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code detect run} on a large picture, as a process that Ctrl-C ends, and the same once more. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere no command gives a process its signals")
final class StoppedLargeFieldTest {

  private static final int WIDTH = 4400;
  private static final int HEIGHT = 700;

  @TempDir private Path folder;

  private Path slide() throws IOException {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(new Color(235, 225, 230));
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.setColor(new Color(120, 60, 150));
    for (int x = 20; x < WIDTH; x += 60) {
      for (int y = 20; y < HEIGHT; y += 60) {
        pen.fillOval(x, y, 20, 20);
      }
    }
    pen.dispose();
    Path slide = folder.resolve("slide.tif");
    new TiledTiff(WIDTH, HEIGHT, 256, 1, true, false, "").write(slide, TiledTiff.of(picture));
    return slide;
  }

  private List<String> words(Path slide, String table, Path tiles) {
    return List.of(
        "detect",
        "run",
        "--detector",
        folder.resolve("d.safetensors").toString(),
        slide.toString(),
        "--red-cell",
        "15",
        "--csv",
        folder.resolve(table).toString(),
        "--resume",
        tiles.toString());
  }

  /** A shell may have told its processes to ignore Ctrl-C. */
  private static List<String> command(List<String> words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "--default-signal=INT",
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dallnet.engine=" + System.getProperty("allnet.engine"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(words);
    return command;
  }

  private static boolean knowsSignals() throws IOException, InterruptedException {
    return new ProcessBuilder("env", "--default-signal=INT", "true").start().waitFor() == 0;
  }

  private static long lines(Path file) throws IOException {
    return Files.exists(file)
        ? Files.readString(file, StandardCharsets.UTF_8).chars().filter(c -> c == '\n').count()
        : 0;
  }

  @Test
  @Timeout(600)
  void ctrlC_resumed_givesTheSameCells() throws Exception {
    assumeTrue(knowsSignals(), "env gives no process its signals");
    ModelFixture.detector(folder.resolve("d.safetensors"), List.of(0.0, 1.0), 3);
    Path slide = slide();
    Path tiles = folder.resolve("slide.tiles");
    Path err = folder.resolve("err.txt");
    List<String> words = words(slide, "cells.csv", tiles);
    Process process =
        new ProcessBuilder(command(words))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile())
            .start();
    while (lines(tiles) < 5 && process.isAlive()) {
      Thread.sleep(5);
    }

    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(err, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(said).isEqualTo(130);
    assertThat(said.lines().filter(line -> line.startsWith("stopped")))
        .containsExactly(
            "stopped before anything was written; the same command goes on with the tiles in "
                + tiles);
    assertThat(folder.resolve("cells.csv")).doesNotExist();

    long finished = lines(tiles) - 1;
    Ran again = Ran.allnet(words.toArray());
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err()).contains(" tiles, " + finished + " of them before");
    Ran whole = Ran.allnet(words(slide, "whole.csv", folder.resolve("new.tiles")).toArray());
    assertThat(whole.exitCode()).as(whole.err()).isZero();
    assertThat(whole.err()).doesNotContain("of them before");
    assertThat(lines(folder.resolve("cells.csv"))).isGreaterThan(100);
    assertThat(folder.resolve("cells.csv")).hasSameTextualContentAs(folder.resolve("whole.csv"));
  }
}
