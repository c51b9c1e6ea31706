package org.allnet.cli.terminal;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says how large the square of an image is. */
public final class InputSizeMixin extends SharedOption {

  @Option(names = "--input-size", paramLabel = "PIXELS")
  private @Nullable Integer inputSize;

  /**
   * For a command.
   *
   * @param words what it does there, as a help text
   */
  public InputSizeMixin(String words) {
    super(words);
  }

  /** {@return the side that was asked for; empty if none was} */
  public OptionalInt inputSize() {
    return inputSize == null ? OptionalInt.empty() : OptionalInt.of(inputSize);
  }
}
