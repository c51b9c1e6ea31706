package org.allnet.cli.terminal;

import org.allnet.data.image.SegmentationMode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says how cells are cut out. */
public final class SegmentationMixin extends SharedOption {

  private static final String MODES =
      "stretched (keeps a cell cut out on black), literal (the formula as written; erases most"
          + " cells), otsu (keeps the nucleus) or none (keeps everything).";

  @Option(names = "--segmentation", paramLabel = "MODE")
  private @Nullable String mode;

  /**
   * For a command.
   *
   * @param before what its help text says before it names the modes
   * @param after what it says after that, such as the default
   */
  public SegmentationMixin(String before, String after) {
    super(before + MODES + after);
  }

  /**
   * Returns the mode.
   *
   * @param usual what holds if none was typed
   * @throws org.allnet.data.OptionException if there is no such mode
   */
  public SegmentationMode mode(SegmentationMode usual) {
    return mode == null ? usual : SegmentationMode.of(mode);
  }

  /** {@return the mode's name as it was typed; null if none was} */
  public @Nullable String typed() {
    return mode;
  }
}
