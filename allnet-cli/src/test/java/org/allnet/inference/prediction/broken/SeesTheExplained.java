package org.allnet.inference.prediction.broken;

import org.allnet.inference.explained.Explainable;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesTheExplained {

  /** What must not be seen from here. */
  public Explainable seen;
}
