package org.allnet.cli.network;

import org.allnet.cli.terminal.SharedOption;
import org.allnet.training.run.RunOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says how far the pixels of training images are apart. */
final class SpacingMixin extends SharedOption {

  @Option(names = "--spacing", paramLabel = "MICROMETRES")
  private @Nullable Double spacing;

  SpacingMixin(String words) {
    super(words);
  }

  /**
   * Returns what was given.
   *
   * @return micrometres; null if none were given
   * @throws org.allnet.data.OptionException if they are not above 0
   */
  @Nullable Double spacing() {
    if (spacing != null) {
      RunOptions.requireSpacing(spacing);
    }
    return spacing;
  }
}
