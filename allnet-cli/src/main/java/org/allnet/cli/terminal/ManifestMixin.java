package org.allnet.cli.terminal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a manifest instead of the built-in one of C-NMC 2019. */
public final class ManifestMixin extends SharedOption {

  @Option(names = "--manifest", paramLabel = "FILE")
  private @Nullable Path manifest;

  /**
   * For a command.
   *
   * @param words what it does there, as a help text
   */
  public ManifestMixin(String words) {
    super(words);
  }

  /** {@return the manifest's file; null for the built-in one} */
  public @Nullable Path file() {
    return manifest;
  }
}
