package org.allnet.service.broken;

import io.javalin.Javalin;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesTheServersLibrary {

  /** What must not be seen from here. */
  public Javalin seen;
}
