package org.allnet.cli.broken;

import org.apache.spark.broken.Session;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesSpark {

  /** What must not be seen from here. */
  public Session seen;
}
