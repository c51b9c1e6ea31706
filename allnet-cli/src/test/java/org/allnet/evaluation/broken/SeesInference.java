package org.allnet.evaluation.broken;

import org.allnet.inference.model.ModelDescription;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesInference {

  /** What must not be seen from here. */
  public ModelDescription seen;
}
