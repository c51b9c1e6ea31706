package org.allnet.cli.network;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a new run goes. */
public final class RunNames {

  private static final Path RUNS = Path.of("runs");

  private RunNames() {}

  /**
   * The folder of a new run.
   *
   * @param given as given; a bare name is below {@code runs}; absent for the first free {@code
   *     runs/<command>-<n>}
   * @param command the command's name, such as {@code train}
   * @return the folder
   */
  public static Path folder(@Nullable String given, String command) {
    if (given != null) {
      boolean bare = !given.contains("/") && !given.contains("\\") && !given.startsWith(".");
      return bare ? RUNS.resolve(given) : Path.of(given);
    }
    for (int n = 1; ; n++) {
      Path folder = RUNS.resolve(command + "-" + n);
      if (!Files.exists(folder)) {
        return folder;
      }
    }
  }
}
