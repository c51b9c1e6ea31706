package org.allnet.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.allnet.cli.AllnetProgram;
import org.allnet.cli.ModelFixture;
import org.allnet.data.file.Json;
import org.allnet.spark.session.SparkLibraries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The one jar under Spark's own {@code spark-submit}, with nothing of ours beside it. */
@Tag("nightly")
@DisabledOnOs(OS.WINDOWS)
final class SparkSubmitTest {

  private static final Pattern MASTER = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");
  private static final String JAR = "allnet-spark.jar";

  @TempDir static Path folder;

  private final List<Process> processes = new ArrayList<>();

  @BeforeAll
  static void make() throws IOException {
    ModelFixture.model(folder.resolve("model.safetensors"));
    for (int i = 0; i < 12; i++) {
      ModelFixture.disc(folder.resolve("cells/all/a" + i + ".png"), 14 - i % 3, i);
      ModelFixture.disc(folder.resolve("cells/hem/h" + i + ".png"), 6 + i % 3, i);
    }
    Path jars = Files.createDirectories(folder.resolve("home/jars"));
    for (SparkLibraries.Library library : SparkLibraries.all()) {
      Path there = repository().resolve(library.path());
      assertThat(there).as("the module that needs Spark was built before").exists();
      Files.createSymbolicLink(jars.resolve(library.name()), there);
    }
    OneJar one = new OneJar(NativePlatform.among(ProgramParts.ofDriver()).get(0));
    for (Path file : ProgramParts.ofDriver()) {
      JarPart part = JarPart.open(file);
      if (ClusterJarCommand.licensed().stream().anyMatch(part.name()::startsWith)) {
        one.add(part);
      }
    }
    try (var to = Files.newOutputStream(folder.resolve(JAR))) {
      one.write(to, "org.allnet.cli.Main", "test", () -> {});
    }
  }

  /** Where Maven keeps what the class path names. */
  private static Path repository() {
    for (String entry : ProgramParts.classPath().split(File.pathSeparator)) {
      Path at = Path.of(entry);
      if (at.getFileName().toString().matches("picocli-[\\d.]+\\.jar")) {
        for (String part : List.of("version", "picocli", "picocli", "info", "repository")) {
          at = at.getParent();
          assertThat(at).as(part).isNotNull();
        }
        return at;
      }
    }
    throw new AssertionError("picocli is not on the class path");
  }

  private Process java(String name, String type, List<String> words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx700m", "-XX:+UseSerialGC", "-XX:+IgnoreUnrecognizedVMOptions"));
    for (String opened : DriverProcess.OPENED) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", folder.resolve("home/jars") + "/*", type));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.remove("CLASSPATH");
    environment.put("SPARK_HOME", folder.resolve("home").toString());
    environment.put("SPARK_SCALA_VERSION", "2.13");
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("SPARK_NO_DAEMONIZE", "1");
    Process process = builder.redirectErrorStream(true).redirectOutput(log(name).toFile()).start();
    processes.add(process);
    return process;
  }

  private static Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private JsonNode submitted(String master, String... options) throws Exception {
    Path out = folder.resolve("scored-" + master.replaceAll("\\W", ""));
    List<String> words = new ArrayList<>(List.of("--master", master));
    words.addAll(Arrays.asList(options));
    words.add(folder.resolve(JAR).toString());
    words.addAll(List.of("cluster", "score", folder.resolve("model.safetensors").toString()));
    words.addAll(List.of(folder.resolve("cells").toString(), "--labels", "folder"));
    words.addAll(List.of("--out", out.toString()));
    Process process = java("driver", "org.apache.spark.deploy.SparkSubmit", words);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ends").isTrue();
    assertThat(process.exitValue()).as(Files.readString(log("driver"))).isZero();
    return Json.read(Files.readString(out.resolve("summary.json")));
  }

  /** The same on this machine. */
  private static JsonNode alone() throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new AllnetProgram(new PrintWriter(out), new PrintWriter(err), false)
            .run(
                "evaluate",
                folder.resolve("model.safetensors").toString(),
                "--data",
                folder.resolve("cells").toString(),
                "--json");
    assertThat(code).as(err.toString()).isZero();
    return Json.read(out.toString());
  }

  @Test
  void local_answersAsTheCommandDoes() throws Exception {
    JsonNode summary = submitted("local[2]");
    assertThat(summary.path("images").asInt()).isEqualTo(24);
    assertThat(summary.findPath("auroc").path("value").asDouble(-1))
        .as(summary + " and " + alone())
        .isCloseTo(alone().findPath("auroc").path("value").asDouble(-2), within(1e-6));
  }

  @Test
  void cluster_getsTheJarAlone() throws Exception {
    List<String> here = List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0");
    java("master", "org.apache.spark.deploy.master.Master", here);
    String master = "";
    for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        master.isEmpty() && System.nanoTime() < end;
        Thread.sleep(50)) {
      Matcher said =
          MASTER.matcher(Files.exists(log("master")) ? Files.readString(log("master")) : "");
      master = said.find() ? said.group() : "";
    }
    for (String name : List.of("one", "two")) {
      List<String> words = new ArrayList<>(here);
      words.addAll(List.of("--cores", "1", "--memory", "1600m", "--work-dir"));
      words.addAll(List.of(folder.resolve(name).toString(), master));
      java(name, "org.apache.spark.deploy.worker.Worker", words);
    }

    JsonNode summary =
        submitted(
            master,
            "--conf",
            "spark.driver.host=127.0.0.1",
            "--conf",
            "spark.driver.bindAddress=127.0.0.1",
            "--executor-memory",
            "600m",
            "--executor-cores",
            "1");

    assertThat(summary.path("images").asInt()).isEqualTo(24);
    try (Stream<Path> below = Files.walk(folder.resolve("one"))) {
      assertThat(below.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".jar"))
          .containsOnly(JAR);
    }
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }
}
