package org.allnet.cli.terminal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a split instead of drawing one. */
public final class SplitFileMixin extends SharedOption {

  @Option(names = "--split", paramLabel = "FILE")
  private @Nullable Path split;

  /**
   * For a command.
   *
   * @param words what it does there, as a help text
   */
  public SplitFileMixin(String words) {
    super(words);
  }

  /** {@return the split's file; null if none was given} */
  public @Nullable Path file() {
    return split;
  }
}
