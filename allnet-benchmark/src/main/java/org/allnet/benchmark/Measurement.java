package org.allnet.benchmark;

import org.allnet.benchmark.engine.Competitor;
import org.allnet.benchmark.engine.Task;
import org.allnet.inference.compute.Device;

/**
 * What one system took for one task.
 *
 * @param system who
 * @param task what
 * @param batch images at a time
 * @param threads threads of the tensor engine
 * @param device the processor or a GPU
 * @param secondsPerImage over all rounds; for {@link Task#START} of the whole process
 * @param peakBytes the most memory its process has held, 0 if unknown
 */
public record Measurement(
    Competitor system,
    Task task,
    int batch,
    int threads,
    Device device,
    Spread secondsPerImage,
    long peakBytes) {}
