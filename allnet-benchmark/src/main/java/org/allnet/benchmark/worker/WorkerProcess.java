package org.allnet.benchmark.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.allnet.benchmark.engine.WorkOrder;
import org.allnet.benchmark.engine.Workload;
import org.allnet.data.ForeignFailure;
import org.allnet.data.RunException;

/** A {@link Worker} seen from its parent. Used by one thread; close it to end the process. */
public final class WorkerProcess implements AutoCloseable {

  private static final long POLL_MILLIS = 10;

  private final WorkOrder order;
  private final Process process;
  private final BufferedReader in;
  private final PrintWriter out;

  private WorkerProcess(WorkOrder order, Process process) {
    this.order = order;
    this.process = process;
    in =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    out =
        new PrintWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
  }

  /**
   * Starts a worker and waits until its model is in memory.
   *
   * @param launch how
   * @param order what for
   * @return the worker
   * @throws RunException if it fails
   */
  public static WorkerProcess start(Launch launch, WorkOrder order) {
    WorkerProcess worker = begin(launch, order);
    try {
      return worker.ready();
    } catch (RuntimeException | Error e) {
      worker.close();
      throw e;
    }
  }

  /**
   * Starts a worker that others are started beside.
   *
   * @param launch how
   * @param order what for
   * @return the worker, which {@link #ready} waits for
   * @throws RunException if there can't be such a process
   */
  public static WorkerProcess begin(Launch launch, WorkOrder order) {
    return open(launch.worker(order, false), order);
  }

  /**
   * Waits until the model is in memory.
   *
   * @return this worker
   * @throws RunException if it fails
   */
  public WorkerProcess ready() {
    answer();
    return this;
  }

  /**
   * Makes the model and its ONNX file.
   *
   * @param launch how
   * @param order where to, and how large
   * @return the device in words
   */
  public static String prepare(Launch launch, WorkOrder order) {
    try (WorkerProcess worker = open(launch.worker(order, true), order)) {
      return worker.answer();
    }
  }

  /**
   * A process from its start to its end.
   *
   * @param seconds how long it took
   * @param peakBytes the most memory it was seen to hold
   */
  public record Start(double seconds, long peakBytes) {}

  /**
   * Starts a system for one image and waits for its end.
   *
   * @param launch how
   * @param order who; its task is {@link Workload#START}
   * @param image the image
   * @return what it took
   * @throws RunException if the process can't be started, ends with another exit code than 0, or
   *     this thread is interrupted
   */
  public static Start once(Launch launch, WorkOrder order, Path image) {
    ProcessBuilder predict =
        order.system() == org.allnet.benchmark.engine.Competitor.ALLNET
            ? launch.predict(order, image)
            : null;
    ProcessBuilder builder = predict == null ? launch.worker(order, false) : predict;
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    long start = System.nanoTime();
    Process process = started(builder, order);
    try {
      long peak = 0;
      while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        peak = Math.max(peak, ResidentMemory.peak(String.valueOf(process.pid())));
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      if (process.exitValue() != 0) {
        throw failed(order, process.exitValue());
      }
      return new Start(seconds, peak);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw RunException.interrupted("the benchmark was interrupted", e);
    }
  }

  private static WorkerProcess open(ProcessBuilder builder, WorkOrder order) {
    return new WorkerProcess(order, started(builder, order));
  }

  private static Process started(ProcessBuilder builder, WorkOrder order) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new RunException("can't start the process of " + order.system().key(), e);
    }
  }

  /** {@return what it was started for} */
  public WorkOrder order() {
    return order;
  }

  /**
   * Has it do its task once.
   *
   * @param round which cells to take
   * @return seconds an image
   */
  public double run(int round) {
    return Double.parseDouble(ask("run " + round));
  }

  /** {@return its probabilities of the first batch, or its loss} */
  public List<double[]> answers() {
    List<double[]> rows = new ArrayList<>();
    for (String row : ask("answers").split(";")) {
      rows.add(java.util.Arrays.stream(row.split(",")).mapToDouble(Double::parseDouble).toArray());
    }
    return rows;
  }

  /** {@return the most memory it has held since it was ready, in bytes} */
  public long peakBytes() {
    return Long.parseLong(ask("peak"));
  }

  /**
   * Replaces its cells by a square of foreground.
   *
   * @param side of the square in pixels
   */
  public void window(int side) {
    ask("window " + side);
  }

  private String ask(String line) {
    out.println(line);
    return answer();
  }

  private String answer() {
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith(Worker.MARK)) {
          return line.substring(Worker.MARK.length());
        }
        if (line.startsWith(Worker.REFUSAL)) {
          throw new RunException(line.substring(Worker.REFUSAL.length()));
        }
      }
    } catch (IOException e) {
      throw new RunException("the process of " + order.system().key() + " has stopped", e);
    }
    close();
    throw failed(order, process.exitValue());
  }

  /** Names the line of the log that says most. */
  private static RunException failed(WorkOrder order, int exitValue) {
    String reason = "it says nothing";
    try {
      List<String> lines = Files.readAllLines(Launch.log(order));
      reason =
          lines.stream()
              .filter(line -> line.contains("Exception") || line.contains("Error"))
              .reduce((first, second) -> second.startsWith("Caused by") ? second : first)
              .orElse(lines.isEmpty() ? reason : lines.get(lines.size() - 1));
    } catch (IOException e) {
      reason = "its log can't be read (" + ForeignFailure.words(e) + ")";
    }
    return new RunException(
        "%s failed at %s with exit code %d: %s"
            .formatted(order.system().key(), order.task().key(), exitValue, reason.strip()));
  }

  @Override
  public void close() {
    out.close();
    AnsweringProcess.end(process);
  }
}
