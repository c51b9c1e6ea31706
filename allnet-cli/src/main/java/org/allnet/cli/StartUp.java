package org.allnet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Loads the classes that commands start with, so that the launcher can keep them in a class archive
 * and later starts are quick. Does nothing else.
 */
final class StartUp {

  private StartUp() {}

  /**
   * Runs commands that only tell.
   *
   * @param arguments ignored
   * @throws IOException where no temporary file can be written
   */
  public static void main(String[] arguments) throws IOException {
    run("--version");
    run("--help");
    run("dataset", "--help");
    run("model", "describe", "allnet");
    Path predictions = Files.createTempFile("allnet", ".csv");
    try {
      Files.writeString(predictions, "image,subject,label,score\na,s,1,0.9\nb,t,0,0.2\n");
      run("evaluate", "--predictions", predictions.toString());
      run("evaluate", "--predictions", predictions.toString(), "--json");
    } finally {
      Files.delete(predictions);
    }
  }

  private static void run(String... arguments) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    new AllnetProgram(nowhere, nowhere, false).run(arguments);
  }
}
