package org.allnet.inference.prediction.broken;

import org.allnet.inference.Classifier;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesTheFace {

  /** What must not be seen from here. */
  public Classifier seen;
}
