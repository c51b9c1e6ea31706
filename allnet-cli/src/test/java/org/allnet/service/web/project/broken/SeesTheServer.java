package org.allnet.service.web.project.broken;

import org.allnet.service.web.WebServer;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesTheServer {

  /** What must not be seen from here. */
  public WebServer seen;
}
