package org.allnet.cli.dataset;

import java.util.Map;
import org.allnet.data.dataset.DatasetOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a data set's classes are read. */
public final class ClassOptions {

  @Option(
      names = "--classes",
      paramLabel = "OLD=NEW,...",
      description = "Rename classes; those that get the same name become one.")
  private @Nullable String classes;

  @Option(
      names = "--positive",
      paramLabel = "CLASS",
      description = "The class that sensitivity is about. Default: the one named like a blast.")
  private @Nullable String positive;

  /** For the command line. */
  public ClassOptions() {}

  /**
   * What was given.
   *
   * @return how classes are read
   * @throws org.allnet.data.OptionException where the renames are not of the form {@code OLD=NEW}
   */
  public DatasetOptions toDatasetOptions() {
    Map<String, String> renames = classes == null ? Map.of() : DatasetOptions.parseRenames(classes);
    return new DatasetOptions(renames, positive);
  }
}
