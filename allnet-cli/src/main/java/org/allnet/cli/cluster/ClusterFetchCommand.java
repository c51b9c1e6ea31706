package org.allnet.cli.cluster;

import java.net.URI;
import java.util.List;
import org.allnet.cli.terminal.Progress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.OptionException;
import org.allnet.spark.session.SparkLibraries;
import org.allnet.spark.session.SparkLibraries.Library;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code allnet cluster fetch}: the libraries of Spark, once. */
@Command(
    name = "fetch",
    description = {
      "Fetch the libraries of Spark " + SparkLibraries.VERSION + " (290 MB) into the user's cache.",
      "",
      "Their names and SHA-256 come with ALLNet; another file is refused. What is there already is",
      "kept."
    })
public final class ClusterFetchCommand extends Subcommand {

  @Option(
      names = "--from",
      required = true,
      paramLabel = "URL",
      description = "Address of a Maven repository, such as that of Maven Central.")
  private String from = "";

  /** For the command line to make. */
  public ClusterFetchCommand() {}

  @Override
  public Integer call() {
    URI repository;
    try {
      repository = URI.create(from);
    } catch (IllegalArgumentException e) {
      throw wrong();
    }
    if (repository.getScheme() == null
        || !List.of("http", "https", "file").contains(repository.getScheme())) {
      throw wrong();
    }
    List<Library> all = SparkLibraries.all();
    try (Progress progress = progress("fetching", "libraries", all.size())) {
      int[] done = {0};
      SparkLibraries.fetch(
          repository, ClusterMixin.fetched(), all, library -> progress.reach(++done[0]));
    }
    status("Spark: " + ClusterMixin.fetched());
    return GOOD;
  }

  private OptionException wrong() {
    return OptionException.ofSetting(
        "from", from, "--from %s: is no address that begins with https:".formatted(from));
  }
}
