package org.allnet.benchmark.broken;

import org.allnet.cli.Main;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesTheCommandLine {

  /** What must not be seen from here. */
  public Main seen;
}
