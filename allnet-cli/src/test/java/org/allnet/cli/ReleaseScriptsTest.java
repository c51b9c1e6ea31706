package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is published and packed is complete: a missing file is named, and no licence is left out.
 */
class ReleaseScriptsTest {

  private static final Path THIRD_PARTY = Path.of("src/package/third-party");

  @TempDir Path repository;

  /** A repository of empty promises: each file has a byte. */
  private void publish() throws IOException {
    String parent = Files.readString(Path.of("../pom.xml"));
    for (String line : parent.lines().toList()) {
      String module = line.replaceAll(".*<module>(allnet-.*)</module>.*|.*", "$1");
      if (!module.isEmpty() && !module.equals("allnet-testing")) {
        publish(module, ".pom");
        if (!module.equals("allnet-bom")) {
          for (String part : List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json")) {
            publish(module, part);
          }
        }
      }
    }
    publish("allnet", ".pom");
  }

  private Path publish(String module, String part) throws IOException {
    Path file = file(module, part);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "x");
  }

  private Path file(String module, String part) {
    return repository.resolve("org/allnet/%1$s/1.0/%1$s-1.0%2$s".formatted(module, part));
  }

  private String check() throws Exception {
    Process process =
        new ProcessBuilder("bash", "../check-release", "--complete", repository.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + said.strip();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void checkRelease_missingFiles_areNamed() throws Exception {
    publish();
    assertThat(check()).isEqualTo("0 ");
    Files.delete(file("allnet-data", "-javadoc.jar"));
    Files.delete(file("allnet-cli", ".jar"));
    Files.writeString(file("allnet-bom", ".pom"), "");
    assertThat(check())
        .isEqualTo(
            "1 check-release: not published: allnet-bom.pom allnet-data-javadoc.jar allnet-cli.jar");
  }

  @Test
  void licence_ofEachLibrary_isAText() throws IOException {
    Set<String> named = new TreeSet<>();
    for (String line : Files.readAllLines(THIRD_PARTY.resolve("jars.txt"))) {
      if (!line.startsWith("#")) {
        assertThat(line).matches("\\S+ \\S+");
        named.add(line.split(" ")[1]);
      }
    }
    named.remove("LICENSE");
    try (Stream<Path> files = Files.list(THIRD_PARTY)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsAll(named)
          .hasSize(named.size() + 2);
    }
  }
}
