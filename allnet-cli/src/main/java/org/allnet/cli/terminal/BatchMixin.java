package org.allnet.cli.terminal;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says how much a step of a training takes in. */
public final class BatchMixin extends SharedOption {

  @Option(names = "--batch", paramLabel = "N")
  private @Nullable Integer batch;

  /**
   * For a command.
   *
   * @param words what it does there, as a help text
   */
  public BatchMixin(String words) {
    super(words);
  }

  /** {@return how much was asked for; empty if nothing was} */
  public OptionalInt batch() {
    return batch == null ? OptionalInt.empty() : OptionalInt.of(batch);
  }
}
