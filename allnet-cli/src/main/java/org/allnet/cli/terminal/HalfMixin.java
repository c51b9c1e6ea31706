package org.allnet.cli.terminal;

import picocli.CommandLine.Option;

/** The option that keeps a model's weights as 16-bit numbers. */
public final class HalfMixin extends SharedOption {

  @Option(names = "--half")
  private boolean half;

  /**
   * For a command.
   *
   * @param words what it does there, as a help text
   */
  public HalfMixin(String words) {
    super(words);
  }

  /** {@return whether 16-bit weights are wanted} */
  public boolean isWanted() {
    return half;
  }
}
