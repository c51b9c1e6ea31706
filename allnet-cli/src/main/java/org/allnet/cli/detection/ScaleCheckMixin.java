package org.allnet.cli.detection;

import org.allnet.cli.terminal.SharedOption;
import picocli.CommandLine.Option;

/** The option that asks a model at other scales too. */
final class ScaleCheckMixin extends SharedOption {

  static final String OPTION = "--scale-check";

  @Option(names = OPTION)
  private boolean wanted;

  ScaleCheckMixin() {
    super("Also answer as if red cells were 10 %% smaller and larger.");
  }

  /** {@return whether it is asked} */
  boolean isWanted() {
    return wanted;
  }
}
