package org.allnet.cli.detection;

import org.allnet.cli.terminal.SharedOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says how large red cells of a field are. */
public final class RedCellMixin extends SharedOption {

  /** The option. */
  public static final String OPTION = "--red-cell";

  @Option(names = OPTION, paramLabel = "PIXELS")
  private @Nullable Double redCell;

  /**
   * The option of a command.
   *
   * @param words what it does there
   */
  public RedCellMixin(String words) {
    super(words);
  }

  /** {@return the diameter of a red cell in pixels; null if none was given} */
  public @Nullable Double redCell() {
    return redCell;
  }
}
