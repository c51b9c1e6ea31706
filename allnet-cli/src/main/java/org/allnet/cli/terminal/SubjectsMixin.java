package org.allnet.cli.terminal;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says how many synthetic subjects of each class are made. */
public final class SubjectsMixin extends SharedOption {

  @Option(names = "--subjects", paramLabel = "N")
  private @Nullable Integer subjects;

  /**
   * For a command.
   *
   * @param words what it does there, as a help text
   */
  public SubjectsMixin(String words) {
    super(words);
  }

  /** {@return how many were asked for; empty if none were} */
  public OptionalInt subjects() {
    return subjects == null ? OptionalInt.empty() : OptionalInt.of(subjects);
  }
}
