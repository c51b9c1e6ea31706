package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with a build and a Java that are stand-ins. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  private static final Path LAUNCHER = Path.of("..", "allnet");

  @TempDir private Path home;

  private Path dist() {
    return home.resolve("allnet-cli/target/dist");
  }

  @BeforeEach
  void stand() throws IOException {
    Files.createDirectories(dist());
    Files.createFile(dist().resolve("allnet.jar"));
    Files.copy(LAUNCHER, home.resolve("allnet"));
    Files.createFile(home.resolve("pom.xml"));
    Files.createFile(dist().resolve("built"));
    Files.createDirectories(home.resolve("java/bin"));
  }

  private void java(String atFirstRun) throws IOException {
    Path java = home.resolve("java/bin/java");
    Files.writeString(
        java,
        """
        #!/usr/bin/env bash
        case "$*" in
          -version) echo 'openjdk version "17.0.1"' >&2 ;;
          *StartUp*) echo 'said at the first run'; %s ;;
          *) echo "ran ${*: -1}" ;;
        esac
        """
            .formatted(atFirstRun));
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  private record Ended(int code, String out, String err) {}

  private Ended launch() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", home.resolve("allnet").toString(), "--version");
    builder.environment().putAll(Map.of("JAVA_HOME", home.resolve("java").toString()));
    Path err = home.resolve("err");
    Process process = builder.redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out.strip(), Files.readString(err).strip());
  }

  @Test
  void launch_whoseFirstRunCrashes_saysSoInOneLineAndGoesOn() throws Exception {
    java("kill -SEGV $$");
    Ended ended = launch();
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).isEqualTo("ran --version");
    assertThat(ended.err().lines()).hasSize(1);
    assertThat(ended.err()).startsWith("allnet: preparing quick starts failed (exit code 139)");
    Path said = Path.of(ended.err().substring(ended.err().lastIndexOf(" is in ") + 7));
    assertThat(said).content().contains("said at the first run");
    assertThat(launch()).isEqualTo(new Ended(0, "ran --version", ""));
  }

  @Test
  void launch_whoseFirstRunSucceeds_keepsItsArchiveAndSaysNothing() throws Exception {
    java(
        "for option; do case $option in *ArchiveClassesAtExit=*) : >\"${option#*=}\" ;; esac; done");
    assertThat(launch()).isEqualTo(new Ended(0, "ran --version", ""));
    try (var files = Files.list(dist())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.startsWith("classes"))
          .allMatch(name -> name.endsWith(".jsa") || name.endsWith(".jsa.checked"))
          .hasSize(2);
    }
  }
}
