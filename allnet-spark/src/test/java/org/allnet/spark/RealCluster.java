package org.allnet.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.allnet.inference.engine.device.EngineLibraries;

/**
 * A master and workers of one core each, as processes of this machine, in a folder that is a Spark
 * installation by links to the jars of the class path.
 */
public final class RealCluster implements AutoCloseable {

  private static final Pattern MASTER = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");
  private static final List<String> WORKERS = List.of("one", "two");
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Where this process has found the tensor engine's libraries: to look for them takes seconds. */
  private static final String ENGINE = System.getProperty(EngineLibraries.PROPERTY, "none");

  /** Executors live for seconds too. A driver adds it to what it says of them. */
  public static final Map<String, String> SHORT_LIVED =
      Map.of(
          "spark.executor.defaultJavaOptions",
          "-XX:TieredStopAtLevel=1 -D%s=\"%s\"".formatted(EngineLibraries.PROPERTY, ENGINE));

  private final Path folder;
  private final Path java;
  private final List<String> classPath;
  private final List<Process> processes = new ArrayList<>();
  private final String master;

  /** With two workers and the Java of the test. */
  public RealCluster(Path folder) throws IOException, InterruptedException {
    this(folder, Path.of(System.getProperty("java.home")), WORKERS.size());
  }

  /** With one or two workers and the Java of a folder, for all of its processes. */
  RealCluster(Path folder, Path java, int workers) throws IOException, InterruptedException {
    this.folder = folder;
    this.java = java;
    this.classPath =
        List.of(
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator));
    Path jars = Files.createDirectories(folder.resolve("home/jars"));
    for (String entry : classPath) {
      Path jar = Path.of(entry).toAbsolutePath();
      Path link = jars.resolve(jar.getFileName());
      if (Files.isRegularFile(jar) && !Files.exists(link)) {
        Files.createSymbolicLink(link, jar);
      }
    }
    start("master", "org.apache.spark.deploy.master.Master", "--port", "0", "--webui-port", "0");
    Path log = folder.resolve("master.log");
    await("the master", () -> MASTER.matcher(text(log)).find());
    Matcher address = MASTER.matcher(text(log));
    if (!address.find()) {
      throw new AssertionError(text(log));
    }
    this.master = address.group();
    for (String name : WORKERS.subList(0, workers)) {
      start(
          name,
          "org.apache.spark.deploy.worker.Worker",
          "--webui-port",
          "0",
          "--cores",
          "1",
          "--memory",
          "1600m",
          "--work-dir",
          folder.resolve(name).toString(),
          master);
    }
  }

  /** {@return its address} */
  public String master() {
    return master;
  }

  private Process start(String name, String type, String... words) throws IOException {
    List<String> host = List.of("--host", "127.0.0.1");
    List<String> all = new ArrayList<>(host);
    all.addAll(Arrays.asList(words));
    return java(name, folder.resolve("home/jars") + "/*", List.of(), type, all);
  }

  /** Starts a program that has all of the class path. */
  public Process driver(String name, Class<?> type, String... words) throws IOException {
    return java(
        name,
        String.join(File.pathSeparator, classPath),
        List.of(
            "-Dallnet.cluster.classes=" + String.join(File.pathSeparator, classPath),
            "-D" + EngineLibraries.PROPERTY + "=" + ENGINE),
        type.getName(),
        Arrays.asList(words));
  }

  private Process java(
      String name, String path, List<String> options, String type, List<String> words)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java.resolve("bin/java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Djava.awt.headless=true");
    command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions"));
    command.addAll(
        Stream.of(org.apache.spark.launcher.JavaModuleOptions.defaultModuleOptions().split(" "))
            .filter(word -> !word.isBlank())
            .toList());
    command.addAll(options);
    command.add(type);
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put("CLASSPATH", path);
    // Workers start executors with it.
    environment.put("JAVA_HOME", java.toString());
    environment.put("SPARK_HOME", folder.resolve("home").toString());
    environment.put("SPARK_SCALA_VERSION", "2.13");
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("SPARK_NO_DAEMONIZE", "1");
    Path log = folder.resolve(name + ".log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    processes.add(process);
    return process;
  }

  /** What a process has said. */
  public String text(String name) {
    return text(folder.resolve(name + ".log"));
  }

  private static String text(Path log) {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** {@return the executors that run now} */
  public List<ProcessHandle> executors() {
    return processes.stream()
        .flatMap(Process::descendants)
        // Nobody but workers starts processes; long command lines can't be asked for.
        .filter(process -> process.info().command().orElse("").endsWith("java"))
        .toList();
  }

  /** Waits for a state. */
  public static void await(String what, BooleanSupplier there) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!there.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(what + ": not there after " + PATIENCE);
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    for (Process process : processes) {
      process.waitFor(20, TimeUnit.SECONDS);
    }
  }
}
