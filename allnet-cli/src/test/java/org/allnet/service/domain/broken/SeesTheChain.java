package org.allnet.service.domain.broken;

import org.allnet.service.audit.ChainCheck;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesTheChain {

  /** What must not be seen from here. */
  public ChainCheck seen;
}
