package org.allnet.cli.broken;

import ai.djl.broken.Peer;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesAPeer {

  /** What must not be seen from here. */
  public Peer seen;
}
