package org.allnet.inference.model.broken;

import org.allnet.inference.prediction.Predictor;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesPrediction {

  /** What must not be seen from here. */
  public Predictor seen;
}
