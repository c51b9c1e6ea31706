package org.allnet.benchmark.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.allnet.data.RunException;
import org.allnet.data.file.Json;
import org.jspecify.annotations.Nullable;

/**
 * A process that says lines of JSON and ends when its input does, or when it is closed. Used by one
 * thread.
 */
public final class AnsweringProcess implements AutoCloseable {

  private static final long ENDS_WITHIN_SECONDS = 40;

  private final Process process;
  private final Path log;
  private final BufferedReader said;

  private AnsweringProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts a process.
   *
   * @param builder how
   * @param log where its complaints go
   * @return the process
   * @throws RunException if there is no such program
   */
  public static AnsweringProcess start(ProcessBuilder builder, Path log) {
    try {
      return new AnsweringProcess(builder.redirectError(log.toFile()).start(), log);
    } catch (IOException e) {
      throw new RunException("%s can't be started".formatted(builder.command().get(0)), e);
    }
  }

  /**
   * Sends it an empty line and waits for what it says.
   *
   * @return its next line
   * @throws RunException if it ends without one, with what it complained of
   */
  public JsonNode ask() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw failed(e);
    }
    return answer();
  }

  /**
   * Waits for a line that it says.
   *
   * @return its next line
   * @throws RunException if it ends without one, with what it complained of
   */
  public JsonNode answer() {
    try {
      String line = said.readLine();
      if (line == null) {
        throw failed(null);
      }
      return Json.read(line);
    } catch (IOException e) {
      throw new RunException("a process of the benchmark said no JSON", e);
    }
  }

  /**
   * Waits for a line that it says, but not for ever.
   *
   * @param within how long at most; then it is ended
   * @return its next line
   * @throws RunException if it says none within that time
   * @throws IllegalStateException if waiting fails for a reason that is none of the process's
   */
  public JsonNode answer(Duration within) {
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

  private RunException failed(@Nullable IOException cause) {
    String why;
    try {
      why = complaint();
    } catch (IOException e) {
      why = log + " can't be read";
    }
    String words = "a process of the benchmark failed: " + why;
    return cause == null ? new RunException(words) : new RunException(words, cause);
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

  /** {@return the number of the process} */
  public long id() {
    return process.pid();
  }

  /** Ends its input and waits for it. */
  @Override
  public void close() {
    end(process);
  }

  /** Ends the input of a process and waits for its end; one that does not end is killed. */
  static void end(Process process) {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      process.getInputStream().close();
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
