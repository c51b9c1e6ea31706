package org.allnet.cli.terminal;

import picocli.CommandLine.Option;

/** The option that lets a model answer about what it would refuse. */
public final class AcceptAnythingMixin extends SharedOption {

  /** The name. */
  public static final String OPTION = "--accept-anything";

  @Option(names = OPTION)
  private boolean wanted;

  /**
   * For a command.
   *
   * @param words what it does there, as a help text
   */
  public AcceptAnythingMixin(String words) {
    super(words);
  }

  /** {@return whether the model is to answer} */
  public boolean isWanted() {
    return wanted;
  }
}
