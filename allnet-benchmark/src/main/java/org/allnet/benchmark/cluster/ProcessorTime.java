package org.allnet.benchmark.cluster;

import java.time.Duration;
import java.util.function.Predicate;

/** The processor time that processes have had. */
final class ProcessorTime {

  private ProcessorTime() {}

  /** {@return seconds of a core of all threads of a process; 0 if the system does not say} */
  static double of(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
  }

  /** {@return seconds of a core of this process and of those below it that count} */
  static double ofAllBelow(Predicate<ProcessHandle> counts) {
    ProcessHandle own = ProcessHandle.current();
    return of(own) + own.descendants().filter(counts).mapToDouble(ProcessorTime::of).sum();
  }
}
