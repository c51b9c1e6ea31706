package org.allnet.cli.terminal;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that chooses a fold of a split. */
public final class FoldMixin extends SharedOption {

  /** The name. */
  public static final String OPTION = "--fold";

  @Option(names = OPTION, paramLabel = "K")
  private @Nullable Integer fold;

  /**
   * For a command.
   *
   * @param words what it does there, as a help text
   */
  public FoldMixin(String words) {
    super(words);
  }

  /** {@return the fold, from 1; empty if none was given} */
  public OptionalInt fold() {
    return fold == null ? OptionalInt.empty() : OptionalInt.of(fold);
  }
}
