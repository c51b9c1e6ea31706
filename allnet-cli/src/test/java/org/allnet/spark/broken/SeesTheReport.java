package org.allnet.spark.broken;

import org.allnet.report.content.RunReport;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesTheReport {

  /** What must not be seen from here. */
  public RunReport seen;
}
