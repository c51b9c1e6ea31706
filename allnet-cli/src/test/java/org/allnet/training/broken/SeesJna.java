package org.allnet.training.broken;

import com.sun.jna.Pointer;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesJna {

  /** What must not be seen from here. */
  public Pointer seen;
}
