package org.allnet.cli.cluster;

import java.util.List;
import java.util.function.Consumer;
import org.allnet.spark.session.SparkLibraries;

/** For commands elsewhere that need Spark on this machine. */
public final class WithSpark {

  private WithSpark() {}

  /** {@return whether this process has Spark} */
  public static boolean isHere() {
    return SparkLibraries.areHere();
  }

  /**
   * Runs a command once more in a process that has Spark.
   *
   * @param words what was typed after {@code allnet}
   * @param out takes lines of results
   * @param err takes all other lines
   * @return its exit code
   * @throws org.allnet.data.InputException if there is no Spark
   * @throws org.allnet.data.RunException if no process can be started
   */
  public static int again(List<String> words, Consumer<String> out, Consumer<String> err) {
    return new DriverProcess(new ClusterMixin().spark(), true).run(words, out, err);
  }
}
