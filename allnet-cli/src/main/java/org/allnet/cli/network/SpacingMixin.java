package org.allnet.cli.network;

import java.util.Optional;
import org.allnet.cli.terminal.SharedOption;
import org.allnet.training.run.RunOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says how far the pixels of training images are apart. */
final class SpacingMixin extends SharedOption {

  /** As training compares what files say. */
  private static final double SAME = 0.01;

  @Option(names = "--spacing", paramLabel = "MICROMETRES")
  private @Nullable Double spacing;

  SpacingMixin(String words) {
    super(words);
  }

  /**
   * Returns what was given.
   *
   * @return micrometres; null if none were given
   * @throws org.allnet.data.OptionException if they are not 0.01 to 10
   */
  @Nullable Double spacing() {
    if (spacing != null) {
      RunOptions.requireSpacing(spacing);
    }
    return spacing;
  }

  /**
   * Returns in what the option contradicts a model file.
   *
   * @param said micrometres as the file says; null if it doesn't
   * @param source who says so there
   * @return a line; empty if one of both says nothing, or they agree within a hundredth
   */
  Optional<String> contradiction(@Nullable Double said, String source) {
    return spacing == null || said == null || Math.abs(spacing / said - 1) <= SAME
        ? Optional.empty()
        : Optional.of(
            "--spacing %s: the model file says %s (%s); wsinfer has what you gave, the other files what the model file says"
                .formatted(spacing, said, source));
  }
}
