package org.allnet.training.broken;

import org.tribuo.Model;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesTribuo {

  /** What must not be seen from here. */
  public Model<?> seen;
}
