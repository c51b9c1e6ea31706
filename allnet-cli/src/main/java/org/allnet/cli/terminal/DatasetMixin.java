package org.allnet.cli.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.layout.DatasetReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that reads a data set and evaluates or trains on it. */
public final class DatasetMixin {

  @Mixin private ClassesMixin classes = new ClassesMixin();

  @Option(
      names = "--positive",
      paramLabel = "CLASS",
      description =
          "The class that sensitivity is about. Default: the one with a usual name of the sick (all,"
              + " blast, malignant, ...) or beside one of the healthy (hem, normal, ...).")
  private @Nullable String positive;

  /** For the command line to fill. */
  public DatasetMixin() {}

  /** {@return how classes are renamed and merged} */
  public DatasetOptions options() {
    return new DatasetOptions(classes.renames(), positive);
  }

  /** {@return these options as they are typed, those that were given} */
  public List<String> typed() {
    List<String> words = new ArrayList<>(classes.typed());
    if (positive != null) {
      words.addAll(List.of("--positive", positive));
    }
    return words;
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
