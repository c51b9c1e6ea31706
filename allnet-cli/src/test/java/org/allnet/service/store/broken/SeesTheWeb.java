package org.allnet.service.store.broken;

import org.allnet.service.web.route.Route;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesTheWeb {

  /** What must not be seen from here. */
  public Route seen;
}
