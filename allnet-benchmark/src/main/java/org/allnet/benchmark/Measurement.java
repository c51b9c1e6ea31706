package org.allnet.benchmark;

import java.math.BigDecimal;
import java.util.List;
import org.allnet.benchmark.engine.Competitor;
import org.allnet.benchmark.engine.Workload;
import org.allnet.inference.compute.Device;

/**
 * What one system took for one task.
 *
 * @param system who
 * @param task what
 * @param batch images at a time
 * @param width factor on the network's channel counts
 * @param threads threads of the tensor engine
 * @param device the processor or a GPU
 * @param rounds seconds an image in each round, in their order, at least one; for {@link
 *     Workload#START} those of the whole process
 * @param peakBytes the most memory its process has held, 0 if unknown
 */
public record Measurement(
    Competitor system,
    Workload task,
    int batch,
    double width,
    int threads,
    Device device,
    List<Double> rounds,
    long peakBytes) {

  /** Copies {@code rounds}, so that nothing changes it from outside. */
  public Measurement {
    rounds = List.copyOf(rounds);
  }

  /** {@return the width as a person writes it} */
  public String widthText() {
    return BigDecimal.valueOf(width).stripTrailingZeros().toPlainString();
  }

  /** {@return seconds an image over all rounds} */
  public Quartiles secondsPerImage() {
    return Quartiles.of(rounds);
  }
}
