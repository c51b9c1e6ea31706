package org.allnet.cli.terminal;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says how many epochs a training has. */
public final class EpochsMixin extends SharedOption {

  @Option(names = "--epochs", paramLabel = "N")
  private @Nullable Integer epochs;

  /**
   * For a command.
   *
   * @param words what it does there, as a help text
   */
  public EpochsMixin(String words) {
    super(words);
  }

  /** {@return how many were asked for; empty if none were} */
  public OptionalInt epochs() {
    return epochs == null ? OptionalInt.empty() : OptionalInt.of(epochs);
  }
}
