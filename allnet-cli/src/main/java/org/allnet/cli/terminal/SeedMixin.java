package org.allnet.cli.terminal;

import picocli.CommandLine.Option;

/** The option of every command that draws anything at random. */
public final class SeedMixin {

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "The number that everything random is drawn from. Default: ${DEFAULT-VALUE}.")
  private long seed;

  /** For the command line to fill. */
  public SeedMixin() {}

  /** {@return what everything random is drawn from} */
  public long seed() {
    return seed;
  }
}
