package org.allnet.training.run.broken;

import org.bytedeco.pytorch.Tensor;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesTensors {

  /** What must not be seen from here. */
  public Tensor seen;
}
