package org.allnet.cli.network;

import java.util.OptionalInt;
import org.allnet.cli.terminal.SharedOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says how many classes a network has. */
final class ClassCountMixin extends SharedOption {

  @Option(names = "--classes", paramLabel = "N")
  private @Nullable Integer classes;

  ClassCountMixin(String words) {
    super(words);
  }

  /** {@return how many were asked for; empty if none were} */
  OptionalInt classes() {
    return classes == null ? OptionalInt.empty() : OptionalInt.of(classes);
  }
}
