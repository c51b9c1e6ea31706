package org.allnet.cli.terminal;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that makes a network wider or narrower than the published one. */
public final class WidthMixin extends SharedOption {

  @Option(names = "--width", paramLabel = "FACTOR")
  private @Nullable Double width;

  /**
   * For a command.
   *
   * @param words what it does there, as a help text
   */
  public WidthMixin(String words) {
    super(words);
  }

  /** {@return the factor on the network's channels; empty if none was asked for} */
  public OptionalDouble width() {
    return width == null ? OptionalDouble.empty() : OptionalDouble.of(width);
  }
}
