package org.allnet.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Loads the classes that commands start with, so that the launcher can keep them in a class archive
 * and later starts are quick. Does nothing else.
 */
final class StartUp {

  private StartUp() {}

  /**
   * Runs the commands that only tell.
   *
   * @param arguments ignored
   */
  public static void main(String[] arguments) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    new AllnetProgram(nowhere, nowhere, false).run("--version");
    new AllnetProgram(nowhere, nowhere, false).run("--help");
    new AllnetProgram(nowhere, nowhere, false).run("dataset", "--help");
  }
}
