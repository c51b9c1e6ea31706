package org.allnet.spark.session;

import java.util.Map;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.jspecify.annotations.Nullable;

/**
 * Which cluster computes, and what it is to give.
 *
 * @param master {@code local[2]}, {@code spark://host:port}; null if whoever submitted the program
 *     has said it
 * @param cores of an executor, from 1
 * @param memory of an executor's Java, such as {@code 1g}
 * @param wholeExecutors whether a task takes all cores of its executor, else one
 * @param further settings of Spark by their names, which win
 */
public record ClusterSettings(
    @Nullable String master,
    int cores,
    String memory,
    boolean wholeExecutors,
    Map<String, String> further) {

  private static final String LOCAL = "local\\[(\\d+|\\*)(,\\d+)?]";

  /**
   * Checks them and copies the map.
   *
   * @throws OptionException if the master is of no known form, or there is no core
   */
  public ClusterSettings {
    if (master != null
        && !master.equals("local")
        && !master.matches(LOCAL)
        && !master.matches("local-cluster\\[.*]")
        && !master.startsWith("spark://")) {
      throw OptionException.unknown(
          OptionName.MASTER,
          master,
          "local[CORES] or spark://HOST:PORT; for other clusters submit the program to them");
    }
    if (cores < 1) {
      throw OptionException.outOfRange(OptionName.EXECUTOR_CORES.with(cores), "1 or more");
    }
    further = Map.copyOf(further);
  }

  /** {@return whether executors are threads of this process} */
  public boolean isLocal() {
    String where = master == null ? System.getProperty("spark.master") : master;
    return where != null && (where.equals("local") || where.matches(LOCAL));
  }
}
