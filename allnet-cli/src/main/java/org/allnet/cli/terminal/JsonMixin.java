package org.allnet.cli.terminal;

import picocli.CommandLine.Option;

/** The option that lets a command print JSON for programs in place of text for readers. */
public final class JsonMixin {

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** For the command line to fill. */
  public JsonMixin() {}

  /** {@return whether JSON is wanted} */
  public boolean isWanted() {
    return json;
  }
}
