package org.allnet.detect.box;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.ParallelTasks;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * Independent work about fields or parts of fields. A detector's layers are short, so that threads
 * that share one field wait for each other. On the processor, each piece of work has a thread of
 * its own instead. On a GPU, one piece follows the other. Thread-safe.
 */
public final class SideBySide {

  private SideBySide() {}

  /**
   * Returns how many pieces of work run at once.
   *
   * @param device where the tensors are
   * @return at least 1; on the processor as many as an operation uses threads
   */
  public static int atOnce(ComputeDevice device) {
    return device.isCuda() ? 1 : ParallelTasks.threads();
  }

  /**
   * Does pieces of work. What one throws is thrown when those that were begun have ended; no
   * further one is begun.
   *
   * @param device where the tensors are
   * @param work the pieces
   * @param program does one; it is used by several threads, and the tensors that it makes are freed
   * @param <T> a piece of work
   * @param <R> its result
   * @return the results in the order of the work
   */
  public static <T, R> List<R> of(ComputeDevice device, List<T> work, Function<T, R> program) {
    if (work.size() < 2 || atOnce(device) < 2) {
      return work.stream().map(program).toList();
    }
    Map<Integer, R> results = new ConcurrentHashMap<>();
    try (NoGradGuard guard = new NoGradGuard()) {
      ParallelTasks.each(
          work.size(), number -> results.put(number, program.apply(work.get(number))));
    }
    return IntStream.range(0, work.size())
        .mapToObj(number -> Objects.requireNonNull(results.get(number)))
        .toList();
  }
}
