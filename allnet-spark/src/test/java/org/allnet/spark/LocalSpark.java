package org.allnet.spark;

import java.util.Map;
import org.allnet.spark.session.ClusterSession;
import org.allnet.spark.session.ClusterSettings;
import org.apache.spark.sql.SparkSession;

/** One session of two threads for all tests of a process: beginning one takes seconds. */
public final class LocalSpark {

  private static final SparkSession SESSION =
      ClusterSession.begin(
          new ClusterSettings(
              "local[2]", 1, "512m", false, Map.of("spark.sql.shuffle.partitions", "2")),
          "tests");

  private LocalSpark() {}

  public static SparkSession session() {
    return SESSION;
  }
}
