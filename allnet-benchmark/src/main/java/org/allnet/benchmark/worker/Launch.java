package org.allnet.benchmark.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.allnet.benchmark.engine.WorkOrder;
import org.allnet.data.InputException;
import org.allnet.data.Invocation;
import org.allnet.data.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * How child processes are started: this program's own class path, and behind it the libraries of
 * the peers.
 *
 * @param peers the folder of the peers' libraries, absent if they are on the class path already
 * @param launcher the program that users start ALLNet with, absent if there is none
 * @param java options of Java for workers, beside those that every worker has
 */
public record Launch(@Nullable Path peers, @Nullable Path launcher, List<String> java) {

  private static final String PEER = "ai/onnxruntime/OrtEnvironment.class";

  /** Copies the list, so that it can't be changed from outside. */
  public Launch {
    java = List.copyOf(java);
  }

  /**
   * Takes what the launcher has said in system properties.
   *
   * @param withPeers whether peers are started too
   * @return how to start
   * @throws InputException if the peers' libraries are needed and missing
   */
  public static Launch fromLauncher(boolean withPeers) {
    String peers = System.getProperty("allnet.peers");
    String launcher = System.getProperty("allnet.launcher");
    Launch launch =
        new Launch(
            peers == null ? null : Path.of(peers),
            launcher == null ? null : Path.of(launcher),
            List.of());
    if (withPeers
        && Launch.class.getClassLoader().getResource(PEER) == null
        && !launch.hasPeers()) {
      throw InputException.in(
          peers == null ? "peers" : peers,
          Sentence.of(
              "the libraries of ONNX Runtime and DJL are missing; start with %s, which fetches them, or build with plain 'mvn package'",
              Invocation.of("bench")));
    }
    return launch;
  }

  private boolean hasPeers() {
    if (peers == null || !Files.isDirectory(peers)) {
      return false;
    }
    try (Stream<Path> files = Files.list(peers)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("onnxruntime"));
    } catch (IOException e) {
      return false; // then the peers are said to be missing
    }
  }

  /** A worker, not started yet. */
  ProcessBuilder worker(WorkOrder order, boolean prepare) {
    Path cache = (peers == null ? order.folder() : peers).resolve("djl");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + order.folder(),
                "-Dai.djl.offline=true",
                "-Dai.djl.pytorch.num_threads=" + order.threads(),
                "-DDJL_CACHE_DIR=" + cache,
                "-DENGINE_CACHE_DIR=" + cache));
    command.addAll(java);
    command.add(Worker.class.getName());
    if (prepare) {
      command.add(Worker.PREPARE);
    }
    command.addAll(order.words());
    // Not by -cp: ONNX Runtime 1.29 overflows its stack if the command line is long.
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", classPath());
    return environment(builder, order);
  }

  /**
   * Returns a program of this class path, not started yet.
   *
   * @param main its main class
   * @param options of Java, beside those of every worker
   * @param words its arguments
   */
  public ProcessBuilder program(Class<?> main, List<String> options, List<String> words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true"));
    command.addAll(options);
    command.addAll(java);
    command.add(main.getName());
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder;
  }

  /** What a user would type for one image. */
  @Nullable ProcessBuilder predict(WorkOrder order, Path image) {
    if (launcher == null) {
      return null;
    }
    return environment(
        new ProcessBuilder(
            launcher.toString(),
            "predict",
            order.model().toString(),
            image.toString(),
            "--device",
            order.device().key(),
            "--threads",
            String.valueOf(order.threads())),
        order);
  }

  private static ProcessBuilder environment(ProcessBuilder builder, WorkOrder order) {
    Map<String, String> environment = builder.environment();
    environment.put("OMP_NUM_THREADS", String.valueOf(order.threads()));
    environment.put("OPT_OUT_TRACKING", "true");
    return builder.redirectError(ProcessBuilder.Redirect.to(log(order).toFile()));
  }

  /** Where a worker's complaints go. */
  static Path log(WorkOrder order) {
    return order.folder().resolve(order.system().key() + "." + order.task().key() + ".log");
  }

  private String classPath() {
    String own = System.getProperty("java.class.path");
    return peers == null ? own : own + File.pathSeparator + peers + File.separator + "*";
  }
}
