package org.allnet.benchmark.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.allnet.benchmark.worker.Launch;
import org.allnet.data.RunException;
import org.allnet.data.file.Json;

/** A process of {@link ServiceWorker}, which ends when it is closed. */
final class ServiceProcess implements AutoCloseable {

  private static final String HEAP = "-Xmx1g";
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
    Path log = folder.resolve(part.name().toLowerCase(java.util.Locale.ROOT) + ".log");
    try {
      return new ServiceProcess(
          launch
              .program(ServiceWorker.class, List.of(HEAP, "-Djava.io.tmpdir=" + folder), all)
              .redirectError(log.toFile())
              .start(),
          log);
    } catch (IOException e) {
      throw new RunException("benchmark: a process can't be started", e);
    }
  }

  /** Waits for the line that it says. */
  JsonNode answer() {
    try {
      String line = said.readLine();
      if (line == null) {
        throw RunException.in(log, "a process of the benchmark failed; the file says why", null);
      }
      return Json.read(line);
    } catch (IOException e) {
      throw RunException.in(log, "a process of the benchmark said no JSON", e);
    }
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
