package org.allnet.data.broken;

import picocli.CommandLine;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesPicocli {

  /** What must not be seen from here. */
  public CommandLine seen;
}
