package org.allnet.inference.network.broken;

import org.allnet.inference.image.input.InputFrame;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesTheImage {

  /** What must not be seen from here. */
  public InputFrame seen;
}
