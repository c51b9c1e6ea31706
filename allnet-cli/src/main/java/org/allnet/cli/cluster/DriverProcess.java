package org.allnet.cli.cluster;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.allnet.data.RunException;
import org.allnet.spark.session.ClusterSession;

/**
 * The same command once more, in a process that has Spark. Spark's libraries are not among those of
 * the command, and Java can't take them in later: Spark wants a class path, variables and parts of
 * Java opened from the start.
 */
final class DriverProcess {

  /** As Spark opens it in every process that it starts itself. */
  static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.io",
          "java.net",
          "java.nio",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "jdk.internal.ref",
          "sun.nio.ch",
          "sun.nio.cs",
          "sun.security.action",
          "sun.util.calendar");

  /** By its name: the class is above this package. */
  private static final String PROGRAM = "org.allnet.cli.Main";

  private final Path spark;
  private final boolean thisMachine;

  DriverProcess(Path spark, boolean thisMachine) {
    this.spark = spark;
    this.thisMachine = thisMachine;
  }

  /**
   * Runs the command and passes on what it says.
   *
   * @param words what was typed after {@code allnet}
   * @param out takes lines of results
   * @param err takes all other lines
   * @return its exit code
   */
  int run(List<String> words, Consumer<String> out, Consumer<String> err) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.add(ClusterSession.ARROW_ON_NEW_JAVA);
    OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    command.add("--enable-native-access=ALL-UNNAMED");
    // Of the two ways to log that are there, Spark's own.
    command.add("-Dslf4j.provider=org.apache.logging.slf4j.SLF4JServiceProvider");
    command.add("-Dslf4j.internal.verbosity=WARN"); // which one it took is nobody's concern
    command.add("-Dio.netty.tryReflectionSetAccessible=true");
    command.add("-XX:MaxRAMPercentage=25");
    command.add("-Djava.awt.headless=true");
    command.add("-Dallnet.terminal=false");
    for (String told : List.of("allnet.launcher", "allnet.typed", "allnet.engine")) {
      String value = System.getProperty(told);
      if (value != null) {
        command.add("-D" + told + "=" + value);
      }
    }
    command.add("-D" + ClusterSession.CLASSES + "=" + sent());
    command.add(PROGRAM);
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put(
        "CLASSPATH",
        spark.resolve("jars")
            + File.separator
            + "*"
            + File.pathSeparator
            + ProgramParts.classPath());
    environment.put("SPARK_HOME", spark.toString());
    environment.put("SPARK_SCALA_VERSION", "2.13");
    if (thisMachine) {
      environment.putIfAbsent("SPARK_LOCAL_IP", "127.0.0.1");
    }
    environment.putIfAbsent("OMP_NUM_THREADS", "1");
    try {
      Process process = builder.start();
      Thread end = new Thread(process::destroy);
      Runtime.getRuntime().addShutdownHook(end);
      Thread errors = new Thread(() -> pass(process.getErrorStream(), err), "driver errors");
      errors.setDaemon(true);
      errors.start();
      pass(process.getInputStream(), out);
      int code = process.waitFor();
      errors.join();
      Runtime.getRuntime().removeShutdownHook(end);
      return code;
    } catch (IOException e) {
      throw new RunException("no process with Spark could be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RunException.interrupted("cluster: interrupted", e);
    }
  }

  private static void pass(InputStream from, Consumer<String> to) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
      lines.lines().forEach(to);
    } catch (IOException | UncheckedIOException e) {
      System.getLogger("org.allnet.cli").log(System.Logger.Level.DEBUG, "the process has ended", e);
    }
  }

  /** The jars or folders that executors need, as a class path. */
  private static String sent() {
    return ProgramParts.ofExecutors().stream()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
