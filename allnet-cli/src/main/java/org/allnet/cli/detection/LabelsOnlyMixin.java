package org.allnet.cli.detection;

import org.allnet.cli.terminal.SharedOption;
import picocli.CommandLine.Option;

/** The option that leaves the images of fields aside. */
final class LabelsOnlyMixin extends SharedOption {

  @Option(names = "--labels-only")
  private boolean wanted;

  LabelsOnlyMixin(String words) {
    super(words);
  }

  /** {@return whether labels alone are looked at} */
  boolean isWanted() {
    return wanted;
  }
}
