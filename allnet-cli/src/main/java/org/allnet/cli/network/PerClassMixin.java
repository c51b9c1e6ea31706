package org.allnet.cli.network;

import java.util.OptionalInt;
import org.allnet.cli.terminal.SharedOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says how many images of each class balancing leaves. */
final class PerClassMixin extends SharedOption {

  @Option(names = "--per-class", paramLabel = "N")
  private @Nullable Integer perClass;

  PerClassMixin(String words) {
    super(words);
  }

  /** {@return how many were asked for; empty if none were} */
  OptionalInt perClass() {
    return perClass == null ? OptionalInt.empty() : OptionalInt.of(perClass);
  }
}
