package org.allnet.benchmark;

import org.allnet.benchmark.engine.Competitor;
import org.allnet.benchmark.engine.Task;

/**
 * What one system took for one task.
 *
 * @param system who
 * @param task what
 * @param batch images at a time
 * @param threads threads of the tensor engine
 * @param device {@code cpu} or {@code cuda}
 * @param secondsPerImage over all rounds; for {@link Task#START} of the whole process
 * @param peakBytes the most memory its process has held, 0 where unknown
 */
public record Measurement(
    Competitor system,
    Task task,
    int batch,
    int threads,
    String device,
    Spread secondsPerImage,
    long peakBytes) {}
