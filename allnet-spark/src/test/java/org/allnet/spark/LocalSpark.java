package org.allnet.spark;

import java.util.Map;
import org.allnet.spark.session.ClusterSession;
import org.allnet.spark.session.ClusterSettings;
import org.apache.spark.sql.SparkSession;

/** One session of two threads for all tests of a process: beginning one takes seconds. */
public final class LocalSpark {

  /**
   * Compiling code for each step, and planning anew behind each, takes longer than all of the rows;
   * a real cluster does both.
   */
  private static final Map<String, String> FEW_ROWS =
      Map.of(
          "spark.sql.shuffle.partitions",
          "2",
          "spark.sql.codegen.wholeStage",
          "false",
          "spark.sql.codegen.factoryMode",
          "NO_CODEGEN",
          "spark.sql.adaptive.enabled",
          "false");

  private static final SparkSession SESSION =
      ClusterSession.begin(new ClusterSettings("local[2]", 1, "512m", false, FEW_ROWS), "tests");

  private LocalSpark() {}

  public static SparkSession session() {
    return SESSION;
  }
}
