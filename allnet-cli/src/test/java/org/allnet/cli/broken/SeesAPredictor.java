package org.allnet.cli.broken;

import org.allnet.inference.prediction.Predictor;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesAPredictor {

  /** What must not be seen from here. */
  public Predictor seen;
}
