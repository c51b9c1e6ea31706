package org.allnet.service.work.worker;

import java.time.Duration;
import java.util.UUID;
import org.allnet.data.OptionException;
import org.allnet.inference.compute.Device;

/**
 * How workers work.
 *
 * @param threads how many ask models at once; with 0, another process has to
 * @param device where models compute
 * @param together how many cells a worker claims at once, at most
 * @param lease for how long a job is a worker's, unless it renews that
 * @param poll how long an idle worker waits until it looks for jobs of other processes
 * @param name what the audit log calls them, with the number of each; of this process alone
 */
public record WorkerSettings(
    int threads, Device device, int together, Duration lease, Duration poll, String name) {

  /** The most threads; each computes with all cores as it is. */
  private static final int MOST_THREADS = 64;

  private static final int TOGETHER = 32;
  private static final int MOST_READERS = 4;

  /**
   * Refuses settings that can't work.
   *
   * @throws OptionException if {@code threads} is not 0 to 64, {@code together} is below 1, or a
   *     time is not above 0
   */
  public WorkerSettings {
    if (threads < 0 || threads > MOST_THREADS) {
      throw OptionException.ofSetting(
          "workers", threads, "workers: %d threads; use 0 to 64".formatted(threads));
    }
    if (together < 1 || lease.toMillis() < 1 || poll.toMillis() < 1) {
      throw new OptionException(
          "workers: %d cells at once, a lease of %s, looking each %s; use more"
              .formatted(together, lease, poll));
    }
  }

  /** {@return how many threads read pictures that were handed in: half of the cores, 1 to 4} */
  int readers() {
    int half = Runtime.getRuntime().availableProcessors() / 2;
    return threads == 0 ? 0 : Math.max(1, Math.min(MOST_READERS, half));
  }

  /**
   * Returns the usual settings: up to 32 cells at once, leases of a minute, looking for jobs of
   * other processes four times a second.
   *
   * @param threads how many ask models at once
   * @param device where models compute
   */
  public static WorkerSettings of(int threads, Device device) {
    return new WorkerSettings(
        threads,
        device,
        TOGETHER,
        Duration.ofMinutes(1),
        Duration.ofMillis(250),
        "worker-" + UUID.randomUUID().toString().substring(0, 8));
  }
}
