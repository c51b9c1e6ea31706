package org.allnet.cli.terminal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.layout.DatasetReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that reads a data set and evaluates nothing. */
public final class ClassesMixin {

  @Option(
      names = "--classes",
      paramLabel = "OLD=NEW,...",
      description = "Rename or merge classes, such as Benign=healthy,Early=blast,Pre=blast.")
  private @Nullable String classes;

  /** For the command line to fill. */
  public ClassesMixin() {}

  /** {@return how classes are renamed and merged} */
  public DatasetOptions options() {
    return new DatasetOptions(renames(), null);
  }

  /** {@return the option as it is typed, if it was given} */
  List<String> typed() {
    return classes == null ? List.of() : List.of("--classes", classes);
  }

  Map<String, String> renames() {
    return classes == null ? Map.of() : DatasetOptions.parseRenames(classes);
  }

  /**
   * Reads a data set's layout with these options; no image is decoded.
   *
   * @param path its root
   * @return the data set
   */
  public Dataset open(Path path) {
    return DatasetReader.open(path, options());
  }
}
