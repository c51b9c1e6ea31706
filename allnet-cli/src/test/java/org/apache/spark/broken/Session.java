package org.apache.spark.broken;

/** Takes the place of a class of Spark, which is on no class path of these tests. */
public final class Session {

  private Session() {}
}
