package org.allnet.cli.terminal;

import picocli.CommandLine.Option;

/** The option of every command that cuts cells out without a recipe. */
public final class SegmentationMixin {

  @Option(
      names = "--segmentation",
      paramLabel = "MODE",
      defaultValue = "stretched",
      description =
          "stretched (keeps a cell cut out on black), literal (the formula as written; erases most"
              + " cells), otsu (keeps the nucleus) or none (keeps everything). Default:"
              + " ${DEFAULT-VALUE}.")
  private String mode = "";

  /** For the command line to fill. */
  public SegmentationMixin() {}

  /** {@return the mode's name as it was typed} */
  public String mode() {
    return mode;
  }
}
