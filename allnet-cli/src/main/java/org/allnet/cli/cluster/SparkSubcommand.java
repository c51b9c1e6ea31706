package org.allnet.cli.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.cli.network.ModelMixin;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.InputException;
import org.allnet.spark.session.SparkLibraries;
import picocli.CommandLine.Mixin;

/** A command that needs Spark: without it the same command is run in a process that has it. */
abstract class SparkSubcommand extends Subcommand {

  @Mixin private ClusterMixin cluster = new ClusterMixin();

  SparkSubcommand() {}

  /** {@return the cluster that was asked for} */
  final ClusterMixin cluster() {
    return cluster;
  }

  @Override
  public final Integer call() {
    cluster.refuseSubmitted(this);
    check();
    if (SparkLibraries.areHere()) {
      return callHere();
    }
    cluster.settings(false);
    return new DriverProcess(cluster.spark(), cluster.isThisMachine())
        .run(words(), out()::println, this::status);
  }

  /** Refuses a model that is not there, before a process is started for it. */
  static void requireModel(Path model) {
    if (!Files.isRegularFile(ModelMixin.of(model).file())) {
      throw InputException.in(model, "no such model file or run");
    }
  }

  /** Refuses what is wrong already in what was typed. */
  abstract void check();

  /** Does the work; Spark is here. */
  abstract int callHere();
}
