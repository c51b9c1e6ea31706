package org.allnet.inference.image.broken;

import org.allnet.inference.network.architecture.NetworkOptions;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesTheNetwork {

  /** What must not be seen from here. */
  public NetworkOptions seen;
}
