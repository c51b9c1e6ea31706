package org.allnet.inference.compute.broken;

import org.allnet.inference.engine.device.ComputeDevice;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesTheEngine {

  /** What must not be seen from here. */
  public ComputeDevice seen;
}
