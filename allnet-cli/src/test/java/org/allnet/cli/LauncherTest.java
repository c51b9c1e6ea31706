package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with a build and a Java that are stand-ins. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  private static final Path LAUNCHER = Path.of("..", "allnet");

  private static final String PREPARING =
      "Preparing quick starts and the tensor engine (once for each Java)...";

  @TempDir private Path home;

  private Path dist() {
    return home.resolve("allnet-cli/target/dist");
  }

  @BeforeEach
  void stand() throws IOException {
    Files.createDirectories(dist());
    Files.createFile(dist().resolve("allnet.jar"));
    Files.copy(LAUNCHER, home.resolve("allnet"));
    Path start = Path.of("allnet-cli/src/launcher/start");
    Files.createDirectories(home.resolve(start).getParent());
    Files.copy(Path.of("..").resolve(start), home.resolve(start));
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

  /** A program of that name that is found before the system's. */
  private void program(String name, String script) throws IOException {
    Path program = Files.createDirectories(home.resolve("bin")).resolve(name);
    Files.writeString(program, "#!/usr/bin/env bash\n" + script + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void launch_thatBuilds_saysSoWithoutEscapeCodes() throws Exception {
    java(":");
    Files.delete(dist().resolve("built"));
    program("mvn", "printf '\\033[0m\\033[1;31mwarned\\033[m\\n\\033[0m'");

    Ended ended = launch();

    assertThat(ended.code()).isZero();
    assertThat(ended.err().lines())
        .containsExactly(
            "Building ALLNet (first use; takes some minutes, and Maven fetches what is missing)...",
            "warned",
            PREPARING);
  }

  @Test
  void launch_whoseBuildFails_saysSoAndEnds() throws Exception {
    java(":");
    Files.delete(dist().resolve("built"));
    program("mvn", "echo wrong; exit 3");

    Ended ended = launch();

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines()).hasSize(3).contains("wrong");
    assertThat(ended.err()).endsWith("allnet: the build failed; what Maven says is above");
  }

  @Test
  @Timeout(60)
  void launch_wherePeopleHaveNoLinks_saysSoAndBuilds() throws Exception {
    java(":");
    Files.delete(dist().resolve("built"));
    program("mvn", ":");
    program("ln", "exit 1");

    Ended ended = launch();

    assertThat(ended.code()).isZero();
    assertThat(ended.err()).startsWith("allnet: no link can be made").contains("\nBuilding ALLNet");
    assertThat(dist().resolve("built")).exists();
  }

  @Test
  @Timeout(60)
  void launch_whileAnotherBuilds_saysThatItWaits() throws Exception {
    java(":");
    Files.delete(dist().resolve("built"));
    program("mvn", ":");
    Path lock = home.resolve("allnet-cli/target/building.lock");
    Files.createSymbolicLink(lock, Path.of(String.valueOf(ProcessHandle.current().pid())));
    Thread other =
        new Thread(
            () -> {
              try {
                Thread.sleep(1500);
                Files.delete(lock);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    other.start();

    Ended ended = launch();

    other.join();
    assertThat(ended.code()).isZero();
    assertThat(ended.err()).startsWith("Waiting for another start of ALLNet that builds it...");
    assertThat(ended.err().lines().filter(line -> line.startsWith("Waiting"))).hasSize(1);
  }

  /** A killed build's id is given again, to another program or to the very start that looks. */
  @Test
  @Timeout(60)
  void launch_lockOfAnEarlierProcess_isIgnored() throws Exception {
    java(":");
    Files.delete(dist().resolve("built"));
    program("mvn", ":");
    Path lock = home.resolve("allnet-cli/target/building.lock");
    long alive = ProcessHandle.current().pid();
    Files.createSymbolicLink(lock, Path.of(alive + ".Thu_Jan_1_00:00:00_1970"));

    Ended ended = launch();

    assertThat(ended.code()).isZero();
    assertThat(ended.err()).startsWith("Building ALLNet");
    assertThat(Files.exists(lock, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  private record Ended(int code, String out, String err) {}

  private Ended launch() throws IOException, InterruptedException {
    return launch("--version");
  }

  private Ended launch(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", home.resolve("allnet").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    Files.createDirectories(home.resolve("bin"));
    String path = home.resolve("bin") + ":" + System.getenv("PATH");
    builder
        .environment()
        .putAll(Map.of("JAVA_HOME", home.resolve("java").toString(), "PATH", path));
    return ended(builder);
  }

  private Ended ended(ProcessBuilder builder) throws IOException, InterruptedException {
    Path err = home.resolve("err");
    Process process = builder.redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out.strip(), Files.readString(err).strip());
  }

  @Test
  void launch_firstRunCrashes_saysSoAndGoesOn() throws Exception {
    java("kill -SEGV $$");
    Ended ended = launch();
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).isEqualTo("ran --version");
    assertThat(ended.err().lines()).hasSize(2);
    assertThat(ended.err())
        .startsWith(PREPARING + "\nallnet: preparing quick starts failed (exit code 139)");
    Path said = Path.of(ended.err().substring(ended.err().lastIndexOf(" is in ") + 7));
    assertThat(said).content().contains("said at the first run");
    assertThat(launch()).isEqualTo(new Ended(0, "ran --version", ""));
  }

  @Test
  void launch_firstRunSucceeds_keepsItsArchive() throws Exception {
    java(
        "for option; do case $option in *ArchiveClassesAtExit=*) : >\"${option#*=}\" ;; esac; done");
    assertThat(launch()).isEqualTo(new Ended(0, "ran --version", PREPARING));
    assertThat(launch()).isEqualTo(new Ended(0, "ran --version", ""));
    try (var files = Files.list(dist())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.startsWith("classes"))
          .allMatch(name -> name.endsWith(".jsa") || name.endsWith(".jsa.checked"))
          .hasSize(2);
    }
  }

  @Test
  void launch_ofTheServiceAlone_hasItsLibraries() throws Exception {
    java(":");
    launch();
    Path java = home.resolve("java/bin/java");
    Files.writeString(java, "#!/usr/bin/env bash\nprintf '%s\\n' \"$*\"\n");

    assertThat(launch("serve", "--port", "0").out())
        .contains(
            "allnet.jar:" + dist().resolve("lib/service/*") + " org.allnet.cli.Main serve --port 0")
        .doesNotContain("-jar ");
    assertThat(launch("model", "list").out())
        .endsWith("-jar " + dist().resolve("allnet.jar") + " model list")
        .doesNotContain("service");
  }

  /** The folder of an installation may be root's, and may not be written to. */
  @Test
  void package_keepsWhatItMakesInTheCacheOfTheUser() throws Exception {
    java(
        "for option; do case $option in *ArchiveClassesAtExit=*) : >\"${option#*=}\" ;; esac; done");
    Path installed = home.resolve("installed");
    Path launcher = Path.of("src/package/allnet");
    for (String folder : List.of("bin", "app/lib", "java/bin")) {
      Files.createDirectories(installed.resolve(folder));
    }
    Files.copy(launcher, installed.resolve("bin/allnet"));
    Files.copy(Path.of("src/launcher/start"), installed.resolve("app/start"));
    Files.createFile(installed.resolve("app/allnet.jar"));
    Files.move(home.resolve("java/bin/java"), installed.resolve("java/bin/java"));
    List<Path> before = files(installed);
    Path cache = home.resolve("cache");

    assertThat(launchInstalled(cache)).isEqualTo(new Ended(0, "ran --version", PREPARING));
    assertThat(launchInstalled(cache)).isEqualTo(new Ended(0, "ran --version", ""));
    assertThat(files(cache))
        .containsExactly(
            cache.resolve("allnet/classes.jsa"), cache.resolve("allnet/classes.jsa.checked"));
    assertThat(files(installed)).isEqualTo(before);

    Path newEngine = installed.resolve("app/lib/engine.jar");
    Path oldEngine = Files.createDirectories(cache.resolve("allnet/engine-1"));
    Files.createFile(newEngine);
    assertThat(launchInstalled(cache)).isEqualTo(new Ended(0, "ran --version", PREPARING));
    assertThat(oldEngine).doesNotExist();

    Path noFolder = Files.createFile(home.resolve("file"));
    assertThat(launchInstalled(noFolder)).isEqualTo(new Ended(0, "ran --version", ""));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private Ended launchInstalled(Path cache) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", home.resolve("installed/bin/allnet").toString(), "--version");
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    return ended(builder);
  }
}
