package org.allnet.cli.terminal;

import picocli.CommandLine.Option;

/** The option that makes a network wider or narrower than the published one. */
public final class WidthMixin {

  @Option(
      names = "--width",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description = "Factor on the network's channels. Default: ${DEFAULT-VALUE}.")
  private double width;

  /** For the command line to fill. */
  public WidthMixin() {}

  /** {@return the factor on the published network's channels} */
  public double width() {
    return width;
  }
}
