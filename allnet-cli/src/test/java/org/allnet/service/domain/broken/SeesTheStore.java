package org.allnet.service.domain.broken;

import org.allnet.service.store.Store;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesTheStore {

  /** What must not be seen from here. */
  public Store seen;
}
