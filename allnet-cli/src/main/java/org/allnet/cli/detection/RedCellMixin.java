package org.allnet.cli.detection;

import org.allnet.cli.terminal.SharedOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says how large red cells of a field are. */
final class RedCellMixin extends SharedOption {

  @Option(names = "--red-cell", paramLabel = "PIXELS")
  private @Nullable Double redCell;

  RedCellMixin(String words) {
    super(words);
  }

  /** {@return the diameter of a red cell in pixels; null if none was given} */
  @Nullable Double redCell() {
    return redCell;
  }
}
