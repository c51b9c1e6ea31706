package org.allnet.cli.terminal;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says in which precision layers are computed. */
public final class PrecisionMixin extends SharedOption {

  @Option(names = "--precision", paramLabel = "NAME")
  private @Nullable String precision;

  /**
   * For a command.
   *
   * @param words what it does there, as a help text
   */
  public PrecisionMixin(String words) {
    super(words);
  }

  /** {@return the precision's name as it was typed; null if none was} */
  public @Nullable String precision() {
    return precision;
  }
}
