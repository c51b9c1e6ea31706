package org.allnet.cli.terminal;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says how many threads the tensor engine uses on the processor. */
public final class ThreadsMixin {

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the tensor engine on the processor. Default: one for each core.")
  private @Nullable Integer threads;

  /** For the command line to fill. */
  public ThreadsMixin() {}

  /** {@return how many were asked for; empty for one for each core} */
  public OptionalInt threads() {
    return threads == null ? OptionalInt.empty() : OptionalInt.of(threads);
  }
}
