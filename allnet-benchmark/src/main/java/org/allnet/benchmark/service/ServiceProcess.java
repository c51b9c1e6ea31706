package org.allnet.benchmark.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.allnet.benchmark.worker.Launch;
import org.allnet.data.RunException;
import org.allnet.data.file.Json;

/** A process that says one line of JSON and ends when its input does, or when it is closed. */
final class ServiceProcess implements AutoCloseable {

  private static final String HEAP = "-Xmx1g";

  /** As the launchers start the service. */
  private static final String COLLECTOR = "-XX:+UseParallelGC";

  private static final long ENDS_WITHIN_SECONDS = 40;

  private final Process process;
  private final Path log;
  private final BufferedReader said;

  private ServiceProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.said =
        new BufferedReader(
            new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static ServiceProcess start(
      Launch launch, Path folder, ServiceWorker.Part part, Object... words) {
    List<String> all = new ArrayList<>(List.of(part.name()));
    for (Object word : words) {
      all.add(word.toString());
    }
    return start(
        launch.program(
            ServiceWorker.class, List.of(HEAP, COLLECTOR, "-Djava.io.tmpdir=" + folder), all),
        folder.resolve(part.name().toLowerCase(java.util.Locale.ROOT) + ".log"));
  }

  /**
   * Starts a process.
   *
   * @param builder how
   * @param log where its complaints go
   * @throws RunException if there is no such program
   */
  static ServiceProcess start(ProcessBuilder builder, Path log) {
    try {
      return new ServiceProcess(builder.redirectError(log.toFile()).start(), log);
    } catch (IOException e) {
      throw new RunException("%s can't be started".formatted(builder.command().get(0)), e);
    }
  }

  /**
   * Waits for the line that it says.
   *
   * @throws RunException if it ends without one, with what it complained of
   */
  JsonNode answer() {
    try {
      String line = said.readLine();
      if (line == null) {
        throw new RunException("a process of the benchmark failed: " + complaint());
      }
      return Json.read(line);
    } catch (IOException e) {
      throw new RunException("a process of the benchmark said no JSON", e);
    }
  }

  /**
   * Waits for the line that it says, but not for ever.
   *
   * @param within how long at most; then it is ended
   * @throws RunException if it says none within that time
   */
  JsonNode answer(Duration within) {
    try {
      return CompletableFuture.supplyAsync(this::answer)
          .get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
      throw new RunException("it was not ready within " + within.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RunException failed) {
        throw failed;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException("benchmark: was interrupted", e);
    }
  }

  /** The last line that names an error, else the last line. */
  private String complaint() throws IOException {
    String last = "it said nothing";
    String named = "";
    for (String line : Files.readAllLines(log)) {
      if (!line.isBlank()) {
        last = line.strip();
        named = last.contains("Error") ? last : named;
      }
    }
    return named.isEmpty() ? last : named;
  }

  long id() {
    return process.pid();
  }

  /** Ends its input and waits for it. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
